/**
 * @file Weights in half precision are computed with in full: where float16 arithmetic overflows in the VAE or in attention, and Stable
 * Diffusion 2.1 gives black pictures, ours are those of float32 weights.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openModel } from '../../src/checkpoint/model-folder.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { input } from '../../src/graph/graph.ts';
import { VAE } from '../../src/models/kinds.ts';
import { conv2d } from '../../src/nn/conv2d.ts';
import { openPipeline } from '../../src/pipeline/pipeline.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const LARGEST_FLOAT16 = 65_504;
const FILE = 'diffusion_pytorch_model.safetensors';
let root: string;
let half: string;
let full: string;

/** Multiplies by a power of two, so that both precisions hold the same numbers. */
function amplify(folder: string, pattern: RegExp, factor: number): void {
  const opened = openSafetensors(join(half, folder, FILE));
  const tensors = new Map(
    [...opened.entries.keys()].map((key) => {
      const { shape, data } = readTensor(opened, key);
      const by = pattern.test(key) ? factor : 1;
      return [
        key,
        float32(
          shape,
          Float32Array.from(data, (value) => value * by),
        ),
      ] as const;
    }),
  );
  writeSafetensors(join(half, folder, FILE), tensors, { dtype: 'float16' });
  writeSafetensors(join(full, folder, FILE), tensors);
}

async function draw(folder: string, lowMemory: boolean): Promise<Uint8Array> {
  const pipeline = await openPipeline(folder, { session: { threads: 1 }, lowMemory });
  const [picture] = await pipeline.textToImage({ prompt: 'a red hat', steps: 2, seed: 5 });
  await pipeline.close();
  return picture?.image.data ?? new Uint8Array();
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'overflow-'));
  half = await writeTinyBundle(join(root, 'half'), { withoutIdentity: true });
  full = join(root, 'full');
  cpSync(half, full, { recursive: true });
  amplify('vae', /^decoder\.conv_in\.weight$/, 2 ** 15);
  amplify('unet', /to_[qk]\.weight$/, 2 ** 10);
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});

it('the VAE of this test leaves the range of float16 at its first layer', async () => {
  const { scope, config } = openModel(join(half, 'vae'), VAE);
  const latents = float32([1, config.latent_channels, 8, 8]);
  seededRandom(1).fillNormal(latents.data);
  const x = input('latents', { dtype: 'float32', shape: latents.shape });
  const out = config.block_out_channels.at(-1) ?? 0;
  const { h } = await evaluate({ h: conv2d(scope.at('decoder.conv_in'), { out }, x) }, { latents });
  expect(Math.max(...Array.from(h?.data ?? [], Number))).toBeGreaterThan(LARGEST_FLOAT16);
});

it.each([false, true])(
  'the picture of float16 weights is that of the same weights in float32 (little memory: %s)',
  async (lowMemory) => {
    const expected = await draw(full, lowMemory);
    const drawn = await draw(half, lowMemory);
    expect(new Set(drawn).size).toBeGreaterThan(30);
    const off = drawn.reduce((sum, value, i) => sum + Math.abs(value - (expected[i] ?? NaN)), 0);
    expect(off / drawn.length).toBeLessThan(0.1);
  },
  60_000,
);
