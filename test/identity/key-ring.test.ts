/** @file The key ring's text and what it refuses. */
import { expect, test } from 'vitest';
import { formatKeyRing, parseKeyRing, withNewKey } from '../../src/identity/key-ring.ts';

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

test('the first key of the text is the current one', () => {
  const ring = parseKeyRing(`b:${key(2)}, a:${key(1)}`);
  expect(ring.currentId).toBe('b');
  expect([...ring.keys.keys()]).toEqual(['b', 'a']);
});

test('formatting and parsing a ring gives the same ring', () => {
  const ring = withNewKey(parseKeyRing(`a:${key(1)},b:${key(2)}`), 'c', Buffer.alloc(32, 3));
  expect(parseKeyRing(formatKeyRing(ring))).toEqual(ring);
});

test.each([
  ['no key at all', '', /no key/],
  ['a key that is too short', 'a:AAAA', /32 bytes/],
  ['an entry without an id', key(1), /an id, a colon/],
  ['the same id twice', `a:${key(1)},a:${key(2)}`, /"a" stands twice/],
])('%s is refused by a sentence without the key in it', (_name, text, sentence) => {
  expect(() => parseKeyRing(text)).toThrow(sentence);
  expect(() => parseKeyRing(text)).not.toThrow(key(1));
});
