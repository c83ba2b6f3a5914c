/** @file The scope of a model in training: every tensor that a layer asks for becomes a parameter, an input of the graph. */
import { CheckpointError } from '../errors.ts';
import { input, type Value } from '../graph/graph.ts';
import { slice } from '../graph/ops/index.ts';
import { seededRandom } from '../tensor/random.ts';
import { formatShape, sameShape, type Shape, sizeOf } from '../tensor/shape.ts';
import { type Tensor, tensor } from '../tensor/tensor.ts';
import type { Init, Scope } from './scope.ts';

export interface Parameter {
  /** The prefix and the checkpoint key; also the name of the graph's input. */
  readonly key: string;
  readonly shape: Shape;
  readonly init: Init;
  readonly value: Value;
}

export interface Parameters {
  readonly scope: Scope;
  /** In the order in which layers asked; grows while a model is built. */
  readonly parameters: readonly Parameter[];
}

/** `prefix` ("unet.") keeps the models of one graph apart. The same key asked twice is the same parameter; throws CheckpointError when its shape differs. */
export function createParameters(prefix = ''): Parameters {
  const known = new Map<string, Parameter>();
  const parameters: Parameter[] = [];

  const get = (key: string, shape: Shape, init: Init): Value => {
    const before = known.get(key);
    if (before !== undefined && !sameShape(before.shape, shape)) {
      throw new CheckpointError(
        `${key} was asked for as ${formatShape(before.shape)} and again as ${formatShape(shape)}`,
      );
    }
    if (before !== undefined) return before.value;
    const parameter = { key, shape, init, value: input(key, { dtype: 'float32', shape }) };
    known.set(key, parameter);
    parameters.push(parameter);
    return parameter.value;
  };

  const at = (path: string): Scope => ({
    kernels: 'differentiable',
    at: (name) => at(`${path}${name}.`),
    tensor: (key, shape, init) => get(path + key, shape, init),
    rows: (key, shape, init, start, end) => slice(get(path + key, shape, init), 0, start, end),
    has: () => undefined,
  });
  return { scope: at(prefix), parameters };
}

/** First values by key. A parameter's numbers depend on the seed and its own key alone. */
export function initialise(
  parameters: readonly Parameter[],
  seed: number | string,
): Map<string, Float32Array<ArrayBuffer>> {
  return new Map(
    parameters.map(({ key, shape, init }) => {
      const values = new Float32Array(sizeOf(shape));
      if (init.kind === 'constant') values.fill(init.value);
      else seededRandom(seed, key).fillNormal(values, init.standardDeviation);
      return [key, values];
    }),
  );
}

export const countParameters = (parameters: readonly Parameter[]): number =>
  parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);

/** Trained values as tensors for `saveModel`: the parameters below `prefix`, under their checkpoint keys. */
export function storedTensors(
  parameters: readonly Parameter[],
  values: ReadonlyMap<string, Float32Array>,
  prefix = '',
): Map<string, Tensor<'float32'>> {
  const own = parameters.filter(({ key }) => key.startsWith(prefix));
  return new Map(
    own.map(({ key, shape }) => {
      const data = values.get(key);
      if (data === undefined) throw new CheckpointError(`${key} has no value to store`);
      return [key.slice(prefix.length), tensor('float32', shape, data)];
    }),
  );
}
