/** @file Measures an autoencoder's scaling_factor: 1 / the deviation of its latents over training pictures. */
import { constantScope } from '../../checkpoint/constant-scope.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { vaeEncode } from '../../models/vae.ts';
import type { VaeConfig } from '../../models/vae-config.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import { toPlanes } from '../datasets/planes.ts';
import {
  countOf,
  openPortraits,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  type PortraitSet,
} from '../datasets/portraits.ts';
import type { TrainedParameters } from '../recipe.ts';

const PICTURES = 512;
const BATCH = 8;

export async function latentScale(
  config: VaeConfig,
  parameters: TrainedParameters,
  set: PortraitSet,
  cacheFolder: string,
): Promise<number> {
  const image = float32([BATCH, 3, PORTRAIT_SIZE, PORTRAIT_SIZE]);
  const { mean } = vaeEncode(constantScope(parameters), config, input('image', image));
  const session = await loadModel(emit({ mean }));
  const portraits = openPortraits(set, cacheFolder);
  const pixels = new Uint8Array(PORTRAIT_BYTES);
  let [count, sum, squares] = [0, 0, 0];
  for (let from = 0; from < Math.min(PICTURES, countOf(set)); from += BATCH) {
    for (let i = 0; i < BATCH; i++) {
      portraits.read(from + i, pixels);
      toPlanes(pixels, image.data, i * PORTRAIT_BYTES);
    }
    const { mean: latents } = await session.run({ image });
    for (const value of (latents?.data ?? []) as Float32Array) {
      count++;
      sum += value;
      squares += value * value;
    }
  }
  await session.close();
  portraits.close();
  return 1 / Math.sqrt(squares / count - (sum / count) ** 2);
}
