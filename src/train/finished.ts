/** @file What is done with a stored training without going on with it: the bundle's files, a small copy to carry on elsewhere. */
import { ConfigError } from '../errors.ts';
import { cacheFolder, runFolder, stateFile } from './folders.ts';
import { allocateState, layoutOf } from './layout.ts';
import { loadRecipe } from './load-recipe.ts';
import { type Preset, presetOf, type RecipeContext } from './recipe.ts';
import { loadAverages, loadState, saveSmallState, storedConfig } from './state-file.ts';

export interface StoredTraining {
  readonly recipe: string;
  readonly preset: Preset;
  readonly folder?: string;
  readonly onProgress?: RecipeContext['onProgress'];
}

/** Writes the recipe's part of the bundle from the latest checkpoint's averaged weights; a training may be going on. */
export async function exportRecipe({ recipe, preset, folder, onProgress }: StoredTraining): Promise<void> {
  const loaded = await loadRecipe(recipe);
  const { name } = loaded;
  if (loaded.export === undefined) throw new ConfigError(`recipe "${name}" exports nothing`);
  const context = { cacheFolder: cacheFolder(), onProgress: onProgress ?? (() => undefined) };
  const file = stateFile(folder ?? runFolder(name, preset));
  await loaded.export({ ...presetOf(loaded, preset), ...storedConfig(file) }, loadAverages(file), context);
}

/** The latest checkpoint as float16 in `path`, at most 45 MB; `trainRecipe` resumes from it. Returns the groups of tensors written. */
export async function exportState(
  { recipe, preset, folder }: StoredTraining,
  path: string,
): Promise<readonly string[]> {
  const loaded = await loadRecipe(recipe);
  const file = stateFile(folder ?? runFolder(loaded.name, preset));
  const config = { ...presetOf(loaded, preset), ...storedConfig(file) };
  const layout = layoutOf(loaded.build(config, 1).parameters);
  const state = allocateState(layout, 0);
  const progress = loadState(file, layout, state);
  return saveSmallState(path, layout, state, progress, { recipe: loaded.name, preset, config });
}
