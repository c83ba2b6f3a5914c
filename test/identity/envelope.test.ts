/** @file Sealing, opening, and what must not open. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { open, rewrap, seal, SealError } from '../../src/identity/envelope.ts';
import { type KeyRing, withNewKey } from '../../src/identity/key-ring.ts';

const ring: KeyRing = withNewKey(undefined, 'first');

test('what is sealed opens to the same bytes under the same label', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (bytes, label) => {
      expect(new Uint8Array(open(ring, seal(ring, bytes, label), label))).toEqual(bytes);
    }),
  );
});

test('flipping any one bit of the sealed bytes makes them not open', () => {
  const sealed = seal(ring, Buffer.from('my face'), 'mine');
  for (const field of ['body', 'wrappedKey'] as const) {
    for (let bit = 0; bit < sealed[field].length * 8; bit += 1) {
      const bytes = Buffer.from(sealed[field]);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => open(ring, { ...sealed, [field]: bytes }, 'mine')).toThrow(SealError);
    }
  }
});

test('another label, another ring and bytes cut short do not open', () => {
  const sealed = seal(ring, Buffer.from('my face'), 'mine');
  const stranger = withNewKey(undefined, 'first');
  expect(() => open(ring, sealed, 'yours')).toThrow(SealError);
  expect(() => open(stranger, sealed, 'mine')).toThrow(SealError);
  expect(() => open(withNewKey(undefined, 'other'), sealed, 'mine')).toThrow(/no key "first"/);
  expect(() => open(ring, { ...sealed, body: sealed.body.subarray(0, 20) }, 'mine')).toThrow(/cut short/);
});

test('after rotation the old key is no longer needed and the body is unchanged', () => {
  const sealed = seal(ring, Buffer.from('my face'), 'mine');
  const rotated = withNewKey(ring, 'second');
  const fresh = rewrap(rotated, sealed, 'mine');
  const alone: KeyRing = { currentId: 'second', keys: new Map([...rotated.keys].slice(0, 1)) };
  expect(fresh.body).toBe(sealed.body);
  expect(open(alone, fresh, 'mine').toString()).toBe('my face');
  expect(rewrap(rotated, fresh, 'mine')).toBe(fresh);
});

test('sealing the same bytes twice gives different bytes', () => {
  const [one, two] = [seal(ring, Buffer.alloc(64), 'x'), seal(ring, Buffer.alloc(64), 'x')];
  expect(one.body.equals(two.body)).toBe(false);
  expect(one.wrappedKey.equals(two.wrappedKey)).toBe(false);
});
