/** @file A model bundle: a folder in the layout of diffusers, with our ID encoder beside the usual parts. */
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { CheckpointOptions } from '../checkpoint/checkpoint-scope.ts';
import { parseConfig } from '../checkpoint/config.ts';
import { buildOnce, openModel, type ModelKind } from '../checkpoint/model-folder.ts';
import type { Scope } from '../checkpoint/scope.ts';
import { readJson as readStoredJson } from '../checkpoint/stored-file.ts';
import {
  parsePythonJson,
  parseSchedulerConfig,
  type SchedulerConfig,
} from '../diffusion/scheduler-config.ts';
import { CheckpointError } from '../errors.ts';
import { vitCropSchema } from '../face/template.ts';
import { input, type Value } from '../graph/graph.ts';
import { clipText, type ClipTextConfig } from '../models/clip-text.ts';
import { faceDetector } from '../models/face-detector.ts';
import { idEncoder, type IdEncoderConfig } from '../models/id-encoder.ts';
import { FACE_DETECTOR, ID_ENCODER, TEXT_ENCODER, UNET, VAE, VIT } from '../models/kinds.ts';
import type { UNetConfig } from '../models/unet-config.ts';
import { unet2dCondition } from '../models/unet.ts';
import { downscaleOf, type VaeConfig } from '../models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../models/vae.ts';
import { vit, type VitConfig } from '../models/vit.ts';
import { openTokenizer } from '../tokenizer/tokenizer-files.ts';
import type { Tokenizer } from '../tokenizer/tokenizer.ts';
import { type BundleSettings, parseBundleSettings, SETTINGS_FILE } from './bundle-settings.ts';
import { checkPreprocessor } from './preprocessor-config.ts';

/** A network whose tensors are known to be all there, and no others; its weights stay in the file. */
interface Part<Config> {
  readonly config: Config;
  readonly scope: Scope;
}

/** What finds a face and looks at it. */
export interface FaceParts {
  readonly vit: Part<VitConfig>;
  /** How much the ArcFace template is shrunk for the ViT's crops. */
  readonly zoom: number;
  /** Absent where faces are found as in photographs, by the networks that come with packages. */
  readonly detectorFolder: string | undefined;
}

/** What turns a face into pseudo words. */
export interface IdentityParts extends FaceParts {
  readonly idEncoder: Part<IdEncoderConfig>;
}

export interface Bundle {
  readonly name: string;
  readonly folder: string;
  readonly settings: BundleSettings;
  readonly tokenizer: Tokenizer;
  readonly scheduler: SchedulerConfig;
  readonly textEncoder: Part<ClipTextConfig>;
  readonly unet: Part<UNetConfig>;
  readonly vae: Part<VaeConfig>;
  /** Absent in bundles of text-to-image alone, as Stable Diffusion's own. */
  readonly face: FaceParts | undefined;
  /** Absent where no encoder was trained yet, too. */
  readonly identity: IdentityParts | undefined;
}

/** Folders below the bundle's; the last three are ours. */
export const BUNDLE_FOLDERS = {
  tokenizer: 'tokenizer',
  scheduler: 'scheduler',
  textEncoder: 'text_encoder',
  unet: 'unet',
  vae: 'vae',
  idEncoder: 'id_encoder',
  vit: 'face_vit',
  detector: 'face_detector',
} as const;

const indexSchema = z.object({ _class_name: z.string().optional() });

/** Reads configs and headers, no weights. Throws CheckpointError that names the part and the tensor at fault. */
export async function openBundle(path: string, options: CheckpointOptions = {}): Promise<Bundle> {
  const folder = resolve(path);
  parseFile(join(folder, 'model_index.json'), indexSchema, 'a model bundle has');
  const at = (name: keyof typeof BUNDLE_FOLDERS): string => join(folder, BUNDLE_FOLDERS[name]);
  const settings = existsSync(join(folder, SETTINGS_FILE))
    ? parseBundleSettings(readJson(join(folder, SETTINGS_FILE)))
    : parseBundleSettings({});
  const bundle = {
    name: settings.name ?? basename(folder),
    folder,
    settings,
    tokenizer: await openTokenizer(at('tokenizer')),
    scheduler: parseSchedulerConfig(readJson(join(at('scheduler'), 'scheduler_config.json'))),
    textEncoder: openPart(at('textEncoder'), TEXT_ENCODER, options, (scope, config) => {
      const shape = [1, config.max_position_embeddings];
      return clipText(scope, config, input('ids', { dtype: 'int64', shape }));
    }),
    unet: openPart(at('unet'), UNET, options, buildUNet),
    vae: openPart(at('vae'), VAE, options, (scope, config) => {
      const size = 8 * downscaleOf(config);
      const { mean } = vaeEncode(scope, config, floats('image', [1, config.in_channels, size, size]));
      return vaeDecode(scope, config, mean);
    }),
  };
  const hasEncoder = existsSync(at('idEncoder'));
  const face = hasEncoder || existsSync(at('vit')) ? openFaceParts(at, options) : undefined;
  const identity =
    hasEncoder && face !== undefined ? { ...face, idEncoder: openIdEncoder(at, options) } : undefined;
  const whole = { ...bundle, face, identity };
  checkFit(whole);
  return whole;
}

function openFaceParts(at: (name: 'vit' | 'detector') => string, options: CheckpointOptions): FaceParts {
  checkPreprocessor(at('vit'));
  const hasDetector = existsSync(at('detector'));
  if (hasDetector) {
    openPart(at('detector'), FACE_DETECTOR, options, (scope, config) => {
      const { num_channels: channels, image_size: size } = config;
      return faceDetector(scope, config, floats('image', [1, channels, size, size]));
    });
  }
  return {
    vit: openPart(at('vit'), VIT, options, (scope, config) => {
      const { num_channels: channels, image_size: size } = config;
      return vit(scope, config, floats('image', [1, channels, size, size])).final;
    }),
    zoom: parseFile(join(at('vit'), 'config.json'), vitCropSchema, 'the face ViT has').zoom,
    detectorFolder: hasDetector ? at('detector') : undefined,
  };
}

const openIdEncoder = (
  at: (name: 'idEncoder') => string,
  options: CheckpointOptions,
): Part<IdEncoderConfig> =>
  openPart(at('idEncoder'), ID_ENCODER, options, (scope, config) => {
    const features = config.feature_sizes.reduce((sum, size) => sum + size, 0);
    return idEncoder(scope, config, floats('features', [1, features]));
  });

const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });

function buildUNet(scope: Scope, config: UNetConfig): Value {
  const size = 2 ** config.block_out_channels.length;
  return unet2dCondition(scope, config, {
    sample: floats('sample', [1, config.in_channels, size, size]),
    timestep: floats('timestep', [1]),
    encoderHiddenStates: floats('states', [1, 8, config.cross_attention_dim]),
  });
}

function openPart<Config extends object>(
  folder: string,
  kind: ModelKind<Config>,
  options: CheckpointOptions,
  build: (scope: Scope, config: Config) => Value,
): Part<Config> {
  const model = openModel(folder, kind, options);
  const { config, scope } = model;
  buildOnce(folder, model, () => build(scope, config));
  return { config, scope };
}

/** Throws CheckpointError when two parts cannot work together. */
function checkFit({ folder, settings, tokenizer, textEncoder, unet, vae, face, identity }: Bundle): void {
  if (settings.faces === 'drawn' && face !== undefined && face.detectorFolder === undefined) {
    throw new CheckpointError(
      `${folder}: ${SETTINGS_FILE} says that it knows drawn faces, and those need its own ${BUNDLE_FOLDERS.detector}`,
    );
  }
  const text = textEncoder.config;
  const words = identity?.idEncoder.config;
  const eye = identity?.vit.config;
  const { maxLength: length, vocabulary } = tokenizer;
  const tokens = 1 + [...vocabulary.values()].reduce((most, id) => Math.max(most, id), 0);
  const atLeast = (value: number, least: number): number => (value >= least ? least : value);
  const pairs: readonly (readonly [string, number | undefined, string, number])[] = [
    [
      'unet cross_attention_dim',
      unet.config.cross_attention_dim,
      'text_encoder hidden_size',
      text.hidden_size,
    ],
    ['unet in_channels', unet.config.in_channels, 'vae latent_channels', vae.config.latent_channels],
    ['unet out_channels', unet.config.out_channels, 'vae latent_channels', vae.config.latent_channels],
    ['id_encoder width', words?.width, 'text_encoder hidden_size', text.hidden_size],
    [
      'id_encoder features',
      words?.feature_sizes.reduce((sum, size) => sum + size, 0),
      'face_vit features',
      eye === undefined ? 0 : eye.taps.length * eye.hidden_size + (eye.embedding_size ?? eye.hidden_size),
    ],
    ['text_encoder vocab_size', atLeast(text.vocab_size, tokens), 'what the tokenizer’s ids need', tokens],
    [
      'text_encoder max_position_embeddings',
      atLeast(text.max_position_embeddings, length),
      'model_max_length',
      length,
    ],
  ];
  for (const [name, value, other, expected] of pairs) {
    if (value === undefined || value === expected) continue;
    throw new CheckpointError(`${folder}: ${name} is ${value}, but ${other} is ${expected}`);
  }
}

const parseFile = <T>(path: string, schema: z.ZodType<T>, whose: string): T =>
  parseConfig(path, schema, readJson(path, whose));

function readJson(path: string, whose = 'the bundle has'): unknown {
  try {
    return readStoredJson(path, parsePythonJson);
  } catch (cause) {
    throw new CheckpointError(`${path}: ${whose} such a JSON file, and it cannot be read`, { cause });
  }
}
