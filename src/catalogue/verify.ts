/** @file Whether a registered model is still what it was: structure, sizes and hashes. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CheckpointError } from '../errors.ts';
import { digestFile } from './digest.ts';
import { type Inspection, inspectModel } from './inspect.ts';
import { isWeights } from './listing.ts';
import type { ModelFile, RegisteredModel } from './registry.ts';

export interface Verification {
  /** Sentences; empty when all is well. */
  readonly problems: readonly string[];
  /** Files whose hash nobody knew before: it is recorded now. */
  readonly recorded: number;
  /** As the registry should have it from now on. */
  readonly model: RegisteredModel;
}

export interface VerifyOptions {
  /** Read every file and compare its SHA-256. */
  readonly hashes: boolean;
  readonly onFile?: (done: number, total: number, path: string) => void;
}

export async function verifyModel(model: RegisteredModel, options: VerifyOptions): Promise<Verification> {
  const problems: string[] = [];
  try {
    const others = filesBesides(await inspectModel(model.folder), model.files);
    problems.push(
      ...others.map(
        (path) =>
          `${join(model.folder, path)} would be used, and was not there when the model was registered`,
      ),
    );
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error;
    problems.push(error.message);
  }
  const files: ModelFile[] = [];
  let recorded = 0;
  for (const [index, file] of model.files.entries()) {
    options.onFile?.(index, model.files.length, file.path);
    const checked = await verifyFile(model.folder, file, options.hashes);
    if (typeof checked === 'string') problems.push(checked);
    else if (checked.sha256 !== file.sha256) recorded++;
    files.push(typeof checked === 'string' ? file : checked);
  }
  options.onFile?.(model.files.length, model.files.length, '');
  return { problems, recorded, model: { ...model, files } };
}

/** Weights that a folder's networks would be read from, and that are not among `files`. */
export function filesBesides(inspection: Inspection, files: readonly ModelFile[]): readonly string[] {
  const known = new Set(files.map(({ path }) => path));
  return inspection.files.map(({ path }) => path).filter((path) => isWeights(path) && !known.has(path));
}

/** The file with its hash, or what is wrong with it. */
async function verifyFile(folder: string, file: ModelFile, hashes: boolean): Promise<ModelFile | string> {
  const path = join(folder, file.path);
  let bytes: number;
  try {
    bytes = (await stat(path)).size;
  } catch {
    return `${path} is gone`;
  }
  if (bytes !== file.bytes) return `${path} has ${bytes} bytes, expected ${file.bytes}`;
  if (!hashes) return file;
  const sha256 = await digestFile(path, 'sha256');
  if (file.sha256 === undefined) return { ...file, sha256, trust: 'recorded' };
  return sha256 === file.sha256 ? file : `${path} has SHA-256 ${sha256}, expected ${file.sha256}`;
}
