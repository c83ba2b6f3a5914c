/** @file The recipes by name. */
import type { Recipe } from '../recipe.ts';

export const recipes: Readonly<Record<string, () => Promise<Recipe>>> = {};
