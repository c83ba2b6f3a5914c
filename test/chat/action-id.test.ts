/** @file Signed ids of buttons. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createActionSigner } from '../../src/chat/action-id.ts';
import { UserError } from '../../src/errors.ts';
import { newId } from '../../src/identity/id.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';

const ring = withNewKey(undefined, 'k1');
const signer = createActionSigner(ring);

test('an id says what was signed and fits every platform', () => {
  const requestId = newId();
  const id = signer.sign('vary', requestId, '3');
  expect(signer.verify(id)).toEqual({ verb: 'vary', requestId, argument: '3' });
  expect(id.length).toBeLessThanOrEqual(100);
});

test('buttons made before a rotation of keys work after it, and not without the old key', () => {
  const id = signer.sign('delete', 'abcdefgh');
  const rotated = withNewKey(ring, 'k2');
  expect(createActionSigner(rotated).verify(id).verb).toBe('delete');
  expect(() => createActionSigner(withNewKey(undefined, 'k2')).verify(id)).toThrow(UserError);
});

test('changing any one character makes an id that is refused', () => {
  const id = signer.sign('cancel', 'abcdefgh2345', '1');
  for (let i = 0; i < id.length; i += 1) {
    const other = id[i] === 'b' ? 'c' : 'b';
    expect(() => signer.verify(id.slice(0, i) + other + id.slice(i + 1))).toThrow(UserError);
  }
});

test('10,000 made-up ids are all refused', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ maxLength: 120 }),
        fc.stringMatching(/^[a-z]{1,9}\.[a-z2-7]{20}\.\d?\.[\w-]{16}$/),
      ),
      (id) => {
        expect(() => signer.verify(id)).toThrow(UserError);
      },
    ),
    { numRuns: 10_000 },
  );
});
