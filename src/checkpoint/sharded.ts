/** @file Finds a model's tensors: a safetensors file, a folder in the diffusers or transformers layout, or shards behind an index. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { openSafetensors, type SafetensorsFile, type StoredTensor } from './safetensors.ts';
import { readJson, statusOf } from './stored-file.ts';

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

/** Weights as PyTorch itself stores them. */
const PICKLES = /^(diffusion_pytorch_model|pytorch_model|model)\b.*\.(bin|ckpt|pt|pth)$/;

const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Every tensor of a file, an index or a model's folder, by key. Throws CheckpointError. */
export function locateTensors(path: string): ReadonlyMap<string, LocatedTensor> {
  const chosen = isFolder(path) ? findInFolder(path) : path;
  return chosen.endsWith('.json') ? openShards(chosen) : tensorsOf(chosen);
}

const isFolder = (path: string): boolean => statusOf(path)?.isDirectory() ?? false;

function findInFolder(folder: string): string {
  const candidates = VARIANTS.flatMap((variant) =>
    FILES.flatMap((name) => [
      `${name}${variant}.safetensors`,
      `${name}.safetensors.index${variant}.json`,
      // As diffusers 0.30 names it.
      ...(variant === '' ? [] : [`${name}.safetensors${variant}.index.json`]),
    ]),
  );
  // By name: a link that leads nowhere is the folder's fault, and no reason to take other weights.
  const names = readdirSync(folder);
  const found = candidates.find((candidate) => names.includes(candidate));
  if (found !== undefined) return join(folder, found);
  const pickle = names.find((name) => PICKLES.test(name));
  throw new CheckpointError(
    pickle === undefined
      ? `${folder}: no weights, expected one of ${candidates.join(', ')}`
      : `${folder}: ${pickle} is a pickle, a program that builds tensors when it is run, and is not run here; convert it where you trust it (diffusers: from_pretrained, then save_pretrained)`,
  );
}

function openShards(path: string): ReadonlyMap<string, LocatedTensor> {
  const index = indexSchema.safeParse(readJson(path));
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

function tensorsOf(path: string): ReadonlyMap<string, LocatedTensor> {
  const file = openSafetensors(path);
  return new Map([...file.entries].map(([key, stored]) => [key, { file, stored, shownPath: path }]));
}
