/**
 * @file Fewer UNet calls for the same picture: joint@1 on the toon bundle by sampler, steps and guidance interval, the paper's
 * 30 guided DDIM steps first. Usage: quality-speed.ts [--people N] [--images N] [--threads 2] [--smoke]. Prints the
 * winner as dreamidentity.json's "fast", and writes
 * docs/results/quality-speed.csv and the curve, docs/pictures/quality-speed.webp.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { encodedPeople } from '../src/evaluate/encoded-people.ts';
import { CONTEXT_PROMPTS, FACE_PROMPT } from '../src/evaluate/gates/prompts.ts';
import { type Judges, openJudges } from '../src/evaluate/judges.ts';
import { type MakePictures, measure } from '../src/evaluate/measure.ts';
import { seedRange } from '../src/evaluate/people.ts';
import { noiseSchedule } from '../src/diffusion/noise-schedule.ts';
import { type SamplerName, SAMPLERS } from '../src/diffusion/samplers/index.ts';
import { CheckpointError } from '../src/errors.ts';
import { openPipeline, type Pipeline } from '../src/pipeline/pipeline.ts';
import type { PictureRequest } from '../src/pipeline/text-to-image.ts';
import { drawCurve } from './quality-speed-chart.ts';

type Setting = Required<Pick<PictureRequest, 'steps' | 'guidanceInterval'>> & {
  readonly sampler: SamplerName;
};

const EVERYWHERE = [0, 1000] as const;
/** High noise only decides what there is; low noise only the last details. */
const INTERVALS = [EVERYWHERE, [200, 1000], [100, 800], [300, 800]] as const;

/** The first one is the paper's. */
const SETTINGS: readonly Setting[] = [
  ...[30, 20, 12].map((steps) => ({ sampler: 'ddim' as const, steps, guidanceInterval: EVERYWHERE })),
  ...[15, 12, 10, 8].flatMap((steps) =>
    INTERVALS.map((guidanceInterval) => ({ sampler: 'dpm++2m' as const, steps, guidanceInterval })),
  ),
];
/** Of the paper's rows: what the fast setting may take. */
const LARGEST_PART = 0.4;

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '50' },
    images: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    smoke: { type: 'boolean', default: false },
  },
});
const people = values.smoke ? 2 : Number(values.people);
const prompts = values.smoke ? [FACE_PROMPT] : CONTEXT_PROMPTS;
const settings = values.smoke ? SETTINGS.slice(0, 5) : SETTINGS;

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

/** The judges where they have been trained; without them pictures are compared with the paper's setting alone. */
async function judgesIfThere(): Promise<Judges | undefined> {
  try {
    return await openJudges();
  } catch (error) {
    if (!(error instanceof CheckpointError) && !(error instanceof Error && 'code' in error)) throw error;
    console.log(`joint@1 is not measured: ${error.message}`);
    return undefined;
  }
}

const makerOf = (pipeline: Pipeline, setting: Setting): MakePictures =>
  encodedPeople({
    identity: pipeline.identity,
    textToImage: (request, options) => pipeline.textToImage({ ...request, ...setting }, options),
  });

/** Mean absolute difference from the same seeds' pictures by the first setting, in steps of 1/255. */
async function compare(make: MakePictures, reference: Map<string, Uint8Array>): Promise<number> {
  let [sum, count] = [0, 0];
  for (const seed of seedRange(2_000_000, 2_000_000 + Math.min(4, people))) {
    for (const prompt of prompts.slice(0, 3)) {
      const [image] = await make(seed, prompt, 1);
      if (image === undefined) continue;
      const key = `${seed} ${prompt.prompt}`;
      const before = reference.get(key) ?? image.data;
      reference.set(key, before);
      image.data.forEach((value, i) => (sum += Math.abs(value - (before[i] ?? 0))));
      count += image.data.length;
    }
  }
  return sum / count;
}

interface Row {
  readonly setting: Setting;
  readonly name: string;
  readonly rows: number;
  readonly joint: { readonly value: number; readonly low: number; readonly high: number } | undefined;
  readonly difference: number;
}

const judges = await judgesIfThere();
const pipeline = await openPipeline('weights/toon', { session: { threads: Number(values.threads) } });
const reference = new Map<string, Uint8Array>();
const table: Row[] = [];
for (const setting of settings) {
  const make = makerOf(pipeline, setting);
  const difference = await compare(make, reference);
  const measurement = {
    seeds: seedRange(2_000_000, 2_000_000 + people),
    prompts,
    images: Number(values.images),
    make,
  };
  const joint = judges === undefined ? undefined : (await measure(judges, measurement)).jointAt1;
  const row = { setting, name: nameOf(setting), rows: rowsOf(pipeline, setting), joint, difference };
  table.push(row);
  const shown =
    joint === undefined
      ? ''
      : `joint@1 ${joint.value.toFixed(3)} [${joint.low.toFixed(3)}, ${joint.high.toFixed(3)}]`;
  console.log(
    `${row.name.padEnd(28)}${String(row.rows).padStart(4)} rows  ${difference.toFixed(2).padStart(6)}/255  ${shown}`,
  );
}
await pipeline.close();
await judges?.close();

const [paper] = table;
const fast = table
  .filter(
    ({ rows, joint }) =>
      rows <= LARGEST_PART * (paper?.rows ?? 0) && (joint?.value ?? -1) >= (paper?.joint?.low ?? Infinity),
  )
  .sort((a, b) => a.rows - b.rows || (b.joint?.value ?? 0) - (a.joint?.value ?? 0))[0];
console.log(
  fast === undefined
    ? 'no setting with at most 0.4 of the rows was seen to keep joint@1 within the interval'
    : `fast: ${fast.name}, ${(fast.rows / (paper?.rows ?? NaN)).toFixed(2)} of the rows, joint@1 within the interval: ${asSettings(fast.setting)}`,
);
if (!values.smoke) {
  mkdirSync('docs/results', { recursive: true });
  const lines = table.map(({ name, rows, joint, difference }) =>
    [name, rows, joint?.value ?? '', joint?.low ?? '', joint?.high ?? '', difference].join(','),
  );
  writeFileSync(
    'docs/results/quality-speed.csv',
    ['setting,rows,joint,low,high,difference', ...lines, ''].join('\n'),
  );
  const judged = table.flatMap(({ name, rows, joint }) =>
    joint === undefined ? [] : [{ name, rows, joint }],
  );
  if (judged.length > 0) await drawCurve('docs/pictures/quality-speed.webp', judged, fast?.name);
}
