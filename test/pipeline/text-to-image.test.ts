/** @file Prompts become pictures: reproducible, cancellable, and changed by every setting that should change them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import type { PseudoWord } from '../../src/pipeline/pseudo-word.ts';
import type { PictureProgress, PictureRequest } from '../../src/pipeline/text-to-image.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root = '';
let pipeline: Pipeline;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pipeline-'));
  pipeline = await openPipeline(await writeTinyBundle(root), { session: { threads: 1 } });
}, 60_000);
afterAll(async () => {
  await pipeline.close();
  await rm(root, { recursive: true });
});

const person = (seed: number): PseudoWord => ({
  count: 2,
  width: 32,
  vectors: seededRandom(seed).fillNormal(new Float32Array(64), 0.5),
});

const base: PictureRequest = { prompt: 'S* as a chef', pseudoWords: { 'S*': person(1) }, seed: 7, steps: 3 };
const draw = async (changes: Partial<PictureRequest> = {}): Promise<Uint8Array> => {
  const [picture] = await pipeline.textToImage({ ...base, ...changes });
  if (picture === undefined) throw new Error('no picture');
  return picture.image.data;
};

describe('textToImage', () => {
  it('gives the same picture for the same request, to the byte', async () => {
    expect(await draw()).toEqual(await draw());
  }, 60_000);

  it('fills in the bundle’s defaults and says what the picture was made of', async () => {
    const [picture] = await pipeline.textToImage({ prompt: 'a red hat' });
    expect(picture?.settings).toEqual({
      model: 'tiny',
      prompt: 'a red hat',
      negativePrompt: '',
      steps: 4,
      guidanceScale: 3,
      sampler: 'ddim',
      seed: 0,
      width: 64,
      height: 64,
    });
    expect(picture?.image).toMatchObject({ width: 64, height: 64 });
  });

  it('takes the bundle’s fast settings when asked, unless its usual ones are faster still', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fast-'));
    const interval: [number, number] = [100, 800];
    const fast = { sampler: 'dpm++2m', steps: 2, guidance_interval: interval } as const;
    const settings = { name: 'tiny', steps: 4, guidance_scale: 3, fast };
    const other = await openPipeline(await writeTinyBundle(folder, { settings }), {
      session: { threads: 1 },
    });
    const request = { prompt: 'S* as a chef', pseudoWords: { 'S*': person(1) }, seed: 7 };
    const drawn = await other.textToImage({ ...request, fast: true });
    expect(drawn[0]?.settings).toMatchObject({ steps: 2, sampler: 'dpm++2m' });
    const same = await other.textToImage({
      ...request,
      steps: 2,
      sampler: 'dpm++2m',
      guidanceInterval: interval,
    });
    expect(drawn[0]?.image.data).toEqual(same[0]?.image.data);
    await other.close();
    await rm(folder, { recursive: true });
    const [usual] = await pipeline.textToImage({ prompt: 'a red hat', fast: true });
    expect(usual?.settings).toMatchObject({ steps: 4, sampler: 'ddim' });
  }, 60_000);

  it.each([
    ['euler', false],
    ['ddim', true],
  ] as const)('heeds clip_sample where diffusers’ sampler does: %s %j', async (sampler, heeds) => {
    const pictures: (Uint8Array | undefined)[] = [];
    for (const clip_sample of [false, true]) {
      const folder = join(root, `${sampler}-${String(clip_sample)}`);
      const other = await openPipeline(await writeTinyBundle(folder, { scheduler: { clip_sample } }));
      const [picture] = await other.textToImage({ ...base, sampler });
      pictures.push(picture?.image.data);
      await other.close();
    }
    const [without, clipped] = pictures;
    if (heeds) expect(clipped).not.toEqual(without);
    else expect(clipped).toEqual(without);
  });

  it.each<[string, Partial<PictureRequest>]>([
    ['the seed', { seed: 8 }],
    ['the prompt', { prompt: 'S* wearing a hat' }],
    ['the person', { pseudoWords: { 'S*': person(2) } }],
    ['the negative prompt', { negativePrompt: 'ugly' }],
    ['the guidance', { guidanceScale: 1 }],
    ['the steps', { steps: 2 }],
    ['the sampler', { sampler: 'dpm++2m' }],
  ])('gives another picture when %s changes', async (_name, changes) => {
    expect(await draw(changes)).not.toEqual(await draw());
  });

  it('puts several people into one prompt', async () => {
    const pseudoWords = { 'S*anna': person(3), 'S*ben': person(4) };
    const both = await draw({ prompt: 'S*anna as a chef S*ben', pseudoWords });
    expect(await draw({ prompt: 'S*ben as a chef S*anna', pseudoWords })).not.toEqual(both);
  });

  it('makes a series whose seeds count up and whose pictures could each be made alone', async () => {
    const pictures = await pipeline.textToImage({ ...base, count: 3 });
    expect(pictures.map(({ settings }) => settings.seed)).toEqual([7, 8, 9]);
    const alone = await draw({ seed: 9 });
    const last = pictures[2]?.image.data ?? new Uint8Array();
    // Another batch may round differently in the last bit.
    expect(Math.max(...alone.map((value, i) => Math.abs(value - (last[i] ?? 0))))).toBeLessThanOrEqual(1);
  });

  it('gives jobs that run at the same time the pictures that they would get alone', async () => {
    const seeds = [11, 12, 13];
    const alone: Uint8Array[] = [];
    for (const seed of seeds) alone.push(await draw({ seed, steps: seed - 9 }));
    const together = await Promise.all(seeds.map((seed) => draw({ seed, steps: seed - 9 })));
    together.forEach((data, i) => {
      const expected = alone[i] ?? new Uint8Array();
      expect(Math.max(...data.map((value, k) => Math.abs(value - (expected[k] ?? 0))))).toBeLessThanOrEqual(
        1,
      );
    });
  });

  it('draws at any size that the network halves evenly', async () => {
    const [picture] = await pipeline.textToImage({ ...base, width: 96, height: 64 });
    expect(picture?.image).toMatchObject({ width: 96, height: 64 });
  });

  it('shows a preview at every step', async () => {
    const seen: PictureProgress[] = [];
    await pipeline.textToImage(base, { onStep: (progress) => void seen.push(progress) });
    expect(seen.map(({ step, count }) => [step, count])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
    const [preview] = seen[2]?.preview() ?? [];
    expect(preview).toMatchObject({ width: 32, height: 32 });
    expect(new Set(preview?.data).size).toBeGreaterThan(20);
  });

  it('stops between steps when it is cancelled', async () => {
    const controller = new AbortController();
    const steps: number[] = [];
    const drawing = pipeline.textToImage(base, {
      signal: controller.signal,
      onStep: ({ step }) => {
        steps.push(step);
        if (step === 2) controller.abort(new Error('never mind'));
      },
    });
    await expect(drawing).rejects.toThrow('never mind');
    expect(steps).toEqual([1, 2]);
  });

  it.each<[string, Partial<PictureRequest>]>([
    ['empty-prompt', { prompt: ' ' }],
    ['no-pseudo-word', { prompt: 'a chef', requirePseudoWord: true }],
    ['unknown-pseudo-word', { prompt: 'S*zoe as a chef' }],
    ['prompt-too-long', { prompt: 'S* as a chef as a chef as a chef as a chef as a chef' }],
    ['prompt-too-long', { negativePrompt: 'ugly '.repeat(30) }],
    ['bad-steps', { steps: 0 }],
    ['bad-steps', { steps: 2.5 }],
    ['bad-steps', { steps: 51, sampler: 'lcm' }],
    ['bad-guidance', { guidanceScale: NaN }],
    ['bad-seed', { seed: -1 }],
    ['bad-count', { count: 100 }],
    ['bad-width', { width: 65 }],
    ['bad-height', { height: 4096 }],
  ])('refuses with %s (%j) before any work', async (id, changes) => {
    const refused = await pipeline.textToImage({ ...base, ...changes }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect((refused as UserError).id).toBe(id);
  });
});
