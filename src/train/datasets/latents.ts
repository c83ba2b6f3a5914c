/** @file Cached latents of pictures: the autoencoder's means, times its scaling factor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint } from '../../checkpoint/checkpoint-scope.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { mul } from '../../graph/ops/index.ts';
import { scalar } from '../../graph/functional.ts';
import { middleSquare } from '../../image/middle-square.ts';
import { resize } from '../../image/resize.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { UNET } from '../../models/kinds.ts';
import { vaeEncode } from '../../models/vae.ts';
import { downscaleOf, parseVaeConfig, type VaeConfig } from '../../models/vae-config.ts';
import { BUNDLE_FOLDERS } from '../../pipeline/bundle.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import { openPhotos } from './photos.ts';
import { arePhotos, pictureCount, type PictureSet, pictureSetId } from './picture-set.ts';
import { toPlanes } from './planes.ts';
import {
  openPortraits,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  preparePortraits,
  type PortraitSet,
} from './portraits.ts';
import type { RecipeContext } from '../recipe.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords, type RecordFile } from './records.ts';
import { weightsDigest } from './weights-digest.ts';

export interface LatentOptions {
  readonly set: PictureSet;
  readonly vaeFolder: string;
  /** Of the encoded squares, in pixels; that of the drawn pictures where absent. */
  readonly side?: number;
  readonly cacheFolder: string;
}

export type DrawnLatentOptions = LatentOptions & { readonly set: PortraitSet };

const readConfig = (folder: string): unknown => JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
const configOf = (vaeFolder: string): VaeConfig => parseVaeConfig(readConfig(vaeFolder));

/** Side in pixels of the squares that a bundle draws. */
export function pictureSideOf(bundle: string): number {
  const { sample_size: places } = UNET.parse(readConfig(join(bundle, BUNDLE_FOLDERS.unet)));
  return places * downscaleOf(configOf(join(bundle, BUNDLE_FOLDERS.vae)));
}

/** [channels, height, width] of the latents of one training picture. */
export function latentShapeOf(
  vaeFolder: string,
  side: number = PORTRAIT_SIZE,
): readonly [number, number, number] {
  const config = configOf(vaeFolder);
  const places = side / downscaleOf(config);
  return [config.latent_channels, places, places];
}

const bytesOf = ({ vaeFolder, side }: LatentOptions): number =>
  4 * latentShapeOf(vaeFolder, side).reduce((product, n) => product * n, 1);

/** What sets the caches of other sides than the drawn pictures' apart. */
export const sideInName = (side: number = PORTRAIT_SIZE): string =>
  side === PORTRAIT_SIZE ? '' : `-${side}px`;

export const latentFileOf = ({ set, vaeFolder, side, cacheFolder }: LatentOptions): string =>
  join(cacheFolder, 'latents', `${pictureSetId(set)}${sideInName(side)}-${weightsDigest(vaeFolder)}.f32`);

/** Of a picture's square, its middle near `around`, at `side` pixels; the array is used again. */
export async function openLatentEncoder(
  vaeFolder: string,
  side: number = PORTRAIT_SIZE,
): Promise<(picture: RgbImage, around?: readonly [number, number]) => Promise<Float32Array>> {
  const config = configOf(vaeFolder);
  const image = float32([1, config.in_channels, side, side]);
  const { mean } = vaeEncode(openCheckpoint(vaeFolder).scope, config, input('image', image));
  const session = await loadModel(emit({ latents: mul(mean, scalar(config.scaling_factor)) }));
  return async (picture, around) => {
    const square = picture.width === picture.height ? picture : middleSquare(picture, around);
    const { data } = square.width === side ? square : await resize(square, side, side);
    toPlanes(data, image.data, 0);
    const { latents } = await session.run({ image });
    return latents?.data as Float32Array;
  };
}

/** The pictures in their order, with a place in the middle of what they show where that is known. */
function openPictures({ set, cacheFolder }: LatentOptions) {
  if (arePhotos(set)) {
    const photos = openPhotos(set, cacheFolder);
    return async (index: number) => {
      const { image, points } = await photos.read(index);
      return { image, around: points[2] };
    };
  }
  const portraits = openPortraits(set, cacheFolder);
  const image = { width: PORTRAIT_SIZE, height: PORTRAIT_SIZE, data: new Uint8Array(PORTRAIT_BYTES) };
  return (index: number) => {
    portraits.read(index, image.data);
    return Promise.resolve({ image, around: undefined });
  };
}

export const records: RecordMaker = {
  async open(options) {
    const { vaeFolder, side } = options as LatentOptions;
    const latentsOf = await openLatentEncoder(vaeFolder, side);
    const pictureAt = openPictures(options as LatentOptions);
    return async (index) => {
      const { image, around } = await pictureAt(index);
      const data = await latentsOf(image, around);
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    };
  },
};

/** Encodes the set's pictures, once for these weights of the autoencoder. */
export async function prepareLatents(options: LatentOptions, onProgress: OnProgress): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options,
    count: pictureCount(options.set, options.cacheFolder),
    file: latentFileOf(options),
  };
  await makeRecords(plan, bytesOf(options), onProgress);
}

/** Draws the set's people, then encodes their pictures. */
export async function prepareDrawnLatents(
  options: DrawnLatentOptions,
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
  openRecords(latentFileOf(options), bytesOf(options));
