/** @file The gradient of every model that is trained agrees with how its loss changes along a random direction. */
import { expect, test } from 'vitest';
import { createParameters, initialise } from '../../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../../src/checkpoint/scope.ts';
import { gradients } from '../../src/graph/autodiff.ts';
import { emit } from '../../src/graph/emit.ts';
import { mean } from '../../src/graph/functional.ts';
import { constant, type Value } from '../../src/graph/graph.ts';
import { add, mul } from '../../src/graph/ops/index.ts';
import { clipText, parseClipTextConfig } from '../../src/models/clip-text.ts';
import { faceDetector, parseFaceDetectorConfig } from '../../src/models/face-detector.ts';
import { faceRecognizer, parseFaceRecognizerConfig } from '../../src/models/face-recognizer.ts';
import { idEncoder, parseIdEncoderConfig } from '../../src/models/id-encoder.ts';
import {
  imageEmbedding,
  logitScale,
  parseImageTextConfig,
  textEmbedding,
} from '../../src/models/image-text.ts';
import { parseUNetConfig } from '../../src/models/unet-config.ts';
import { unet2dCondition } from '../../src/models/unet.ts';
import { parseVaeConfig } from '../../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../../src/models/vae.ts';
import { parseVitConfig, vit } from '../../src/models/vit.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32, int64, type Tensor, tensor } from '../../src/tensor/tensor.ts';
import { noise } from './forward.ts';

const fixed = (...shape: number[]): Value => constant(noise(shape, shape.join()));
const ids = constant(int64([2, 4], [1, 5, 2, 9, 3, 3, 8, 0]));

const textConfig = {
  vocab_size: 10,
  hidden_size: 12,
  intermediate_size: 24,
  num_hidden_layers: 1,
  num_attention_heads: 2,
  max_position_embeddings: 6,
};

const models: [string, (scope: Scope) => Value[]][] = [
  [
    'UNet',
    (scope) => {
      const config = parseUNetConfig({
        down_block_types: ['DownBlock2D', 'CrossAttnDownBlock2D'],
        up_block_types: ['CrossAttnUpBlock2D', 'UpBlock2D'],
        block_out_channels: [8, 8],
        layers_per_block: 1,
        norm_num_groups: 4,
        cross_attention_dim: 6,
        attention_head_dim: 2,
        use_linear_projection: true,
      });
      const [sample, timestep, encoderHiddenStates] = [fixed(2, 4, 4, 4), fixed(2), fixed(2, 3, 6)];
      return [unet2dCondition(scope, config, { sample, timestep, encoderHiddenStates })];
    },
  ],
  [
    'VAE',
    (scope) => {
      const config = parseVaeConfig({
        down_block_types: ['DownEncoderBlock2D', 'DownEncoderBlock2D'],
        up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D'],
        block_out_channels: [4, 8],
        norm_num_groups: 2,
      });
      const { mean: latents, logVariance } = vaeEncode(scope, config, fixed(2, 3, 8, 8));
      return [vaeDecode(scope, config, latents), logVariance];
    },
  ],
  ['text encoder', (scope) => [clipText(scope, parseClipTextConfig(textConfig), ids)]],
  [
    'ViT',
    (scope) => {
      const config = parseVitConfig({
        hidden_size: 12,
        num_hidden_layers: 2,
        num_attention_heads: 2,
        intermediate_size: 24,
        image_size: 8,
        patch_size: 4,
        taps: [1],
        embedding_size: 5,
      });
      const { cls, final } = vit(scope, config, fixed(2, 3, 8, 8));
      return [...cls, final];
    },
  ],
  [
    'hybrid ViT',
    (scope) => {
      const config = parseVitConfig({
        hidden_size: 8,
        num_hidden_layers: 1,
        num_attention_heads: 2,
        intermediate_size: 8,
        image_size: 32,
        patch_size: 8,
        stem: [8, 16],
        stem_blocks: 1,
        cls_pool: 2,
        taps: [1],
      });
      const { cls, final } = vit(scope, config, fixed(2, 3, 32, 32));
      return [...cls, final];
    },
  ],
  [
    'ID encoder',
    (scope) => {
      const config = { feature_sizes: [4, 6], hidden_sizes: [8], width: 5, initial_deviation: 0.5 };
      return [idEncoder(scope, parseIdEncoderConfig(config), fixed(2, 10))];
    },
  ],
  [
    'face recogniser',
    (scope) => {
      const config = { image_size: 8, stem: 4, widths: [4, 8], blocks_per_stage: 2, norm_num_groups: 2 };
      return [faceRecognizer(scope, parseFaceRecognizerConfig(config), fixed(2, 3, 8, 8))];
    },
  ],
  [
    'face detector',
    (scope) => {
      const config = {
        image_size: 16,
        stem: 4,
        widths: [4, 8],
        blocks_per_stage: 1,
        norm_num_groups: 2,
      } as const;
      return [faceDetector(scope, parseFaceDetectorConfig(config), fixed(2, 3, 16, 16))];
    },
  ],
  [
    'image-text judge',
    (scope) => {
      const config = parseImageTextConfig({
        image_size: 8,
        stem: 4,
        widths: [4, 8],
        norm_num_groups: 2,
        text_config: textConfig,
        projection_dim: 6,
      });
      const endOfText = constant(float32([2, 4], Float32Array.of(0, 0, 0, 1, 0, 1, 0, 0)));
      const image = imageEmbedding(scope, config, fixed(2, 3, 8, 8));
      const text = textEmbedding(scope, config, { inputIds: ids, endOfText });
      return [mul(mul(image, text), logitScale(scope))];
    },
  ],
];

/** Σ mean(output ⊙ noise): a scalar that depends on every element. */
const lossOf = (outputs: readonly Value[]): Value =>
  outputs.map((output) => mean(mul(output, fixed(...output.type.shape)))).reduce((a, b) => add(a, b));

test.each(models)('the gradient of the %s agrees with central differences', async (_name, build) => {
  const { scope, parameters } = createParameters();
  const loss = lossOf(build(scope));
  const slopes = gradients(loss, parameters.map(({ value }) => value)); // prettier-ignore
  const names = parameters.map((_, n) => `slope${n}`);
  const session = await loadModel(
    emit({ loss, ...Object.fromEntries(names.map((name, n) => [name, slopes[n] ?? loss])) }),
  );
  const start = initialise(parameters, 3);
  const directions = new Map(
    parameters.map(({ key, shape }) => [key, noise(shape, `direction of ${key}`).data]),
  );
  const feeds = (step: number): Record<string, Tensor> =>
    Object.fromEntries(
      parameters.map(({ key, shape }) => {
        const { next } = seededRandom(`start of ${key}`);
        const data = Float32Array.from(
          start.get(key) ?? [],
          (value, i) => value + 0.1 * (next() - 0.5) + step * (directions.get(key)?.[i] ?? 0),
        );
        return [key, tensor('float32', shape, data)];
      }),
    );
  const at = async (step: number): Promise<number> =>
    Number((await session.run(feeds(step)))['loss']?.data[0]);
  const here = await session.run(feeds(0));
  const analytic = parameters.reduce((sum, { key }, n) => {
    const slope = here[`slope${n}`]?.data;
    return (directions.get(key) ?? new Float32Array()).reduce(
      (part, d, i) => part + d * Number(slope?.[i]),
      sum,
    );
  }, 0);
  const step = 5e-5;
  const numeric = ((await at(step)) - (await at(-step))) / (2 * step);
  await session.close();
  expect(Math.abs(numeric)).toBeGreaterThan(1e-2);
  expect(Math.abs(analytic - numeric)).toBeLessThan(0.01 * Math.abs(numeric));
});
