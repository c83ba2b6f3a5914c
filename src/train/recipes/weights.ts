/** @file Where recipes write the trained parts of the bundle, and how: config.json beside a float16 safetensors file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeSafetensors } from '../../checkpoint/write-safetensors.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import type { TrainedParameters } from '../recipe.ts';

/** The embedded bundle and the judges, below the folder that the command is run in. */
export const TOON_BUNDLE = join('weights', 'toon');
export const JUDGES = join('weights', 'judges');

export function saveModel(
  folder: string,
  file: string,
  config: unknown,
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
  writeSafetensors(join(folder, file), tensors, { dtype: 'float16', metadata: { format: 'pt' } });
}

/** The parameters below a prefix, by their keys without it. */
export const below = (prefix: string, parameters: TrainedParameters): TrainedParameters =>
  new Map(
    [...parameters]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, tensor]) => [key.slice(prefix.length), tensor]),
  );
