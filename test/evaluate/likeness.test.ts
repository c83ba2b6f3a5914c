/** @file Likeness on one scale: drawn faces by the judge of drawn faces, as photographs by theirs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaceJudge, openFaceJudge, TOON_LIKENESS } from '../../src/evaluate/face-judge.ts';
import { drawLocated, seedRange, specOf } from '../../src/evaluate/people.ts';
import { type FaceEmbedder, likeness, type LikenessScale } from '../../src/face/likeness.ts';
import { PHOTO_LIKENESS } from '../../src/face/photo/descriptor.ts';

const FIRST = 1_000_000;
const PEOPLE = 12;
let judge: FaceJudge;
let people: Float32Array[][];

/** Any judge's faces through one function. */
const embedAll = <Located>({ embed }: FaceEmbedder<Located>, faces: readonly Located[]) => embed(faces);

beforeAll(async () => {
  judge = await openFaceJudge();
  people = [];
  for (const seed of seedRange(FIRST, FIRST + PEOPLE)) {
    people.push(
      await embedAll(judge, await Promise.all([0, 1].map((shot) => drawLocated(specOf(seed, shot))))),
    );
  }
}, 60_000);
afterAll(() => judge.close());

describe('likeness of drawn faces', () => {
  it('is above 50 for one person in two pictures, and mostly far above', () => {
    const own = people.map(([a, b]) => likeness(TOON_LIKENESS, a ?? empty, b ?? empty));
    for (const value of own) expect(value).toBeGreaterThan(50);
    expect(own.filter((value) => value > 90).length).toBeGreaterThan(0.75 * PEOPLE);
  });

  it('is mostly near 0 for two people, and above 50 about as rarely as is stated', () => {
    const pairs = people.flatMap((one, i) =>
      people
        .slice(i + 1)
        .flatMap((other) => one.flatMap((a) => other.map((b) => likeness(TOON_LIKENESS, a, b)))),
    );
    expect(pairs.filter((value) => value >= 50).length / pairs.length).toBeLessThan(
      4 * TOON_LIKENESS.falseMatchRate,
    );
    expect(pairs.filter((value) => value < 10).length / pairs.length).toBeGreaterThan(0.75);
  });
});

const empty = new Float32Array();

it.each<[string, LikenessScale]>([
  ['photographs', PHOTO_LIKENESS],
  ['drawings', TOON_LIKENESS],
])('%s have 50 at the threshold, and at most 2 % of strangers above it', (_, scale) => {
  const at = (distance: number): number => likeness({ ...scale, distance: () => distance }, empty, empty);
  expect(at(0)).toBeGreaterThan(99);
  expect(at(scale.threshold)).toBe(50);
  expect(at(1)).toBeLessThan(2);
  expect(scale.falseMatchRate).toBeLessThan(0.02);
});
