/** @file The UNet that bench/train-throughput.ts trains: 12.68 M parameters on latents of 16 x 16 x 4. */
import { createParameters } from '../src/checkpoint/parameter-scope.ts';
import { meanSquaredError } from '../src/graph/functional.ts';
import { input } from '../src/graph/graph.ts';
import { toonUNet } from '../src/models/presets/toon.ts';
import { unet2dCondition } from '../src/models/unet.ts';
import type { UNetConfig } from '../src/models/unet-config.ts';
import { seededRandom } from '../src/tensor/random.ts';
import { float32 } from '../src/tensor/tensor.ts';
import { PLAN, type Recipe } from '../src/train/recipe.ts';

const TOKENS = 24;

const unet: UNetConfig = {
  ...toonUNet(),
  down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D'],
  up_block_types: ['CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'UpBlock2D'],
  block_out_channels: [80, 128, 208],
  norm_num_groups: 8,
  attention_head_dim: 4,
};

const plan = { ...PLAN, steps: 30, batch: 32, learningRate: 1e-4, schedule: 'constant', unet } as const;

export const recipe: Recipe<{ readonly unet: UNetConfig }> = {
  name: 'train-throughput',
  presets: { smoke: plan, v0: plan, v1: plan },
  build({ unet: config }, batch) {
    const { scope, parameters } = createParameters();
    const latents = [batch, 4, 16, 16];
    const prediction = unet2dCondition(scope, config, {
      sample: input('sample', { dtype: 'float32', shape: latents }),
      timestep: input('timestep', { dtype: 'float32', shape: [batch] }),
      encoderHiddenStates: input('text', {
        dtype: 'float32',
        shape: [batch, TOKENS, config.cross_attention_dim],
      }),
    });
    const loss = meanSquaredError(prediction, input('noise', { dtype: 'float32', shape: latents }));
    return { loss, metrics: {}, parameters };
  },
  openData: ({ seed, unet: config }) =>
    Promise.resolve({
      next(step, shard, _shards, size) {
        const random = seededRandom(seed, `${step} ${shard}`);
        const normal = (...shape: number[]) => {
          const values = float32(shape);
          random.fillNormal(values.data);
          return values;
        };
        return {
          sample: normal(size, 4, 16, 16),
          noise: normal(size, 4, 16, 16),
          text: normal(size, TOKENS, config.cross_attention_dim),
          timestep: float32(
            [size],
            Float32Array.from({ length: size }, () => random.below(1000)),
          ),
        };
      },
    }),
};
