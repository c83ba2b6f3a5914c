/** @file People from seeds: reproducible, all different, and kept apart between training, validation and test. */
import { describe, expect, it } from 'vitest';
import { identityOf } from '../../src/toon/identity.ts';
import { HAIR_STYLES } from '../../src/toon/hair/index.ts';
import { keysOf } from '../../src/toon/keys.ts';
import type { Identity } from '../../src/toon/traits.ts';

/** Some of the continuous parameters at full precision. */
const fingerprint = ({ age, tone, face, eyes, nose, hair }: Identity): string =>
  [age, tone, face.width, face.chin, eyes.width, nose.length, hair.volume].join(' ');

const fingerprints = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => fingerprint(identityOf(from + i)));

describe('identityOf', () => {
  it('gives the same person for the same seed', () => {
    expect(identityOf(1234)).toEqual(identityOf(1234));
  });

  it('gives 200,000 people without twins, and none of them again for validation and test seeds', () => {
    const training = new Set(fingerprints(0, 200_000));
    expect(training.size).toBe(200_000);
    const others = [...fingerprints(1_000_000, 20_000), ...fingerprints(2_000_000, 20_000)];
    expect(new Set(others).size).toBe(40_000);
    expect(others.filter((person) => training.has(person))).toEqual([]);
  }, 120_000);

  it('gives every hair style, beard and gender to someone', () => {
    const people = Array.from({ length: 3000 }, (_, seed) => identityOf(seed));
    expect(new Set(people.map(({ hair }) => hair.style))).toEqual(new Set(keysOf(HAIR_STYLES)));
    expect(new Set(people.map(({ beard }) => beard)).size).toBe(8);
    expect(new Set(people.map(({ gender }) => gender)).size).toBe(3);
  });

  it('keeps eyes apart and inside the face, and the mouth between the corners of the jaw', () => {
    for (let seed = 0; seed < 5000; seed++) {
      const { eyes, face, mouth } = identityOf(seed);
      expect(eyes.spacing - eyes.width).toBeGreaterThanOrEqual(3.9);
      expect(eyes.spacing + eyes.width).toBeLessThan(face.width);
      expect(mouth.width * 1.2).toBeLessThan(face.width * face.jaw);
    }
  });
});
