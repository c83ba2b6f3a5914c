/** @file A model's folder in the layout of diffusers and transformers: config.json and one safetensors file. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError, ShapeError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Checkpoint, type CheckpointOptions, openCheckpoint } from './checkpoint-scope.ts';
import { readJson } from './stored-file.ts';
import { writeSafetensors, type WriteOptions } from './write-safetensors.ts';

/** How one kind of model is stored, and how its config.json is read. */
export interface ModelKind<Config extends object> {
  /** The weights' file name. */
  readonly file: 'diffusion_pytorch_model.safetensors' | 'model.safetensors';
  /** Entries of config.json that say which class it is. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly parse: (json: unknown) => Config;
  /** Keys that other programs' checkpoints carry and no layer uses. */
  readonly ignored?: readonly RegExp[];
}

/** Writes the weights, then the config, each whole or not at all; makes the folder. */
export function saveModel<Config extends object>(
  folder: string,
  kind: ModelKind<Config>,
  config: Config,
  tensors: ReadonlyMap<string, Tensor<'float32'>>,
  { metadata, ...options }: WriteOptions = {},
): void {
  mkdirSync(folder, { recursive: true });
  writeSafetensors(join(folder, kind.file), tensors, { ...options, metadata: { format: 'pt', ...metadata } });
  const temporary = join(folder, `config.json.${process.pid}.part`);
  writeFileSync(temporary, `${JSON.stringify({ ...kind.header, ...config }, undefined, 2)}\n`);
  renameSync(temporary, join(folder, 'config.json'));
}

/**
 * Builds a stored network once, so that every tensor is asked for. Throws CheckpointError, also where the config's numbers do not fit
 * each other: there a ShapeError is the folder's fault and no caller's.
 */
export function buildOnce(
  folder: string,
  { finish }: Pick<Checkpoint, 'finish'>,
  build: () => unknown,
): void {
  try {
    build();
  } catch (error) {
    if (!(error instanceof ShapeError)) throw error;
    throw new CheckpointError(`${folder}: its config does not fit together: ${error.message}`, {
      cause: error,
    });
  }
  finish();
}

export interface OpenModel<Config> extends Checkpoint {
  readonly config: Config;
}

/** Opens such a folder. Throws CheckpointError when the config or the weights are missing or damaged. */
export function openModel<Config extends object>(
  folder: string,
  kind: ModelKind<Config>,
  options: CheckpointOptions = {},
): OpenModel<Config> {
  const config = kind.parse(readJson(join(folder, 'config.json')));
  const { scope, finish } = openCheckpoint(folder, options);
  return {
    config,
    scope,
    finish: (ignored = []) => {
      finish([...(kind.ignored ?? []), ...ignored]);
    },
  };
}
