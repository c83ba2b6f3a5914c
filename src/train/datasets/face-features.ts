/** @file Cached multi-scale features V of a portrait set: [v3, v6, v9, v12, v_final] of the frozen face ViT. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { openModel } from '../../checkpoint/model-folder.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { concat } from '../../graph/ops/index.ts';
import { VIT } from '../../models/kinds.ts';
import { vit, type VitConfig } from '../../models/vit.ts';
import { loadModel } from '../../runtime/run.ts';
import { seededRandom } from '../../tensor/random.ts';
import { float32 } from '../../tensor/tensor.ts';
import { openAlignedFaces } from './aligned-faces.ts';
import { countOf, portraitSetId, type PortraitSet } from './portraits.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords, type RecordFile } from './records.ts';

export interface FeatureOptions {
  readonly set: PortraitSet;
  readonly vitFolder: string;
  readonly cacheFolder: string;
}

const cropSchema = z.object({ zoom: z.number().positive() });

/** Widths of the features in their order. */
export const featureSizesOf = ({ taps, hidden_size: width, embedding_size: last }: VitConfig): number[] => [
  ...taps.map(() => width),
  last ?? width,
];

const bytesOf = (vitFolder: string): number => {
  const config = VIT.parse(JSON.parse(readFileSync(join(vitFolder, 'config.json'), 'utf8')));
  return 4 * featureSizesOf(config).reduce((sum, size) => sum + size, 0);
};

function fileOf({ set, vitFolder, cacheFolder }: FeatureOptions): string {
  const weights = createHash('sha256')
    .update(readFileSync(join(vitFolder, VIT.file)))
    .digest('hex');
  return join(cacheFolder, 'features', `${portraitSetId(set)}-${weights.slice(0, 12)}.f32`);
}

export const records: RecordMaker = {
  async open(options) {
    const { set, vitFolder, cacheFolder } = options as FeatureOptions;
    const { config, scope, finish } = openModel(vitFolder, VIT);
    const crop = float32([1, config.num_channels, config.image_size, config.image_size]);
    const { cls, final } = vit(scope, config, input('crop', crop));
    finish();
    const session = await loadModel(emit({ features: concat([...cls, final], 1) }));
    const { zoom } = cropSchema.parse(JSON.parse(readFileSync(join(vitFolder, 'config.json'), 'utf8')));
    const faces = openAlignedFaces(set, { size: config.image_size, zoom }, cacheFolder);
    return async (index) => {
      faces.read(index, seededRandom(index, 'face-features'), crop.data, 0);
      const { features } = await session.run({ crop });
      const data = features?.data as Float32Array;
      return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    };
  },
};

/** Runs the ViT over the set's pictures, once for these weights. */
export async function prepareFeatures(options: FeatureOptions, onProgress: OnProgress): Promise<void> {
  const plan = {
    module: new URL(import.meta.url),
    options,
    count: countOf(options.set),
    file: fileOf(options),
  };
  await makeRecords(plan, bytesOf(options.vitFolder), onProgress);
}

/** Rows of float32, one a picture. */
export const openFeatures = (options: FeatureOptions): RecordFile =>
  openRecords(fileOf(options), bytesOf(options.vitFolder));
