/** @file Looks into a model's folder: what it is, whether it is whole, and what its files are. Nothing is copied. */
import { existsSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { parseConfig } from '../checkpoint/config.ts';
import { buildOnce, openModel } from '../checkpoint/model-folder.ts';
import { locateTensors } from '../checkpoint/sharded.ts';
import { readJson, statusOf } from '../checkpoint/stored-file.ts';
import { CheckpointError } from '../errors.ts';
import { input } from '../graph/graph.ts';
import { CONTROLNET, VIT } from '../models/kinds.ts';
import { vit } from '../models/vit.ts';
import { BUNDLE_FOLDERS, openBundle } from '../pipeline/bundle.ts';
import { buildControlNet } from '../pipeline/control.ts';
import { checkPreprocessor } from '../pipeline/preprocessor-config.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { ModelType } from './catalogue.ts';
import type { ModelFile, ModelPart } from './registry.ts';

export interface Inspection {
  readonly type: ModelType;
  readonly parts: readonly ModelPart[];
  /** All that is read of it, links followed for their size alone. */
  readonly files: readonly ModelFile[];
  /** What the folder cannot do, in sentences for the person who imports it. */
  readonly remarks: readonly string[];
}

/** Dtypes that a network's weights may be stored in. */
const WEIGHTS = new Set(['F64', 'F32', 'F16', 'BF16', 'F8_E4M3', 'F8_E5M2']);

/** For who imports a bundle of text-to-image alone. */
const WITHOUT_ENCODER =
  'It has no id_encoder, so no face is learnt in one look: encode --method textual-inversion --face PICTURE --out FILE makes S* for one, and ' +
  'imagine --identity FILE draws, by any textual-inversion file. An encoder is made by train id-encoder --preset paper --bundle FOLDER ' +
  '--faces PHOTOS --triplets FOLDER (docs/training.md).';

const FOLDER_WANTED =
  'expected a folder in the layout of diffusers (from a single file, its from_single_file and save_pretrained make one)';

/** What a bundle is read from besides its networks; the tokenizer's last two may be missing. */
const BUNDLE_TEXTS = [
  'model_index.json',
  join(BUNDLE_FOLDERS.scheduler, 'scheduler_config.json'),
  ...[
    'vocab.json',
    'merges.txt',
    'tokenizer_config.json',
    'special_tokens_map.json',
    'added_tokens.json',
  ].map((name) => join(BUNDLE_FOLDERS.tokenizer, name)),
];

const BUNDLE_NETWORKS = ['textEncoder', 'unet', 'vae', 'idEncoder', 'vit', 'detector'] as const;

const configSchema = z.object({
  _class_name: z.string().optional(),
  architectures: z.array(z.string()).optional(),
});

/** Reads configs and headers. Throws CheckpointError that names the part, and the key, shape or dtype at fault. */
export async function inspectModel(folder: string): Promise<Inspection> {
  const found = statusOf(folder);
  if (found === undefined) throw new CheckpointError(`${folder}: there is no such folder`);
  if (!found.isDirectory()) throw new CheckpointError(`${folder}: a file, ${FOLDER_WANTED}`);
  if (existsSync(join(folder, 'model_index.json'))) return inspectBundle(folder);
  if (!existsSync(join(folder, 'config.json'))) {
    throw new CheckpointError(
      `${folder}: neither model_index.json (a bundle) nor config.json (one network), ${FOLDER_WANTED}`,
    );
  }
  const { _class_name: className, architectures: [architecture = ''] = [] } = readConfig(folder);
  if (className === 'ControlNetModel') return inspectControlNet(folder);
  if (architecture.startsWith('ViT')) return inspectVit(folder);
  throw new CheckpointError(
    `${join(folder, 'config.json')}: a ${className ?? (architecture || 'network of no name')}, expected a ControlNetModel or a ViTModel`,
  );
}

async function inspectBundle(folder: string): Promise<Inspection> {
  const { identity } = await openBundle(folder);
  const present = BUNDLE_NETWORKS.map((name) => BUNDLE_FOLDERS[name]).filter((name) =>
    existsSync(join(folder, name, 'config.json')),
  );
  const networks = present.map((name) => inspectWeights(folder, name));
  return {
    type: 'bundle',
    parts: networks.map(({ part }) => part),
    files: [
      ...BUNDLE_TEXTS.flatMap((path) => fileAt(folder, path)),
      ...networks.flatMap(({ files }) => files),
    ],
    remarks: identity === undefined ? [WITHOUT_ENCODER] : [],
  };
}

function inspectControlNet(folder: string): Inspection {
  const model = openModel(folder, CONTROLNET);
  buildOnce(folder, model, () => {
    buildControlNet(model.scope, model.config);
  });
  const { part, files } = inspectWeights(folder, '');
  return { type: 'controlnet', parts: [part], files, remarks: [] };
}

function inspectVit(folder: string): Inspection {
  checkPreprocessor(folder);
  const model = openModel(folder, VIT);
  const { config, scope } = model;
  const shape = [1, config.num_channels, config.image_size, config.image_size];
  buildOnce(folder, model, () => vit(scope, config, input('image', { dtype: 'float32', shape })));
  const { part, files } = inspectWeights(folder, '');
  return { type: 'face-vit', parts: [part], files, remarks: [] };
}

function inspectWeights(
  root: string,
  name: string,
): { readonly part: ModelPart; readonly files: readonly ModelFile[] } {
  const folder = join(root, name);
  const dtypes: Record<string, number> = {};
  let parameters = 0;
  const tensors = locateTensors(folder);
  const paths = new Set<string>();
  for (const [key, { file, stored, shownPath }] of tensors) {
    if (!WEIGHTS.has(stored.dtype) && !key.endsWith('position_ids')) {
      throw new CheckpointError(
        `${file.path}: ${key} has dtype ${stored.dtype}, expected ${[...WEIGHTS].join(', ')}`,
      );
    }
    dtypes[stored.dtype] = (dtypes[stored.dtype] ?? 0) + 1;
    parameters += sizeOf(stored.shape);
    paths.add(shownPath);
  }
  return {
    part: { name: name === '' ? basename(root) : name, tensors: tensors.size, parameters, dtypes },
    files: [join(folder, 'config.json'), ...paths].flatMap((path) => fileAt(root, relative(root, path))),
  };
}

/** The file, where there is one. */
function fileAt(root: string, path: string): readonly ModelFile[] {
  const found = statusOf(join(root, path));
  return found === undefined ? [] : [{ path, bytes: found.size }];
}

function readConfig(folder: string): z.infer<typeof configSchema> {
  const path = join(folder, 'config.json');
  return parseConfig(path, configSchema, readJson(path));
}
