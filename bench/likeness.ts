/**
 * @file The judge of drawn faces on pairs of pictures: which distance parts one person from two, and how often it is wrong.
 * Usage: likeness.ts [people]. People of the validation seeds, each in several contexts, their faces found by the judges' detector.
 */
import { join } from 'node:path';
import { openFaceJudge, TOON_LIKENESS } from '../src/evaluate/face-judge.ts';
import { drawLocated, measuredSeed, seedRange, specOf } from '../src/evaluate/people.ts';
import { openFaceDetector } from '../src/face/detector.ts';
import { likeness } from '../src/face/likeness.ts';
import { contextOf } from '../src/toon/context.ts';
import { VALIDATION_FROM } from '../src/train/datasets/people.ts';
import { quantile } from './statistics.ts';

const SHOTS = 3;
const people = Number(process.argv[2] ?? 250);

const detector = await openFaceDetector(join('weights', 'judges', 'detector'));
const judge = await openFaceJudge();
const embeddings: Float32Array[][] = [];
let missed = 0;
for (const seed of seedRange(VALIDATION_FROM, VALIDATION_FROM + people)) {
  const own: Float32Array[] = [];
  for (const shot of seedRange(0, SHOTS)) {
    const context = shot === 0 ? {} : contextOf(measuredSeed(seed, shot));
    const { image } = await drawLocated(specOf(seed, shot, context));
    const [face] = await detector.find(image);
    if (face === undefined) missed++;
    else own.push(...(await judge.embed([{ image, points: face.points }])));
  }
  embeddings.push(own);
}
await Promise.all([detector.close(), judge.close()]);

const { distance, threshold } = TOON_LIKENESS;
const same: number[] = [];
const other: number[] = [];
embeddings.forEach((own, i) => {
  own.forEach((a, n) => {
    same.push(...own.slice(n + 1).map((b) => distance(a, b)));
    for (const theirs of embeddings.slice(i + 1)) other.push(...theirs.map((b) => distance(a, b)));
  });
});
const percent = (part: number): string => `${(100 * part).toFixed(2)} %`;
const below = (values: readonly number[], limit: number): number =>
  values.filter((value) => value < limit).length / values.length;

console.log(
  `${people} people, ${same.length} pairs of one, ${other.length} of two; ${missed} faces not found`,
);
console.log('quantile     one person     two people');
for (const part of [0.0001, 0.001, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99]) {
  const cells = [same, other].map((distances) => quantile(distances, part).toFixed(3).padStart(14));
  console.log(`${part.toFixed(4).padEnd(8)} ${cells.join(' ')}`);
}
console.log('at false matches of   distance   false non-matches');
for (const rate of [0.0001, 0.001, 0.01, 0.0124]) {
  const limit = quantile(other, rate);
  console.log(
    `${percent(rate).padEnd(21)} ${limit.toFixed(3).padStart(8)} ${percent(1 - below(same, limit)).padStart(19)}`,
  );
}
const of = (at: number): string =>
  likeness({ ...TOON_LIKENESS, distance: () => at }, new Float32Array(), new Float32Array()).toFixed(0);
console.log(
  `threshold ${threshold}: false matches ${percent(below(other, threshold))}, false non-matches ${percent(1 - below(same, threshold))}; ` +
    `likeness of one person ${of(quantile(same, 0.5))} in the median, of two ${of(quantile(other, 0.5))}`,
);
