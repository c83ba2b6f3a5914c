/** @file Cached multi-scale features V of a portrait set: [v3, v6, v9, v12, v_final] of a frozen backbone. */
import { join } from 'node:path';
import { type Random, seededRandom } from '../../tensor/random.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import { type Backbone, backboneModel, cropShapeOf, featureWidthOf, wholeInto } from '../backbone.ts';
import { openAlignedFaces, wear } from './aligned-faces.ts';
import {
  countOf,
  openPortraits,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  portraitSetId,
  type PortraitSet,
} from './portraits.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords, type RecordFile } from './records.ts';
import { weightsDigest } from './weights-digest.ts';

export interface FeatureOptions {
  readonly set: PortraitSet;
  readonly backbone: Backbone;
  readonly cacheFolder: string;
}

const bytesOf = (backbone: Backbone): number => 4 * featureWidthOf(backbone);

const fileOf = ({ set, backbone, cacheFolder }: FeatureOptions): string =>
  join(cacheFolder, 'features', `${portraitSetId(set)}-${weightsDigest(backbone.weightsFile)}.f32`);

/** Writes what the backbone looks at of picture `index`, worn as cameras wear it, into the crop's planes. */
function openCrops(
  { set, backbone, cacheFolder }: FeatureOptions,
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

export const records: RecordMaker = {
  async open(options) {
    const { backbone } = options as FeatureOptions;
    const crop = float32(cropShapeOf(backbone));
    const session = await loadModel(backboneModel(backbone));
    const look = openCrops(options as FeatureOptions, crop.data);
    return async (index) => {
      await look(index, seededRandom(index, 'face-features'));
      const { features } = await session.run({ crop });
      const data = features?.data as Float32Array;
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    };
  },
};

/** Runs the backbone over the set's pictures, once for these weights. */
export async function prepareFeatures(options: FeatureOptions, onProgress: OnProgress): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options,
    count: countOf(options.set),
    file: fileOf(options),
  };
  await makeRecords(plan, bytesOf(options.backbone), onProgress);
}

/** Rows of float32, one a picture. */
export const openFeatures = (options: FeatureOptions): RecordFile =>
  openRecords(fileOf(options), bytesOf(options.backbone));
