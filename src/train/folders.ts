/** @file Where trainings keep their files. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cacheFolder = (): string => join(homedir(), '.cache', 'dreamidentity');

export const runFolder = (recipe: string, preset: string): string =>
  join(cacheFolder(), `${recipe}-${preset}`);

export const stateFile = (folder: string): string => join(folder, 'state.safetensors');
