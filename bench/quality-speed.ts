/**
 * @file Fewer UNet calls for the same picture: joint@1 on the toon bundle by sampler, steps and guidance interval, the paper's
 * 30 guided DDIM steps first. docs/protocol.md says on whom and how the fast setting is chosen. Every person is drawn in every
 * setting before the next person, as many people as fit into --minutes.
 * Usage: quality-speed.ts [--people 100] [--minutes 25] [--threads 2] [--smoke]. Prints the winner as dreamidentity.json's "fast",
 * and writes docs/results/quality-speed.csv and the curve, docs/pictures/quality-speed.webp.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { bootstrapMean, type Interval } from '../src/evaluate/bootstrap.ts';
import { encodedWords, peopleAsWords, type WordOf } from '../src/evaluate/encoded-people.ts';
import { SCORES } from '../src/evaluate/figures.ts';
import { CONTEXT_PROMPTS } from '../src/evaluate/gates/prompts.ts';
import { openJudges } from '../src/evaluate/judges.ts';
import { type MakePictures, openJury } from '../src/evaluate/measure.ts';
import { seedRange } from '../src/evaluate/people.ts';
import { noiseSchedule } from '../src/diffusion/noise-schedule.ts';
import { type SamplerName, SAMPLERS } from '../src/diffusion/samplers/index.ts';
import { openPipeline, type Pipeline } from '../src/pipeline/pipeline.ts';
import type { PictureRequest } from '../src/pipeline/text-to-image.ts';
import { VALIDATION_FROM } from '../src/train/datasets/people.ts';
import { mean } from './statistics.ts';
import { drawCurve } from './quality-speed-chart.ts';

type Setting = Required<Pick<PictureRequest, 'steps' | 'guidanceInterval'>> & {
  readonly sampler: SamplerName;
};

const EVERYWHERE = [0, 1000] as const;
/** Low noise only decides the last details; high noise only what there is. */
const INTERVALS = [
  [200, 1000],
  [100, 800],
] as const;

/** The first one is the paper's. */
const SETTINGS: readonly Setting[] = [
  ...[30, 12].map((steps) => ({ sampler: 'ddim' as const, steps, guidanceInterval: EVERYWHERE })),
  ...[15, 12, 10, 8, 6].map((steps) => ({
    sampler: 'dpm++2m' as const,
    steps,
    guidanceInterval: EVERYWHERE,
  })),
  ...[15, 12, 10, 8].flatMap((steps) =>
    INTERVALS.map((guidanceInterval) => ({ sampler: 'dpm++2m' as const, steps, guidanceInterval })),
  ),
];
/** Of the paper's rows: what the fast setting may take. */
const LARGEST_PART = 0.4;
/** Validation people; the gallery has all of them, however few are drawn. */
const GALLERY = seedRange(VALIDATION_FROM, VALIDATION_FROM + 100);

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100' },
    minutes: { type: 'string', default: '25' },
    threads: { type: 'string', default: '2' },
    smoke: { type: 'boolean', default: false },
  },
});
const started = performance.now();
const minutesPassed = (): number => (performance.now() - started) / 60_000;
const settings = values.smoke ? SETTINGS.filter(({ steps }) => steps >= 15) : SETTINGS;
const prompts = values.smoke ? CONTEXT_PROMPTS.slice(0, 1) : CONTEXT_PROMPTS;
const gallery = values.smoke ? GALLERY.slice(0, 3) : GALLERY;
const people = gallery.slice(0, values.smoke ? 2 : Number(values.people));

/** Rows that the UNet is given for one picture; a guided step takes two. */
function rowsOf({ bundle }: Pipeline, { sampler, steps, guidanceInterval: [low, high] }: Setting): number {
  const plan = SAMPLERS[sampler].plan(noiseSchedule(bundle.scheduler), steps);
  return plan.steps.reduce((sum, { timestep }) => sum + (timestep >= low && timestep <= high ? 2 : 1), 0);
}

const nameOf = ({ sampler, steps, guidanceInterval }: Setting): string =>
  `${sampler} ${steps}${guidanceInterval === EVERYWHERE ? '' : ` guided ${guidanceInterval.join('-')}`}`;

/** What dreamidentity.json says of it. */
const asSettings = ({ sampler, steps, guidanceInterval }: Setting): string =>
  JSON.stringify({
    fast: {
      sampler,
      steps,
      ...(guidanceInterval === EVERYWHERE ? {} : { guidance_interval: guidanceInterval }),
    },
  });

interface Row {
  readonly setting: Setting;
  readonly name: string;
  readonly rows: number;
  readonly make: MakePictures;
  /** A list a person: is each picture of the right person and context? */
  readonly joint: number[][];
  /** Seconds a picture. */
  readonly seconds: number[];
  /** Mean absolute difference from the paper's picture of the same noise, in steps of 1/255. */
  readonly differences: number[];
}

function startRows(pipeline: Pipeline): Row[] {
  const words = new Map<number, ReturnType<WordOf>>();
  const encode = encodedWords(pipeline);
  const wordOf: WordOf = (seed) => {
    const known = words.get(seed) ?? encode(seed);
    words.set(seed, known);
    return known;
  };
  return settings.map((setting) => ({
    setting,
    name: nameOf(setting),
    rows: rowsOf(pipeline, setting),
    make: peopleAsWords(
      (request, options) => pipeline.textToImage({ ...request, ...setting }, options),
      wordOf,
    ),
    joint: [],
    seconds: [],
    differences: [],
  }));
}

function differenceOf(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  a.forEach((value, i) => (sum += Math.abs(value - (b[i] ?? 0))));
  return sum / a.length;
}

const judges = await openJudges();
const pipeline = await openPipeline('weights/toon', { session: { threads: Number(values.threads) } });
const jury = await openJury(judges, {
  seeds: people,
  distractors: gallery.slice(people.length),
  prompts,
});
const rows = startRows(pipeline);

/** One person in every setting and prompt. */
async function measurePerson(person: number, seed: number): Promise<void> {
  const paper = new Map<number, Uint8Array>();
  for (const { make, joint, seconds, differences } of rows) {
    const scores: number[] = [];
    for (const [p, prompt] of prompts.entries()) {
      const begun = performance.now();
      const [image] = await make(seed, prompt, 1);
      if (image === undefined) throw new Error('a picture was asked for, and none came');
      seconds.push((performance.now() - begun) / 1000);
      scores.push(SCORES.jointAt1(await jury.judge(image, person, p)));
      const reference = paper.get(p) ?? image.data;
      paper.set(p, reference);
      differences.push(differenceOf(image.data, reference));
    }
    joint.push(scores);
  }
}

let longest = 0;
for (const [person, seed] of people.entries()) {
  if (person > 0 && minutesPassed() + longest > Number(values.minutes)) break;
  const begun = minutesPassed();
  await measurePerson(person, seed);
  // The first one waits for the networks to be loaded.
  longest = person === 0 ? 0 : Math.max(longest, minutesPassed() - begun);
}
await pipeline.close();
await judges.close();

interface Judged extends Row {
  readonly interval: Interval;
}
const table: Judged[] = rows.map((row) => ({ ...row, interval: bootstrapMean(row.joint) }));
const [paper] = table;
if (paper === undefined) throw new Error('there are no settings');
console.log(
  `${paper.joint.length} validation people of a gallery of ${gallery.length}, ${prompts.length} prompts, guidance ${pipeline.bundle.settings.guidance_scale}`,
);
for (const { name, rows: taken, interval, seconds, differences } of table) {
  const { value, low, high } = interval;
  console.log(
    `${name.padEnd(28)}${String(taken).padStart(4)} rows ${(mean(seconds) * 1000).toFixed(0).padStart(6)} ms ${mean(differences).toFixed(2).padStart(7)}/255  joint@1 ${value.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`,
  );
}

const fast = table
  .filter(
    ({ rows: taken, interval }) => taken <= LARGEST_PART * paper.rows && interval.value >= paper.interval.low,
  )
  .sort((a, b) => a.rows - b.rows || b.interval.value - a.interval.value)[0];
console.log(
  fast === undefined
    ? `no setting with at most ${LARGEST_PART} of the rows keeps joint@1 within the interval`
    : `fast: ${fast.name}, ${(fast.rows / paper.rows).toFixed(2)} of the rows, joint@1 within the interval: ${asSettings(fast.setting)}`,
);
if (!values.smoke) {
  mkdirSync('docs/results', { recursive: true });
  const lines = table.map(({ name, rows: taken, interval: { value, low, high }, seconds, differences }) =>
    [name, taken, value, low, high, mean(differences), mean(seconds)].join(','),
  );
  writeFileSync(
    'docs/results/quality-speed.csv',
    ['setting,rows,joint,low,high,difference,seconds', ...lines, ''].join('\n'),
  );
  const plotted = table.map(({ name, rows: taken, interval }) => ({ name, rows: taken, joint: interval }));
  await drawCurve('docs/pictures/quality-speed.webp', plotted, fast?.name);
}
