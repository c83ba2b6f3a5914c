/**
 * @file What one identity and one picture cost, stage by stage, and which operators the time goes to.
 * Usage: picture.ts [--smoke] [BUNDLE]
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { drawInput } from '../src/evaluate/measure.ts';
import { VALIDATION_FROM } from '../src/train/datasets/people.ts';
import { downscaleOf } from '../src/models/vae-config.ts';
import { openPipeline, type Pipeline } from '../src/pipeline/pipeline.ts';
import type { PseudoWordTable } from '../src/pipeline/pseudo-word.ts';
import { quantile } from './statistics.ts';

const words = process.argv.slice(2);
const isSmoke = words.includes('--smoke');
const folder = words.find((word) => !word.startsWith('-')) ?? 'weights/toon';
const [encodes, pictures] = isSmoke ? [3, 1] : [40, 12];
const OPERATORS_SHOWN = 8;

async function timed<T>(work: () => Promise<T>): Promise<{ readonly ms: number; readonly result: T }> {
  const start = performance.now();
  const result = await work();
  return { ms: performance.now() - start, result };
}

function row(name: string, times: readonly number[], note = ''): void {
  console.log(
    `| ${name.padEnd(34)} | ${quantile(times, 0.5).toFixed(1).padStart(8)} | ${quantile(times, 0.95).toFixed(1).padStart(8)} | ${note} |`,
  );
}

/** One picture with the bundle's own steps and guidance; `stepMs` gets the time between two steps. */
async function picture(
  { textToImage }: Pipeline,
  pseudoWords: PseudoWordTable,
  seed: number,
  stepMs: number[],
) {
  let last = performance.now();
  await textToImage(
    { prompt: 'S* as a chef, looking at the camera', pseudoWords, seed },
    {
      onStep: ({ step }) => {
        const now = performance.now();
        if (step > 1) stepMs.push(now - last);
        last = now;
      },
    },
  );
}

async function stages(): Promise<void> {
  const pipeline = await openPipeline(folder);
  const face = await drawInput(VALIDATION_FROM);
  const { pseudoWord } = await pipeline.identity.encode(face);
  const table = { 'S*': pseudoWord };
  const encodeMs: number[] = [];
  for (let i = 0; i < encodes; i++) encodeMs.push((await timed(() => pipeline.identity.encode(face))).ms);
  await picture(pipeline, table, 0, []);
  const [pictureMs, stepMs, textMs, decodeMs]: [number[], number[], number[], number[]] = [[], [], [], []];
  const latents = await pipeline.codec.encode(face);
  const side = face.width / downscaleOf(pipeline.bundle.vae.config);
  for (let i = 0; i < pictures; i++) {
    pictureMs.push((await timed(() => picture(pipeline, table, i, stepMs))).ms);
    textMs.push((await timed(() => pipeline.encodePrompt('S* as a chef', table))).ms);
    decodeMs.push((await timed(() => pipeline.codec.decode(latents, { width: side, height: side }))).ms);
  }
  const { steps, guidance_scale: guidance } = pipeline.bundle.settings;
  await pipeline.close();
  console.log(`| ${'stage'.padEnd(34)} | p50 (ms) | p95 (ms) | |\n| --- | ---: | ---: | --- |`);
  row('encode: one face to S*', encodeMs, 'detect, judge, align, ViT, MLPs');
  row('picture', pictureMs, `${steps} steps, guidance ${guidance}`);
  row('- text encoder, one prompt', textMs);
  row('- UNet, one step', stepMs, 'two rows where it is guided, else one');
  row('- VAE decoder', decodeMs);
}

const eventsSchema = z.array(
  z.object({
    cat: z.string(),
    name: z.string(),
    dur: z.number().default(0),
    args: z.object({ op_name: z.string().optional() }).optional(),
  }),
);

/** Kernel time by operator over one picture, all networks together. */
async function operators(): Promise<void> {
  const traces = mkdtempSync(join(tmpdir(), 'dreamidentity-profile-'));
  const pipeline = await openPipeline(folder, {
    session: { threads: availableParallelism(), profile: join(traces, 'trace') },
  });
  const { pseudoWord } = await pipeline.identity.encode(await drawInput(VALIDATION_FROM));
  await picture(pipeline, { 'S*': pseudoWord }, 0, []);
  await pipeline.close();
  const times = new Map<string, number>();
  for (const file of readdirSync(traces)) {
    for (const { cat, name, dur, args } of eventsSchema.parse(
      JSON.parse(readFileSync(join(traces, file), 'utf8')),
    )) {
      const operator = args?.op_name;
      if (cat !== 'Node' || operator === undefined || !name.endsWith('_kernel_time')) continue;
      times.set(operator, (times.get(operator) ?? 0) + dur);
    }
  }
  rmSync(traces, { recursive: true });
  const total = [...times.values()].reduce((sum, time) => sum + time, 0);
  console.log('\n| operator | ms | part |\n| --- | ---: | ---: |');
  for (const [operator, time] of [...times].sort((a, b) => b[1] - a[1]).slice(0, OPERATORS_SHOWN)) {
    console.log(`| ${operator} | ${(time / 1000).toFixed(1)} | ${((100 * time) / total).toFixed(0)} % |`);
  }
  console.log(`| all | ${(total / 1000).toFixed(1)} | 100 % |`);
}

console.log(`${folder}, ${availableParallelism()} cores, Node ${process.version}\n`);
await stages();
await operators();
