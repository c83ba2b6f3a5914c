/** @file `models import`: registers a folder where it lies. */
import { basename, dirname, resolve } from 'node:path';
import { inspectModel } from '../../../catalogue/inspect.ts';
import { readRegistry, registerModel } from '../../../catalogue/registry.ts';
import { UserError } from '../../../errors.ts';
import { loadConfig } from '../../config.ts';
import { printAdded } from './describe.ts';

interface Flags {
  readonly name?: string;
  readonly replace?: boolean;
}

export async function importModel(path: string, flags: Flags): Promise<void> {
  const folder = resolve(path);
  const { dataFolder } = loadConfig();
  const name = flags.name ?? nameOf(folder);
  const known = (await readRegistry(dataFolder)).find((model) => model.name === name);
  if (known !== undefined && known.folder !== folder && flags.replace !== true) {
    throw new UserError(
      'name-taken',
      `"${name}" is already ${known.folder}. Choose another name (--name), or --replace it.`,
    );
  }
  const { type, parts, files, remarks } = await inspectModel(folder);
  const addedAt = new Date().toISOString();
  const origin = { kind: 'import' } as const;
  const model = { name, type, folder, addedAt, origin, parts: [...parts], files: [...files] };
  await registerModel(dataFolder, model);
  printAdded(model, remarks);
}

/** In a Hugging Face cache (models--OWNER--NAME/snapshots/COMMIT) the last folder is only a commit. */
function nameOf(folder: string): string {
  const cached = /^models--.+?--(.+)$/.exec(basename(dirname(dirname(folder))))?.[1];
  return basename(dirname(folder)) === 'snapshots' && cached !== undefined ? cached : basename(folder);
}
