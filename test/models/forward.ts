/** @file Seeded weights and inputs for models under test, and how far two results are apart. */
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../../src/checkpoint/scope.ts';
import type { Value } from '../../src/graph/graph.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import { type Tensor, tensor } from '../../src/tensor/tensor.ts';

export type Outputs = Readonly<Record<string, Value>>;
export type Tensors = Readonly<Record<string, Tensor>>;

/** Seeded first weights of a model, by checkpoint key; zeros become noise too, so that no branch is dead. */
export function someWeights(build: (scope: Scope) => unknown, seed = 1): Map<string, Tensor<'float32'>> {
  const { scope, parameters } = createParameters();
  build(scope);
  const values = initialise(parameters, seed);
  for (const [key, data] of values) {
    const { next } = seededRandom(seed, `noise of ${key}`);
    data.forEach((value, i) => (data[i] = value + 0.1 * (next() - 0.5)));
  }
  return storedTensors(parameters, values);
}

export const noise = (shape: readonly number[], seed: string): Tensor<'float32'> =>
  tensor('float32', shape, seededRandom(seed).fillNormal(new Float32Array(sizeOf(shape))));

/** max |a - b| / max |b|. */
export function relativeDifference(a: Tensor | undefined, b: Tensor | undefined): number {
  if (
    !(a?.data instanceof Float32Array) ||
    !(b?.data instanceof Float32Array) ||
    a.data.length !== b.data.length
  ) {
    return NaN;
  }
  let [difference, largest] = [0, 0];
  for (const [i, value] of b.data.entries()) {
    difference = Math.max(difference, Math.abs((a.data[i] ?? NaN) - value));
    largest = Math.max(largest, Math.abs(value));
  }
  return difference / largest;
}

/** The same weights with each kind of kernels. */
export const scopes = (
  weights: ReadonlyMap<string, Tensor<'float32'>>,
): { training: Scope; inference: Scope } => ({
  training: constantScope(weights),
  inference: constantScope(weights, { kernels: 'fused' }),
});
