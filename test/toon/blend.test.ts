/** @file Between two people. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blendIdentities } from '../../src/toon/blend.ts';
import { compose } from '../../src/toon/compose.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { portraitShotOf } from '../../src/toon/shot.ts';

const seed = fc.nat(100_000);

describe('blendIdentities', () => {
  it('gives the first person at 0 and the second at 1', () => {
    fc.assert(
      fc.property(seed, seed, (a, b) => {
        expect(blendIdentities(identityOf(a), identityOf(b), 0)).toEqual(identityOf(a));
        const end = blendIdentities(identityOf(a), identityOf(b), 1);
        expect(end.skin).toBe(identityOf(b).skin);
        expect(end.hair.style).toBe(identityOf(b).hair.style);
        expect(end.face.width).toBeCloseTo(identityOf(b).face.width, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('takes numbers and colours in proportion and styles from the nearer person', () => {
    const [a, b] = [identityOf(4), identityOf(9)];
    const person = blendIdentities(a, b, 0.25);
    expect(person.face.chin).toBeCloseTo(0.75 * a.face.chin + 0.25 * b.face.chin, 9);
    expect([person.hair.style, person.beard, person.gender]).toEqual([a.hair.style, a.beard, a.gender]);
    expect(person.skin).not.toBe(a.skin);
    expect(person.skin).toMatch(/^#[0-9a-f]{6}$/);
    expect(blendIdentities(a, b, 0.75).hair.style).toBe(b.hair.style);
  });

  it('always gives people who can be drawn', () => {
    fc.assert(
      fc.property(seed, seed, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, t) => {
        const identity = blendIdentities(identityOf(a), identityOf(b), t);
        const svg = compose({ identity, shot: portraitShotOf(a), context: {}, style: 'plain' }, 128);
        expect(svg).not.toMatch(/NaN|undefined/);
      }),
      { numRuns: 60 },
    );
  });
});
