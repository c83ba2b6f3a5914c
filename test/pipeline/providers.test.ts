/** @file On every execution provider a picture is the processor's, or the provider is refused by name; it is never a wrong one. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { parseUNetConfig } from '../../src/models/unet-config.ts';
import { openPipeline } from '../../src/pipeline/pipeline.ts';
import { PROVIDERS, type SessionOptions } from '../../src/runtime/model.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let folder: string;
let expected: Uint8Array;

/** One head of 64, as wide as Stable Diffusion 2.1's. */
const unet = parseUNetConfig({
  sample_size: 32,
  down_block_types: ['CrossAttnDownBlock2D', 'DownBlock2D'],
  up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D'],
  block_out_channels: [64, 64],
  layers_per_block: 1,
  norm_num_groups: 8,
  cross_attention_dim: 32,
  attention_head_dim: 1,
  use_linear_projection: true,
});

async function draw(provider: SessionOptions['provider'] & string): Promise<Uint8Array> {
  const pipeline = await openPipeline(folder, { session: { threads: 1, provider } });
  try {
    const [picture] = await pipeline.textToImage({
      prompt: 'a red hat',
      steps: 2,
      seed: 5,
      guidanceScale: 7.5,
    });
    return picture?.image.data ?? new Uint8Array();
  } finally {
    await pipeline.close();
  }
}

beforeAll(async () => {
  folder = await writeTinyBundle(mkdtempSync(join(tmpdir(), 'providers-')), { withoutIdentity: true, unet });
  expected = await draw('cpu');
}, 60_000);
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it.each(PROVIDERS)(
  'with %s',
  async (provider) => {
    const drawn = await draw(provider).catch((error: unknown) => error);
    if (drawn instanceof Error) {
      expect(drawn).toBeInstanceOf(ConfigError);
      expect(drawn.message).toMatch(new RegExp(`^execution provider "${provider}" cannot run`));
      return;
    }
    const data = drawn as Uint8Array;
    const off = data.reduce((sum, value, i) => sum + Math.abs(value - (expected[i] ?? NaN)), 0);
    expect(off / expected.length).toBeLessThan(0.1);
  },
  300_000,
);

it.each<[SessionOptions['provider'] & string, string]>([
  ['cpu', 'fused'],
  ['cuda', 'fused'],
  ['webgpu', 'differentiable'],
  ['coreml', 'differentiable'],
  ['dml', 'differentiable'],
])('attention on %s is of %s operators', async (provider, kernels) => {
  const { bundle, close } = await openPipeline(folder, { session: { provider } });
  expect([bundle.unet, bundle.vae, bundle.textEncoder].map(({ scope }) => scope.kernels)).toEqual([
    kernels,
    kernels,
    kernels,
  ]);
  await close();
});
