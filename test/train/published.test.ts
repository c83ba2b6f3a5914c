/** @file A training that begins from the bundle: what is published fits the recipe that made it. */
import { expect, test } from 'vitest';
import { loadRecipe } from '../../src/train/load-recipe.ts';

test.each(['vae', 'vae-decoder', 'text-to-image', 'face-recognizer', 'face-vit'])(
  'every published weight of %s is one of its parameters, in size too',
  async (name) => {
    const recipe = await loadRecipe(name);
    const plan = recipe.presets.v0;
    const sizes = new Map(
      recipe
        .build(plan, 1)
        .parameters.map(({ key, shape }) => [key, shape.reduce((product, n) => product * n, 1)]),
    );
    const published = recipe.published?.(plan) ?? new Map<string, never>();
    expect(published.size).toBeGreaterThan(10);
    for (const [key, { data }] of published) expect(data.length, key).toBe(sizes.get(key));
  },
);
