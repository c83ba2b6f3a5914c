/** @file Runs a model once with seeded weights and inputs. */
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../../src/checkpoint/scope.ts';
import { emit } from '../../src/graph/emit.ts';
import type { Value } from '../../src/graph/graph.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { sizeOf } from '../../src/tensor/shape.ts';
import { type Tensor, tensor } from '../../src/tensor/tensor.ts';

export type Outputs = Readonly<Record<string, Value>>;
export type Tensors = Readonly<Record<string, Tensor>>;

/** One run; feeds that the graph does not read are left out. */
export async function evaluate(outputs: Outputs, feeds: Tensors = {}): Promise<Record<string, Tensor>> {
  const model = emit(outputs);
  const session = await loadModel(model);
  const read = new Set(model.inputs.map(({ name }) => name));
  try {
    return await session.run(Object.fromEntries(Object.entries(feeds).filter(([name]) => read.has(name))));
  } finally {
    await session.close();
  }
}

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
