/** @file Gradients against central differences. */
import { gradients } from '../../src/graph/autodiff.ts';
import { emit } from '../../src/graph/emit.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import { mul, reduceSum } from '../../src/graph/ops/index.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { type Random, seededRandom } from '../../src/tensor/random.ts';
import { type Shape, sizeOf } from '../../src/tensor/shape.ts';
import { float32, type Tensor } from '../../src/tensor/tensor.ts';

export interface GradientCheck {
  /** The float32 inputs by name; the gradient by each is checked. */
  readonly inputs: Readonly<Record<string, Shape>>;
  readonly build: (values: Readonly<Record<string, Value>>) => Value;
  /** Where inputs are drawn from: a point x of the standard normal distribution becomes at(x). */
  readonly at?: (x: number) => number;
  /** Of the differences; 0.01 by default. */
  readonly step?: number;
}

/** The value that `check` builds, and its inputs. */
export function buildCheck({ inputs, build }: GradientCheck): {
  readonly output: Value;
  readonly wrt: Readonly<Record<string, Value>>;
} {
  const wrt = Object.fromEntries(
    Object.entries(inputs).map(([name, shape]) => [name, input(name, { dtype: 'float32', shape })]),
  );
  return { output: build(wrt), wrt };
}

/**
 * The worst difference between a gradient's element and its central difference, of the loss Σ output ⊙ random; relative
 * to the element plus the gradient's root mean square.
 */
export async function worstGradientError(check: GradientCheck, seed = 1): Promise<number> {
  const { output, wrt } = buildCheck(check);
  const random = seededRandom(seed, 'gradcheck');
  const weights = drawn(random, output.type.shape);
  const loss = reduceSum(mul(output, constant(weights)), [...output.type.shape.keys()]);
  const names = Object.keys(wrt);
  const parts = gradients(loss, Object.values(wrt));
  const outputs = Object.fromEntries(parts.map((part, i) => [`d/${names[i] ?? ''}`, part]));

  const feeds = Object.fromEntries(
    Object.entries(check.inputs).map(([name, shape]) => {
      return [name, drawn(random, shape, check.at)];
    }),
  );
  const [forward, backward] = await Promise.all([loadModel(emit({ loss })), loadModel(emit(outputs))]);
  const used = new Set(emit(outputs).inputs.map(({ name }) => name));
  const analytic = await backward.run(
    Object.fromEntries(Object.entries(feeds).filter(([name]) => used.has(name))),
  );
  const lossAt = async (): Promise<number> => Number((await forward.run(feeds))['loss']?.data[0]);

  let worst = 0;
  for (const name of names) {
    const found = analytic[`d/${name}`]?.data as Float32Array;
    const numeric = await centralDifferences(feeds[name]?.data as Float32Array, check.step ?? 1e-2, lossAt);
    worst = Math.max(worst, worstError(found, numeric));
  }
  await Promise.all([forward.close(), backward.close()]);
  return worst;
}

/** Standard normal numbers, each moved by `at`. */
function drawn(random: Random, shape: Shape, at = (x: number): number => x): Tensor<'float32'> {
  const data = new Float32Array(sizeOf(shape));
  random.fillNormal(data);
  return float32(shape, data.map(at));
}

async function centralDifferences(
  x: Float32Array,
  step: number,
  lossAt: () => Promise<number>,
): Promise<Float64Array> {
  const differences = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const here = x[i] as number;
    x[i] = here + step;
    const above = await lossAt();
    x[i] = here - step;
    const below = await lossAt();
    x[i] = here;
    differences[i] = (above - below) / (2 * step);
  }
  return differences;
}

function worstError(found: Float32Array, numeric: Float64Array): number {
  const scale = Math.sqrt(numeric.reduce((sum, d) => sum + d * d, 0) / numeric.length);
  return found.reduce((worst, d, i) => {
    const n = numeric[i] as number;
    const error = Math.abs(d - n) / (Math.abs(n) + scale + 1e-6);
    return Number.isFinite(error) ? Math.max(worst, error) : Infinity;
  }, 0);
}
