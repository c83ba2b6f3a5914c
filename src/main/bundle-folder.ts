/** @file Which folder a model's name means: a path, or the name of a registered model. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRegistry } from '../catalogue/registry.ts';
import { ConfigError, UserError } from '../errors.ts';
import type { Config } from './config.ts';

/** A folder that is there wins over a name. Throws ConfigError when the name means something else than a bundle. */
export async function bundleFolder({
  bundle,
  dataFolder,
}: Pick<Config, 'bundle' | 'dataFolder'>): Promise<string> {
  if (existsSync(join(bundle, 'model_index.json'))) return bundle;
  const models = await readRegistry(dataFolder);
  const model = models.find(({ name }) => name === bundle);
  if (model?.type === 'bundle') return model.folder;
  if (model === undefined) {
    // A folder that is there says better itself what it lacks.
    if (existsSync(bundle)) return bundle;
    const known = models.filter(({ type }) => type === 'bundle').map(({ name }) => name);
    throw new ConfigError(
      `BUNDLE is "${bundle}", which is no folder and no registered model; ${known.length === 0 ? 'none is registered yet (models import FOLDER)' : `there are ${known.join(', ')}`}.`,
    );
  }
  throw new ConfigError(`BUNDLE is "${bundle}", which is a ${model.type}; expected a bundle.`);
}

/** The same for a ControlNet that a command names. Throws UserError when there is none. */
export async function controlNetFolder(
  name: string,
  { dataFolder }: Pick<Config, 'dataFolder'>,
): Promise<string> {
  if (existsSync(join(name, 'config.json'))) return name;
  const model = (await readRegistry(dataFolder)).find((candidate) => candidate.name === name);
  if (model?.type === 'controlnet') return model.folder;
  throw new UserError(
    'no-such-controlnet',
    `"${name}" is neither a ControlNet's folder nor the name of one that \`models list\` shows.`,
  );
}
