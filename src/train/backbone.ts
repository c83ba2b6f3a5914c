/** @file The frozen eye of the M² encoder: the bundle's face ViT, or, for table 2, the image tower of its CLIP-like model. */
import { join } from 'node:path';
import { openModel } from '../checkpoint/model-folder.ts';
import { readJson, statusOf } from '../checkpoint/stored-file.ts';
import { CheckpointError } from '../errors.ts';
import { alignFaceInto } from '../face/align.ts';
import { vitCropSchema, type FivePoints, shrunkTemplate } from '../face/template.ts';
import { emit, type EmittedModel } from '../graph/emit.ts';
import { input } from '../graph/graph.ts';
import { concat } from '../graph/ops/index.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { resize } from '../image/resize.ts';
import { IMAGE_TEXT, VIT } from '../models/kinds.ts';
import { quartersOf, vit, type VitConfig } from '../models/vit.ts';
import { BUNDLE_FOLDERS } from '../pipeline/bundle.ts';
import { loadModel } from '../runtime/run.ts';
import { float32 } from '../tensor/tensor.ts';
import { halvedPlanes } from './datasets/planes.ts';

export const BACKBONES = ['vit', 'clip'] as const;

export type BackboneName = (typeof BACKBONES)[number];

/** Plain data, so that worker threads can be told of it. */
export interface Backbone {
  readonly name: BackboneName;
  readonly folder: string;
  readonly config: VitConfig;
  /** How much the ArcFace template is shrunk for an aligned crop; undefined: the whole picture, as CLIP sees it. */
  readonly zoom: number | undefined;
}

export const IMAGE_TEXT_FOLDER = 'image_text';

/** Reads configs alone. Throws CheckpointError when the bundle has no such model, or it has no ViT for an eye. */
export function backboneOf(bundle: string, name: BackboneName): Backbone {
  if (name === 'vit') {
    const folder = join(bundle, BUNDLE_FOLDERS.vit);
    const json = configIn(folder);
    const { zoom } = vitCropSchema.parse(json);
    return { name, folder, config: VIT.parse(json), zoom };
  }
  const folder = join(bundle, IMAGE_TEXT_FOLDER);
  const { vision_config: eye } = IMAGE_TEXT.parse(configIn(folder));
  if (eye === undefined) throw new CheckpointError(`${folder}: its eye is not a vision transformer`);
  const config = { ...eye, taps: quartersOf(eye.num_hidden_layers) };
  return { name, folder, config, zoom: undefined };
}

function configIn(folder: string): unknown {
  const path = join(folder, 'config.json');
  if (statusOf(path) === undefined) {
    throw new CheckpointError(
      `${folder}: there is no config.json; what looks at faces belongs there, as config.json and model.safetensors`,
    );
  }
  return readJson(path);
}

/** Widths of the features in their order: the taps, then the last vector. */
export const featureSizesOf = ({ config }: Pick<Backbone, 'config'>): number[] => {
  const { taps, hidden_size: width, embedding_size: last } = config;
  return [...taps.map(() => width), last ?? width];
};

export const featureWidthOf = (backbone: Pick<Backbone, 'config'>): number =>
  featureSizesOf(backbone).reduce((sum, size) => sum + size, 0);

/** Input: crop [1, channels, size, size] in [-1, 1]. Output: features [1, featureWidthOf]. */
export function backboneModel({ name, folder, config }: Backbone): EmittedModel {
  const crop = input('crop', { dtype: 'float32', shape: cropShapeOf({ config }) });
  const { scope } = name === 'vit' ? openModel(folder, VIT) : openModel(folder, IMAGE_TEXT);
  const { cls, final } = vit(name === 'vit' ? scope : scope.at('vision_model'), config, crop);
  return emit({ features: concat([...cls, final], 1) });
}

export const cropShapeOf = ({ config }: Pick<Backbone, 'config'>): number[] => [
  1,
  config.num_channels,
  config.image_size,
  config.image_size,
];

/** The whole picture as planes [3, size, size] in [-1, 1], each pixel the mean of four, as the image-text model learns. */
export async function wholeInto(target: Float32Array, image: RgbImage, size: number): Promise<void> {
  const isTwice = image.width === 2 * size && image.height === 2 * size;
  const { data } = isTwice ? image : await resize(image, 2 * size, 2 * size);
  halvedPlanes(data, 2 * size, target, 0);
}

interface OpenBackbone {
  /** [v3, v6, v9, v12, v_final] of the face at these landmarks; a backbone that takes whole pictures passes them over. */
  readonly featuresOf: (image: RgbImage, points: FivePoints) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Runs in the calling thread. */
export async function openBackbone(backbone: Backbone): Promise<OpenBackbone> {
  const crop = float32(cropShapeOf(backbone));
  const { image_size: size } = backbone.config;
  const session = await loadModel(backboneModel(backbone));
  return {
    async featuresOf(image, points) {
      if (backbone.zoom === undefined) await wholeInto(crop.data, image, size);
      else alignFaceInto(crop.data, 0, image, points, size, shrunkTemplate(backbone.zoom));
      const { features } = await session.run({ crop });
      return (features?.data as Float32Array).slice();
    },
    close: () => session.close(),
  };
}
