/** @file Cached multi-scale features V of a set of pictures: [v3, v6, v9, v12, v_final] of a frozen backbone. */
import { join } from 'node:path';
import { type Random, seededRandom } from '../../tensor/random.ts';
import { middleSquare } from '../../image/middle-square.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import {
  type Backbone,
  backboneModel,
  cropShapeOf,
  featureWidthOf,
  openBackbone,
  wholeInto,
} from '../backbone.ts';
import { openAlignedFaces, wear } from './aligned-faces.ts';
import { openPhotos, type PhotoSet } from './photos.ts';
import { arePhotos, pictureCount, type PictureSet, pictureSetId } from './picture-set.ts';
import { openPortraits, PORTRAIT_BYTES, PORTRAIT_SIZE, type PortraitSet } from './portraits.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords, type RecordFile } from './records.ts';
import { weightsDigest } from './weights-digest.ts';

export interface FeatureOptions {
  readonly set: PictureSet;
  readonly backbone: Backbone;
  readonly cacheFolder: string;
}

type OptionsOf<Set extends PictureSet> = FeatureOptions & { readonly set: Set };

const bytesOf = (backbone: Backbone): number => 4 * featureWidthOf(backbone);

export const featureFileOf = ({ set, backbone, cacheFolder }: FeatureOptions): string =>
  join(cacheFolder, 'features', `${pictureSetId(set)}-${weightsDigest(backbone.folder)}.f32`);

/** Writes what the backbone looks at of picture `index`, worn as cameras wear it, into the crop's planes. */
function openCrops(
  { set, backbone, cacheFolder }: OptionsOf<PortraitSet>,
  crop: Float32Array,
): (index: number, random: Random) => Promise<void> {
  const { zoom } = backbone;
  const { image_size: size } = backbone.config;
  if (zoom !== undefined) {
    const faces = openAlignedFaces(set, { size, zoom }, cacheFolder);
    return (index, random) => {
      faces.read(index, random, crop, 0);
      return Promise.resolve();
    };
  }
  const portraits = openPortraits(set, cacheFolder);
  const image = { width: PORTRAIT_SIZE, height: PORTRAIT_SIZE, data: new Uint8Array(PORTRAIT_BYTES) };
  return async (index, random) => {
    portraits.read(index, image.data);
    await wholeInto(crop, image, size);
    wear(crop, size, random);
  };
}

async function openDrawn(options: OptionsOf<PortraitSet>): Promise<(index: number) => Promise<Float32Array>> {
  const { backbone } = options;
  const crop = float32(cropShapeOf(backbone));
  const session = await loadModel(backboneModel(backbone));
  const look = openCrops(options, crop.data);
  return async (index) => {
    await look(index, seededRandom(index, 'face-features'));
    const { features } = await session.run({ crop });
    return features?.data as Float32Array;
  };
}

/** Photographs are worn already: they are seen as `encode` sees them. */
async function openPhotographed({
  set,
  backbone,
  cacheFolder,
}: OptionsOf<PhotoSet>): Promise<(index: number) => Promise<Float32Array>> {
  const photos = openPhotos(set, cacheFolder);
  const { featuresOf } = await openBackbone(backbone);
  return async (index) => {
    const { image, points } = await photos.read(index);
    return featuresOf(backbone.zoom === undefined ? middleSquare(image, points[2]) : image, points);
  };
}

export const records: RecordMaker = {
  async open(options) {
    const { set, ...others } = options as FeatureOptions;
    const rowOf = await (arePhotos(set)
      ? openPhotographed({ set, ...others })
      : openDrawn({ set, ...others }));
    return async (index) => {
      const data = await rowOf(index);
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    };
  },
};

/** Runs the backbone over the set's pictures, once for these weights. */
export async function prepareFeatures(options: FeatureOptions, onProgress: OnProgress): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options,
    count: pictureCount(options.set, options.cacheFolder),
    file: featureFileOf(options),
  };
  await makeRecords(plan, bytesOf(options.backbone), onProgress);
}

/** Rows of float32, one a picture. */
export const openFeatures = (options: FeatureOptions): RecordFile =>
  openRecords(featureFileOf(options), bytesOf(options.backbone));
