/** @file Measuring: intervals, judged contexts, prompt files, and figures whose floor and ceiling are known. */
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { bootstrapMean } from '../../src/evaluate/bootstrap.ts';
import { gateLine } from '../../src/evaluate/gates/gate.ts';
import { judgedContext, parsePrompts } from '../../src/evaluate/judged-context.ts';
import type { Judges } from '../../src/evaluate/judges.ts';
import { measure } from '../../src/evaluate/measure.ts';
import type { RgbImage } from '../../src/image/rgb-image.ts';

test('a bootstrap interval holds the mean, shrinks with more people, and is the same every time', () => {
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => [i % 2, (i + 1) % 2, i % 3 === 0 ? 1 : 0]);
  const few = bootstrapMean(people(9));
  const many = bootstrapMean(people(90));
  expect(few.low).toBeLessThanOrEqual(few.value);
  expect(few.value).toBeLessThanOrEqual(few.high);
  expect(many.high - many.low).toBeLessThan(few.high - few.low);
  expect(bootstrapMean(people(9))).toEqual(few);
});

test('a context is written as the judge is asked: by job, accessory, place, style or several', () => {
  expect(judgedContext('chef').text).toBe('a person as a chef');
  expect(judgedContext('face').text).toBe('a person face');
  expect(judgedContext('pirate+watercolor')).toMatchObject({
    context: { job: 'pirate' },
    style: 'watercolor',
  });
});

test('a prompts file is refused with the line at fault', () => {
  expect(parsePrompts('# comment\nS* as a chef\tchef\n\n')).toHaveLength(1);
  expect(() => parsePrompts('S* as a chef\tchef\nS* as a nurse')).toThrow(/Line 2/);
  expect(() => parsePrompts('a chef\tchef')).toThrow(UserError);
  expect(() => parsePrompts('S* as a chef\tdragon')).toThrow(/no context "dragon"/);
  expect(() => parsePrompts('')).toThrow(/no prompts/);
});

/** Judges that read the person off the first pixel and the context off the second. */
const KINDS = 4;
const oneHot = (index: number): Float32Array =>
  Float32Array.from({ length: KINDS }, (_, i) => (i === index ? 1 : 0));

function fakeJudges(drawn: () => number): Judges {
  return {
    identityOf: ({ data }: RgbImage) =>
      Promise.resolve(data.length > 6 ? oneHot(drawn()) : data[0] === 255 ? undefined : oneHot(data[0] ?? 0)),
    imageVector: ({ data }) => Promise.resolve(data.length > 6 ? oneHot(0) : oneHot(data[1] ?? 0)),
    textVector: (text) => Promise.resolve(oneHot(text.includes('chef') ? 0 : 1)),
    close: () => Promise.resolve(),
  };
}

const picture = (person: number, context: number): RgbImage => ({
  width: 1,
  height: 1,
  data: Uint8Array.of(person, context, 0),
});

const prompts = parsePrompts('S* as a chef\tchef\nS* as a nurse\tnurse');

async function measured(make: (seed: number, context: number) => RgbImage) {
  let inputs = 0;
  const judges = fakeJudges(() => inputs++ % KINDS);
  return measure(judges, {
    seeds: [0, 1, 2, 3],
    prompts,
    images: 1,
    make: (seed, { judged }) => Promise.resolve([make(seed, judged.name === 'chef' ? 0 : 1)]),
  });
}

test('perfect pictures score 1 in everything, and their floor is 0', async () => {
  const figures = await measured(picture);
  expect(figures.retrievalAt1).toMatchObject({ value: 1, low: 1, high: 1, floor: 0 });
  expect(figures.contextAccuracy.value).toBe(1);
  expect(figures.jointAt1.value).toBe(1);
  expect(figures.faceSimilarity).toMatchObject({ value: 1, floor: 0 });
});

test('a picture without a face is a miss, and counts', async () => {
  const figures = await measured((seed, context) =>
    seed === 0 ? picture(255, context) : picture(seed, context),
  );
  expect(figures.retrievalAt1.value).toBe(0.75);
  expect(figures.faceSimilarity.value).toBe(0.75);
  expect(figures.contextAccuracy.value).toBe(1);
});

test('the right person as the wrong thing counts for one figure and not for the joint one', async () => {
  const figures = await measured((seed) => picture(seed, 0));
  expect(figures.retrievalAt1.value).toBe(1);
  expect(figures.contextAccuracy.value).toBe(0.5);
  expect(figures.jointAt1.value).toBe(0.5);
});

test('a gate’s line says what was measured, what was wanted, and whether it passed', () => {
  const gate = { name: 'G0', run: () => Promise.reject(new Error('not run')) };
  const line = gateLine(gate, { figures: { plain: 0.98 }, wanted: 'plain at least 0.97', passed: true });
  expect(line).toBe('G0 passed: plain 0.980 (wanted: plain at least 0.97)');
});
