/** @file Looks into a model's folder: what it is, whether it is whole, and what its files are. Nothing is copied. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { z } from 'zod';
import { openModel } from '../checkpoint/model-folder.ts';
import { locateTensors } from '../checkpoint/sharded.ts';
import { CheckpointError } from '../errors.ts';
import { input } from '../graph/graph.ts';
import { CONTROLNET, VIT } from '../models/kinds.ts';
import { vit } from '../models/vit.ts';
import { BUNDLE_FOLDERS, openBundle } from '../pipeline/bundle.ts';
import { buildControlNet } from '../pipeline/control.ts';
import { sizeOf } from '../tensor/shape.ts';
import type { ModelType } from './catalogue.ts';
import type { ModelFile, ModelPart } from './registry.ts';

export interface Inspection {
  readonly type: ModelType;
  readonly parts: readonly ModelPart[];
  /** The weights' files, links followed for their size alone. */
  readonly files: readonly ModelFile[];
  /** What the folder cannot do, in sentences for the person who imports it. */
  readonly remarks: readonly string[];
}

/** Dtypes that a network's weights may be stored in. */
const WEIGHTS = new Set(['F64', 'F32', 'F16', 'BF16']);

/** For who imports a bundle of text-to-image alone. */
const WITHOUT_ENCODER =
  'It has no id_encoder: make S* with encode --method textual-inversion, or give it a textual-inversion file.';

const BUNDLE_NETWORKS = ['textEncoder', 'unet', 'vae', 'idEncoder', 'vit', 'detector'] as const;

const configSchema = z.object({
  _class_name: z.string().optional(),
  architectures: z.array(z.string()).optional(),
});

/** Reads configs and headers. Throws CheckpointError that names the part, and the key, shape or dtype at fault. */
export async function inspectModel(folder: string): Promise<Inspection> {
  if (!(statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false)) {
    throw new CheckpointError(`${folder}: there is no such folder`);
  }
  if (existsSync(join(folder, 'model_index.json'))) return inspectBundle(folder);
  if (!existsSync(join(folder, 'config.json'))) {
    throw new CheckpointError(`${folder}: neither model_index.json (a bundle) nor config.json (one network)`);
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
    files: networks.flatMap(({ files }) => files),
    remarks: identity === undefined ? [WITHOUT_ENCODER] : [],
  };
}

function inspectControlNet(folder: string): Inspection {
  const { config, scope, finish } = openModel(folder, CONTROLNET);
  buildControlNet(scope, config);
  finish();
  const { part, files } = inspectWeights(folder, '');
  return { type: 'controlnet', parts: [part], files, remarks: [] };
}

function inspectVit(folder: string): Inspection {
  const { config, scope, finish } = openModel(folder, VIT);
  const shape = [1, config.num_channels, config.image_size, config.image_size];
  vit(scope, config, input('image', { dtype: 'float32', shape }));
  finish();
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
    files: [...paths].map((path) => ({ path: relative(root, path), bytes: statSync(path).size })),
  };
}

function readConfig(folder: string): z.infer<typeof configSchema> {
  const path = join(folder, 'config.json');
  try {
    return configSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new CheckpointError(`${path}: not a readable config`, { cause });
  }
}
