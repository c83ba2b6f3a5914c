/** @file The graphs that sd21.ts's contenders run: this project's own, and the same as files for ONNX Runtime's Python. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openModel } from '../src/checkpoint/model-folder.ts';
import { emit, type EmittedModel } from '../src/graph/emit.ts';
import { input, type Value } from '../src/graph/graph.ts';
import { clipText } from '../src/models/clip-text.ts';
import { TEXT_ENCODER, UNET, VAE } from '../src/models/kinds.ts';
import { unet2dCondition } from '../src/models/unet.ts';
import { vaeDecode } from '../src/models/vae.ts';
import { seededRandom } from '../src/tensor/random.ts';
import { float32, int64, type Tensor } from '../src/tensor/tensor.ts';

export interface BenchGraphs {
  /** Latent places a side. */
  readonly side: number;
  readonly text: () => EmittedModel;
  readonly unet: (batch: number) => EmittedModel;
  /** Decodes latents of that side, or the whole picture's. */
  readonly vae: (side?: number) => EmittedModel;
}

const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });

export function graphsOf(folder: string): BenchGraphs {
  const unet = openModel(join(folder, 'unet'), UNET);
  const text = openModel(join(folder, 'text_encoder'), TEXT_ENCODER);
  const vae = openModel(join(folder, 'vae'), VAE);
  const { sample_size: whole, cross_attention_dim: width } = unet.config;
  return {
    side: whole,
    text: () =>
      emit({ states: clipText(text.scope, text.config, input('ids', { dtype: 'int64', shape: [1, 77] })) }),
    unet: (batch) =>
      emit({
        prediction: unet2dCondition(unet.scope, unet.config, {
          sample: floats('sample', [batch, 4, whole, whole]),
          timestep: floats('timestep', [batch]),
          encoderHiddenStates: floats('states', [batch, 77, width]),
        }),
      }),
    vae: (side = whole) =>
      emit({ image: vaeDecode(vae.scope, vae.config, floats('latents', [1, 4, side, side])) }),
  };
}

/** Beside their weights, which they name. */
export function writeGraphs(folder: string): void {
  const { unet, vae } = graphsOf(folder);
  for (const [name, model] of Object.entries({ unet1: unet(1), unet2: unet(2), vae: vae() })) {
    writeFileSync(join(model.weightsFolder ?? folder, `${name}.onnx`), model.bytes);
  }
}

export const noise = (shape: readonly number[]): Tensor<'float32'> => {
  const tensor = float32(shape);
  seededRandom('bench').fillNormal(tensor.data);
  return tensor;
};

/** What that model is fed: noise, ones as tokens, the middle timestep. */
export const feedsOf = ({ inputs }: EmittedModel): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(
    inputs.map(({ name, type: { dtype, shape } }): [string, Tensor] => {
      const size = shape.reduce((product, length) => product * length, 1);
      if (dtype === 'int64') return [name, int64(shape, new Array<number>(size).fill(1))];
      if (name === 'timestep') return [name, float32(shape, new Float32Array(size).fill(500))];
      return [name, noise(shape)];
    }),
  );
