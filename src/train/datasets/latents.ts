/** @file Cached latents of a portrait set: the autoencoder's means, times its scaling factor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint } from '../../checkpoint/checkpoint-scope.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { mul } from '../../graph/ops/index.ts';
import { scalar } from '../../graph/functional.ts';
import { vaeEncode } from '../../models/vae.ts';
import { VAE } from '../../models/kinds.ts';
import { downscaleOf, parseVaeConfig, type VaeConfig } from '../../models/vae-config.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import { toPlanes } from './planes.ts';
import {
  countOf,
  openPortraits,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  portraitSetId,
  preparePortraits,
  type PortraitSet,
} from './portraits.ts';
import type { RecipeContext } from '../recipe.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords, type RecordFile } from './records.ts';
import { weightsDigest } from './weights-digest.ts';

export interface LatentOptions {
  readonly set: PortraitSet;
  readonly vaeFolder: string;
  readonly cacheFolder: string;
}

const configOf = (vaeFolder: string): VaeConfig =>
  parseVaeConfig(JSON.parse(readFileSync(join(vaeFolder, 'config.json'), 'utf8')));

/** [channels, height, width] of the latents of one training picture. */
export function latentShapeOf(vaeFolder: string): readonly [number, number, number] {
  const config = configOf(vaeFolder);
  const side = PORTRAIT_SIZE / downscaleOf(config);
  return [config.latent_channels, side, side];
}

const bytesOf = (vaeFolder: string): number =>
  4 * latentShapeOf(vaeFolder).reduce((product, n) => product * n, 1);

const fileOf = ({ set, vaeFolder, cacheFolder }: LatentOptions): string =>
  join(cacheFolder, 'latents', `${portraitSetId(set)}-${weightsDigest(join(vaeFolder, VAE.file))}.f32`);

export const records: RecordMaker = {
  async open(options) {
    const { set, vaeFolder, cacheFolder } = options as LatentOptions;
    const config = configOf(vaeFolder);
    const image = float32([1, 3, PORTRAIT_SIZE, PORTRAIT_SIZE]);
    const { mean } = vaeEncode(openCheckpoint(vaeFolder).scope, config, input('image', image));
    const session = await loadModel(emit({ latents: mul(mean, scalar(config.scaling_factor)) }));
    const portraits = openPortraits(set, cacheFolder);
    const pixels = new Uint8Array(PORTRAIT_BYTES);
    return async (index) => {
      portraits.read(index, pixels);
      toPlanes(pixels, image.data, 0);
      const { latents } = await session.run({ image });
      const data = latents?.data as Float32Array;
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    };
  },
};

/** Encodes the set's pictures, once for these weights of the autoencoder. */
export async function prepareLatents(options: LatentOptions, onProgress: OnProgress): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options,
    count: countOf(options.set),
    file: fileOf(options),
  };
  await makeRecords(plan, bytesOf(options.vaeFolder), onProgress);
}

/** Draws the set's people, then encodes their pictures. */
export async function prepareDrawnLatents(
  options: LatentOptions,
  people: string,
  onProgress: RecipeContext['onProgress'],
): Promise<void> {
  await preparePortraits(options.set, options.cacheFolder, (done, total) => {
    onProgress(done, total, `drawing ${people}`);
  });
  await prepareLatents(options, (done, total) => {
    onProgress(done, total, 'encoding pictures');
  });
}

/** float32 latents of `latentShapeOf`. */
export const openLatents = (options: LatentOptions): RecordFile =>
  openRecords(fileOf(options), bytesOf(options.vaeFolder));
