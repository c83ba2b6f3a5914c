/**
 * @file A bundle in Stable Diffusion 2.1's layout (float16 shards, CLIP's vocabulary) gives what diffusers'
 * StableDiffusionPipeline gives, with S* loaded there by load_textual_inversion (test/golden/make-pipeline.py).
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { inspectModel } from '../../src/catalogue/inspect.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { readPngText } from '../../src/image/encode-png.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { readIdentityFile, writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import type { PictureRequest } from '../../src/pipeline/text-to-image.ts';
import { GOLDEN_SEED, goldenWord, writeStableDiffusionLayout } from '../helpers/stable-diffusion-layout.ts';

const golden = openSafetensors(join(import.meta.dirname, '../golden/pipeline/golden.safetensors'));
const values = (name: string): Float32Array => readTensor(golden, name).data;
const prompts = ['a photo of S* as a chef, highly detailed', 'S*, oil painting'] as const;

let root: string;
let folder: string;
let pipeline: Pipeline;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'sd-layout-'));
  folder = await writeStableDiffusionLayout(join(root, 'sd'));
  pipeline = await openPipeline(folder, { session: { threads: 1 } });
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await pipeline.close();
  rmSync(root, { recursive: true });
});

/** Largest difference, by the expected values' largest magnitude. */
function relative(actual: Float32Array, expected: Float32Array): number {
  let [difference, magnitude] = [0, 0];
  expected.forEach((value, i) => {
    difference = Math.max(difference, Math.abs((actual[i] ?? NaN) - value));
    magnitude = Math.max(magnitude, Math.abs(value));
  });
  return difference / magnitude;
}

const request: PictureRequest = {
  prompt: prompts[0],
  negativePrompt: 'ugly',
  pseudoWords: { 'S*': goldenWord() },
  seed: GOLDEN_SEED,
  guidanceScale: 7.5,
};

/** Mean difference in steps of 1/255. */
async function differenceOf(
  name: string,
  changes: Partial<PictureRequest>,
  from = pipeline,
): Promise<number> {
  const [picture] = await from.textToImage({ ...request, ...changes });
  const expected = values(name);
  const sum = expected.reduce(
    (total, value, i) => total + Math.abs(value - (picture?.image.data[i] ?? NaN)),
    0,
  );
  return sum / expected.length;
}

describe('a bundle in the layout of Stable Diffusion 2.1', () => {
  it('is understood whole', async () => {
    const { type, parts, remarks } = await inspectModel(folder);
    expect(type).toBe('bundle');
    expect(parts.map(({ name }) => name)).toEqual(['text_encoder', 'unet', 'vae']);
    expect(parts.every(({ dtypes }) => Object.keys(dtypes).join() === 'F16')).toBe(true);
    expect(remarks).toHaveLength(1);
    expect(pipeline.bundle.scheduler).toMatchObject({ _class_name: 'PNDMScheduler', steps_offset: 1 });
  });

  it('encodes prompts with S* as diffusers does after load_textual_inversion', async () => {
    for (const [i, prompt] of prompts.entries()) {
      const states = await pipeline.encodePrompt(prompt, { 'S*': goldenWord() });
      expect(relative(states, values(`states${i}`)), prompt).toBeLessThan(1e-4);
    }
    const negative = await pipeline.encodePrompt('ugly', {});
    expect(relative(negative, values('negative'))).toBeLessThan(1e-4);
  }, 60_000);

  it('reads S* back from the file that diffusers loaded', () => {
    const word = readIdentityFile(writeIdentityFile(goldenWord(), 'tiny'), 32);
    expect(word).toEqual(goldenWord());
    expect(values('words')).toEqual(word.vectors);
  });

  it('draws the picture of diffusers as its own scheduler says, PNDM', async () => {
    // So small a network draws nearly the same by DDIM: its picture is 0.58 away.
    expect(await differenceOf('stored', { steps: 6 })).toBeLessThan(0.05);
    expect(await differenceOf('stored', { steps: 6, sampler: 'ddim' })).toBeGreaterThan(0.1);
  }, 120_000);

  it('draws the picture of diffusers by DDIM', async () => {
    expect(await differenceOf('ddim', { steps: 5, sampler: 'ddim' })).toBeLessThanOrEqual(1);
  }, 120_000);

  /** The same weights under another scheduler's config. */
  async function withScheduler(changes: Readonly<Record<string, string>>): Promise<Pipeline> {
    const other = mkdtempSync(join(root, 'scheduler-'));
    cpSync(folder, other, { recursive: true });
    const path = join(other, 'scheduler', 'scheduler_config.json');
    const config = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(path, 'utf8')));
    writeFileSync(path, JSON.stringify({ ...config, ...changes }));
    return openPipeline(other, { session: { threads: 1 } });
  }

  it.each<[string, Readonly<Record<string, string>>, Partial<PictureRequest>]>([
    [
      'dpm++2m',
      { _class_name: 'DPMSolverMultistepScheduler', timestep_spacing: 'linspace' },
      { steps: 4, guidanceScale: 7.5 },
    ],
    // As SD-Turbo: one step, no guidance.
    [
      'turbo',
      { _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' },
      { steps: 1, guidanceScale: 1 },
    ],
  ])(
    'draws the picture of diffusers by %s',
    async (name, scheduler, changes) => {
      const other = await withScheduler(scheduler);
      expect(await differenceOf(name, changes, other)).toBeLessThanOrEqual(1);
      await other.close();
    },
    120_000,
  );

  it('draws the same with little memory, and at another aspect', async () => {
    const low = await openPipeline(folder, { session: { threads: 1 }, lowMemory: true });
    expect(await differenceOf('ddim', { steps: 5, sampler: 'ddim' }, low)).toBeLessThanOrEqual(1);
    const [wide] = await low.textToImage({ ...request, steps: 2, width: 96, height: 64 });
    expect(wide?.image).toMatchObject({ width: 96, height: 64 });
    await low.close();
  }, 120_000);

  it('goes from import to a picture by the command line, and says what a photo would need', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.stubEnv('DATA_FOLDER', join(root, 'data'));
    vi.stubEnv('BUNDLE', 'mine');
    vi.stubEnv('THREADS', '1');
    const at = (name: string): string => join(root, name);
    writeFileSync(at('learned_embeds.safetensors'), writeIdentityFile(goldenWord(), 'tiny'));
    await runSubcommand(['models', 'import', folder, '--name', 'mine']);
    await runSubcommand(
      [
        'imagine',
        '--identity',
        at('learned_embeds.safetensors'),
        '--prompt',
        'S* as a chef',
        '--steps',
        '2',
      ].concat(['--seed', '1', '--out', at('chef.png'), '--fast', '--low-memory']),
    );
    expect(readPngText(readFileSync(at('chef.png')))['parameters']).toMatch(
      /^S\* as a chef\nSteps: 2, Sampler: DPM\+\+ 2M/,
    );
    await expect(
      runSubcommand(['encode', '--face', at('chef.png'), '--out', at('x.safetensors')]),
    ).rejects.toThrow(
      /has no id_encoder.*--method textual-inversion.*imagine --identity FILE.*train id-encoder --preset paper/,
    );
  }, 120_000);
});
