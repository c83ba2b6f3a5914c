/** @file The portraits that recipes see: who, in what, and who never. */
import { expect, test } from 'vitest';
import { ConfigError } from '../../../src/errors.ts';
import { celebrities, familiar, judgePeople, trainingPeople } from '../../../src/train/datasets/people.ts';
import {
  isHeldOut,
  planPortrait,
  portraitSetId,
  type PortraitSet,
} from '../../../src/train/datasets/portraits.ts';
import { identityVectors } from '../../../src/train/datasets/identity-vector.ts';
import { identityOf } from '../../../src/toon/identity.ts';
import { sampleCaption } from '../../../src/train/datasets/captions.ts';
import { toonTokenizer } from '../../../src/train/datasets/toon-tokenizer.ts';
import { encodeText } from '../../../src/tokenizer/tokenizer.ts';
import { celebrityName } from '../../../src/toon/names.ts';
import { seededRandom } from '../../../src/tensor/random.ts';

const famous: PortraitSet = { name: 'celebrities', people: 60, perPerson: 10 };
const plans = Array.from({ length: 600 }, (_, index) => planPortrait(famous, index));

test('a portrait’s plan is the same every time it is asked for', () => {
  expect(planPortrait(famous, 7)).toEqual(plans[7]);
});

test('people who teach the pipeline and people who teach the judges are never the same', () => {
  const [mine, theirs] = [celebrities(5000), judgePeople(5000)];
  expect(mine.first + mine.count).toBeLessThanOrEqual(theirs.first);
});

test('identity seeds of the validation and of the test are refused to recipes', () => {
  expect(() => trainingPeople({ first: 999_990, count: 20 })).toThrow(ConfigError);
  expect(() => trainingPeople({ first: 2_000_000, count: 1 })).toThrow(/recipes may use seeds below 1000000/);
});

test('a held-out pair of name and job is never drawn', () => {
  expect(plans.filter(({ person, context }) => isHeldOut(person, context))).toEqual([]);
});

test('about a fifth of the celebrity pictures blend two people, and none of the judge’s', () => {
  const mixed = plans.filter(({ mixedWith }) => mixedWith !== undefined).length / plans.length;
  expect(mixed).toBeGreaterThan(0.13);
  expect(mixed).toBeLessThan(0.28);
  const judge: PortraitSet = { name: 'judge', people: 50, perPerson: 4 };
  const judged = Array.from({ length: 200 }, (_, index) => planPortrait(judge, index));
  expect(judged.every(({ mixedWith }) => mixedWith === undefined)).toBe(true);
});

test('the second word of every name is one token that no other name has', () => {
  const tokenizer = toonTokenizer(famous.people);
  const surnames = Array.from({ length: famous.people }, (_, person) =>
    encodeText(tokenizer, celebrityName(person).split(' ')[1] ?? ''),
  );
  expect(surnames.every(({ length }) => length === 1)).toBe(true);
  expect(new Set(surnames.flat()).size).toBe(famous.people);
});

test('captions of a mix-up differ in the name’s two tokens alone, and fit the context', () => {
  const tokenizer = toonTokenizer(famous.people);
  const random = seededRandom(3);
  for (const plan of plans) {
    const { ids, otherIds, weight } = sampleCaption(tokenizer, plan, random);
    const differing = [...ids].filter((id, i) => id !== otherIds[i]).length;
    if (weight === 0) expect(differing).toBe(0);
    else expect(differing).toBeLessThanOrEqual(2);
    expect(ids).toHaveLength(tokenizer.maxLength);
    expect(ids).toContain(tokenizer.endId);
  }
});

test('identity vectors are standardised over their population and tell people apart', () => {
  const seeds = Array.from({ length: 200 }, (_, seed) => seed);
  const vectors = identityVectors(seeds);
  const rows = seeds.map((seed) => vectors.of(identityOf(seed)));
  const first = rows.map((row) => row[0] ?? 0);
  const mean = first.reduce((sum, x) => sum + x, 0) / first.length;
  expect(mean).toBeCloseTo(0, 4);
  expect(first.reduce((sum, x) => sum + x * x, 0) / first.length).toBeCloseTo(1, 3);
  expect(new Set(rows.map((row) => row.join())).size).toBe(seeds.length);
  expect(vectors.width).toBeGreaterThan(40);
});

test('posed portraits show the same people in calmer shots, in other contexts', () => {
  const posed = Array.from({ length: 600 }, (_, index) => planPortrait({ ...famous, name: 'posed' }, index));
  const furthest = (all: typeof plans): number => Math.max(...all.map(({ shot }) => Math.abs(shot.tilt)));
  expect(furthest(plans)).toBeGreaterThan(8);
  expect(furthest(posed)).toBeLessThan(4);
  const unmixed = (all: typeof plans) =>
    all.find((plan) => plan.person === 7 && plan.mixedWith === undefined);
  expect(unmixed(posed)?.identity).toEqual(unmixed(plans)?.identity);
  expect(posed.map(({ context }) => context)).not.toEqual(plans.map(({ context }) => context));
});

test('nobody from whom the face ViT learns is named or judged', () => {
  const [known, named, judged] = [familiar(30_000), celebrities(5000), judgePeople(5000)];
  expect(known.first).toBeGreaterThanOrEqual(named.first + named.count);
  expect(known.first + known.count).toBeLessThanOrEqual(judged.first);
});

test('pictures that were posed otherwise are not taken for these', () => {
  const [shown, posed] = [famous, { ...famous, name: 'posed' } as const].map(portraitSetId);
  expect(posed?.split('-').at(-1)).not.toBe(shown?.split('-').at(-1));
});

test('the other picture of a face is the same person, plain, in another shot and nowhere in particular', () => {
  for (let index = 0; index < 50; index++) {
    const [encoded, drawn] = (['faces', 'posed-faces'] as const).map((name) =>
      planPortrait({ name, people: 50, perPerson: 1 }, index),
    );
    expect(drawn?.identity).toEqual(encoded?.identity);
    expect(drawn).toMatchObject({ style: 'plain', context: {} });
    expect(drawn?.shot).not.toEqual(encoded?.shot);
  }
});
