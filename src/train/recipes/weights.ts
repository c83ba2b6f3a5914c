/** @file Where recipes write the trained parts of the bundle, and how: as float16 where they do not say otherwise. */
import { join } from 'node:path';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import type { WriteOptions } from '../../checkpoint/write-safetensors.ts';
import { type ModelKind, saveModel } from '../../checkpoint/model-folder.ts';
import type { TrainedParameters } from '../recipe.ts';

/** The embedded bundle and the judges, below the folder that the command is run in. */
export const TOON_BUNDLE = join('weights', 'toon');
export const JUDGES = join('weights', 'judges');

export function saveWeights<Config extends object>(
  folder: string,
  kind: ModelKind<Config>,
  config: Config,
  parameters: TrainedParameters,
  dtype: WriteOptions['dtype'] = 'float16',
): void {
  saveModel(folder, kind, config, parameters, { dtype });
}

/** The parameters below a prefix, by their keys without it. */
export const below = (prefix: string, parameters: TrainedParameters): TrainedParameters =>
  new Map(
    [...parameters]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, tensor]) => [key.slice(prefix.length), tensor]),
  );

/** What a folder of the bundle holds, each key with the prefix before it. Throws CheckpointError. */
export function publishedWeights(
  folder: string,
  { file }: Pick<ModelKind<object>, 'file'>,
  prefix: string,
): TrainedParameters {
  const weights = openSafetensors(join(folder, file));
  return new Map([...weights.entries.keys()].map((key) => [prefix + key, readTensor(weights, key)]));
}
