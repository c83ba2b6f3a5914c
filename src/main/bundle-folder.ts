/** @file Which folder the BUNDLE setting means: a path, or the name of a registered model. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRegistry } from '../catalogue/registry.ts';
import { ConfigError } from '../errors.ts';
import type { Config } from './config.ts';

/** A folder that is there wins over a name. Throws ConfigError when the name means something else than a bundle. */
export async function bundleFolder({
  bundle,
  dataFolder,
}: Pick<Config, 'bundle' | 'dataFolder'>): Promise<string> {
  if (existsSync(join(bundle, 'model_index.json'))) return bundle;
  const model = (await readRegistry(dataFolder)).find(({ name }) => name === bundle);
  if (model === undefined) return bundle;
  if (model.type === 'bundle') return model.folder;
  throw new ConfigError(`BUNDLE is "${bundle}", which is a ${model.type}; expected a bundle.`);
}
