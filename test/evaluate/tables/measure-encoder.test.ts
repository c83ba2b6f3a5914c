/** @file Measuring an encoder: stopped anywhere it goes on, finished it is read, other conditions are another measurement. */
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parsePrompts } from '../../../src/evaluate/judged-context.ts';
import { measureEncoder, readPicture, type Sitting } from '../../../src/evaluate/tables/measure-encoder.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'measure-encoder-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const sitting: Sitting = {
  subjects: { seeds: [5, 6, 7], prompts: parsePrompts('S* as a chef\tchef\nS* as a nurse\tnurse') },
  images: 2,
  conditions: { steps: 20 },
  jury: {
    // The picture says whom and what it shows.
    judge: ({ data: [similarity = 0, alignment = 0] }, person, prompt) =>
      Promise.resolve({
        ...{ person, prompt, similarity, alignment, otherSimilarity: 0, otherAlignment: 0 },
        ...{ isPerson: true, isContext: true, isOther: false, isOtherContext: false },
      }),
    judgeTrue: () => Promise.resolve([]),
  },
};

/** The smallest picture that is decoded. */
const SIDE = 64;

function maker(stopAfter = Infinity) {
  const made: string[] = [];
  const make = (
    seed: number,
    { judged }: { judged: { name: string } },
    images: number,
  ): Promise<RgbImage[]> => {
    if (made.length >= stopAfter) return Promise.reject(new Error('stopped'));
    made.push(`${seed} ${judged.name}`);
    const data = new Uint8Array(3 * SIDE * SIDE).fill(9);
    data.set([seed, judged.name === 'chef' ? 1 : 2, 0]);
    return Promise.resolve(Array.from({ length: images }, () => ({ width: SIDE, height: SIDE, data })));
  };
  return { made, make };
}

test('no picture is made twice when a measurement was stopped, even in the middle of a line', async () => {
  const told: number[] = [];
  const first = maker(3);
  const stopped = measureEncoder(folder, sitting, first.make, (done) => told.push(done));
  await expect(stopped).rejects.toThrow('stopped');
  const [kept = ''] = readdirSync(folder);
  appendFileSync(join(folder, kept, 'verdicts.jsonl'), '{"person":1,"prom');
  const second = maker();
  const verdicts = await measureEncoder(folder, sitting, second.make, (done) => told.push(done));
  expect([...first.made, ...second.made]).toEqual([
    '5 chef',
    '5 nurse',
    '6 chef',
    '6 nurse',
    '7 chef',
    '7 nurse',
  ]);
  expect(told).toEqual([2, 4, 6, 8, 10, 12]);
  expect(verdicts.map(({ similarity, prompt }) => [similarity, prompt])).toEqual(
    [5, 6, 7].flatMap((seed) => [0, 0, 1, 1].map((prompt) => [seed, prompt])),
  );
  const third = maker();
  expect(await measureEncoder(folder, sitting, third.make, () => undefined)).toEqual(verdicts);
  expect(third.made).toEqual([]);
  expect([...(await readPicture(folder, sitting, 2, 1)).data.slice(0, 3)]).toEqual([7, 2, 0]);
});

test('verdicts made under other conditions are not taken for these', async () => {
  await measureEncoder(folder, sitting, maker().make, () => undefined);
  const other = maker();
  const changed = { ...sitting, conditions: { steps: 30 } };
  await measureEncoder(folder, changed, other.make, () => undefined);
  expect(other.made).toHaveLength(6);
  expect(readdirSync(folder)).toHaveLength(2);
  expect(existsSync(join(folder, readdirSync(folder)[0] ?? '', '0-0.png'))).toBe(true);
});
