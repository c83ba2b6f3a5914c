/** @file Finds a recipe by name; the worker threads do so for themselves, as functions cannot be sent to them. */
import { ConfigError } from '../errors.ts';
import { moduleUrl } from '../runtime/spawn-worker.ts';
import type { Recipe } from './recipe.ts';
import { recipes } from './recipes/index.ts';

/** By the name in the table, or by the URL of a module that exports `recipe`. Throws ConfigError. */
export async function loadRecipe(reference: string): Promise<Recipe> {
  if (reference.startsWith('file:')) {
    const module = (await import(moduleUrl(new URL(reference)).href)) as { readonly recipe?: Recipe };
    if (module.recipe === undefined) throw new ConfigError(`${reference} exports no "recipe"`);
    return module.recipe;
  }
  const load = recipes[reference];
  if (load === undefined) {
    const known = Object.keys(recipes).join(', ');
    throw new ConfigError(`there is no recipe "${reference}", expected one of: ${known}`);
  }
  return load();
}
