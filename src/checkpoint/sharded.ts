/** @file Finds a model's tensors: a safetensors file, a folder in the diffusers or transformers layout, or shards behind an index. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { openSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors.ts';

export interface LocatedTensor {
  readonly file: SafetensorsFile;
  readonly stored: StoredTensor;
  /** The file as the folder names it, links not resolved. */
  readonly shownPath: string;
}

/** In the order of preference. */
const FILES = ['diffusion_pytorch_model', 'model'] as const;

/** Publishers put the same weights in half precision beside the others, or alone. */
const VARIANTS = ['', '.fp16'] as const;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Every tensor of a file, an index or a model's folder, by key. Throws CheckpointError. */
export function locateTensors(path: string): ReadonlyMap<string, LocatedTensor> {
  const chosen = isFolder(path) ? findInFolder(path) : path;
  return chosen.endsWith('.json') ? openShards(chosen) : tensorsOf(chosen);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

function findInFolder(folder: string): string {
  const candidates = VARIANTS.flatMap((variant) =>
    FILES.flatMap((name) => [
      join(folder, `${name}${variant}.safetensors`),
      join(folder, `${name}.safetensors.index${variant}.json`),
    ]),
  );
  const found = candidates.find((candidate) => existsSync(candidate));
  if (found === undefined) {
    const expected = candidates.map((candidate) => basename(candidate)).join(', ');
    throw new CheckpointError(`${folder}: no weights, expected one of ${expected}`);
  }
  return found;
}

function openShards(path: string): ReadonlyMap<string, LocatedTensor> {
  const index = indexSchema.safeParse(parseJson(path));
  if (!index.success) throw new CheckpointError(`${path}: no weight_map`);
  const files = new Map<string, SafetensorsFile>();
  const tensors = new Map<string, LocatedTensor>();
  for (const [key, name] of Object.entries(index.data.weight_map)) {
    if (basename(name) !== name)
      throw new CheckpointError(`${path}: ${key} lies outside the folder, in ${name}`);
    const shownPath = join(dirname(path), name);
    const file = files.get(name) ?? openSafetensors(shownPath);
    files.set(name, file);
    const stored = file.entries.get(key);
    if (stored === undefined) throw new CheckpointError(`${path}: ${key} is missing from ${name}`);
    tensors.set(key, { file, stored, shownPath });
  }
  return tensors;
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new CheckpointError(`${path}: not a readable JSON file`, { cause });
  }
}

function tensorsOf(path: string): ReadonlyMap<string, LocatedTensor> {
  const file = openSafetensors(path);
  return new Map([...file.entries].map(([key, stored]) => [key, { file, stored, shownPath: path }]));
}
