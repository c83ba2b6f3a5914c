/** @file A drawn person as numbers: every parameter of the drawing, standardised over the population. */
import { identityOf } from '../../toon/identity.ts';
import type { Identity } from '../../toon/traits.ts';

/** A named number for each leaf: numbers as they are, colours as three channels, words as one-hot entries. */
function leaves(value: unknown, name: string, out: Map<string, number>): Map<string, number> {
  if (typeof value === 'number') out.set(name, value);
  else if (typeof value === 'boolean') out.set(name, value ? 1 : 0);
  else if (typeof value === 'string' && value.startsWith('#')) {
    [1, 3, 5].forEach((at, channel) =>
      out.set(`${name}.${channel}`, Number.parseInt(value.slice(at, at + 2), 16)),
    );
  } else if (typeof value === 'string') out.set(`${name}=${value}`, 1);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, child] of Object.entries(value))
      if (key !== 'seed') leaves(child, `${name}.${key}`, out);
  }
  return out;
}

export interface IdentityVectors {
  readonly width: number;
  /** Each entry has about mean 0 and deviation 1 over the population. */
  readonly of: (identity: Identity) => Float32Array;
}

/** Measures the population on the people with the given seeds. */
export function identityVectors(seeds: readonly number[]): IdentityVectors {
  const population = seeds.map((seed) => leaves(identityOf(seed), '', new Map()));
  const names = [...new Set(population.flatMap((person) => [...person.keys()]))].sort();
  const statistics = names.map((name) => {
    const values = population.map((person) => person.get(name) ?? 0);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
    return { name, mean, deviation: Math.sqrt(variance) };
  });
  const varying = statistics.filter(({ deviation }) => deviation > 1e-6);
  return {
    width: varying.length,
    of(identity) {
      const person = leaves(identity, '', new Map());
      return Float32Array.from(
        varying,
        ({ name, mean, deviation }) => ((person.get(name) ?? 0) - mean) / deviation,
      );
    },
  };
}
