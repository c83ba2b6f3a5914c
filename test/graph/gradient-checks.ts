/** @file For every operator: the graphs on which its gradient is checked, or why it has none. */
import { scalar } from '../../src/graph/constants.ts';
import { constant, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { float32, int64, tensor } from '../../src/tensor/tensor.ts';
import type { GradientCheck } from '../helpers/gradcheck.ts';

type Values = Readonly<Record<string, Value>>;
type Build = (value: (name: string) => Value) => Value;

/** The check whose `build` asks for its inputs by name. */
function check(
  inputs: Readonly<Record<string, Shape>>,
  build: Build,
  at?: (x: number) => number,
): GradientCheck {
  const find =
    (values: Values) =>
    (name: string): Value => {
      const value = values[name];
      if (value === undefined) throw new RangeError(`no input ${name}`);
      return value;
    };
  return { inputs, build: (values) => build(find(values)), ...(at !== undefined && { at }) };
}

/** Points away from zero by more than the step of the differences. */
const awayFromZero = (x: number): number => x + Math.sign(x) * 0.1;
/** Points between 0.5 and 2.5 or so. */
const positive = (x: number): number => 0.5 + Math.abs(x);

const unary = (op: (x: Value) => Value, at?: (x: number) => number): GradientCheck[] => [
  check({ x: [3, 7] }, (v) => op(v('x')), at),
];

/** Equal shapes, a row, a column between, a scalar, and the same value twice. */
const binary = (op: (a: Value, b: Value) => Value, at?: (x: number) => number): GradientCheck[] => [
  check({ a: [2, 3, 4], b: [2, 3, 4] }, (v) => op(v('a'), v('b')), at),
  check({ a: [2, 3, 4], b: [4] }, (v) => op(v('a'), v('b')), at),
  check({ a: [3, 1], b: [2, 3, 4] }, (v) => op(v('a'), v('b')), at),
  check({ a: [2, 1, 4, 1], b: [1, 3, 1, 2] }, (v) => op(v('a'), v('b')), at),
  check({ a: [], b: [2, 3] }, (v) => op(v('a'), v('b')), at),
  check({ a: [2, 3] }, (v) => op(v('a'), v('a')), at),
];

const ids = (...values: number[]): Value => constant(int64([values.length], values));

interface Convolution {
  readonly x: Shape;
  readonly w: Shape;
  readonly stride?: number;
  readonly padding?: number | readonly [number, number, number, number];
  readonly group?: number;
}

/** Small outputs gather patches for the weights' gradient, outputs from 16x16 on multiply cell by cell. */
const CONVOLUTIONS: readonly Convolution[] = [
  { x: [2, 3, 6, 6], w: [4, 3, 3, 3], padding: 1 },
  { x: [2, 3, 7, 5], w: [4, 3, 3, 3], padding: 1, stride: 2 },
  { x: [2, 3, 6, 6], w: [4, 3, 3, 3], padding: 1, stride: 2 },
  { x: [2, 2, 6, 8], w: [3, 2, 3, 3], padding: [0, 0, 1, 1], stride: 2 },
  { x: [2, 2, 7, 7], w: [3, 2, 3, 3], padding: [0, 0, 1, 1], stride: 2 },
  { x: [2, 2, 6, 5], w: [3, 2, 3, 3], padding: [2, 0, 1, 1] },
  { x: [2, 3, 5, 4], w: [4, 3, 1, 1] },
  { x: [2, 3, 5, 4], w: [4, 3, 1, 1], stride: 2 },
  { x: [2, 3, 4, 4], w: [2, 3, 1, 1], padding: 1 },
  { x: [1, 2, 6, 7], w: [3, 2, 2, 3] },
  { x: [2, 3, 8, 8], w: [2, 3, 4, 4], stride: 4 },
  { x: [2, 2, 16, 16], w: [3, 2, 3, 3], padding: 1 },
  { x: [1, 2, 17, 19], w: [2, 2, 3, 3], padding: [0, 1, 2, 1] },
  { x: [1, 1, 33, 34], w: [2, 1, 3, 3], padding: [0, 0, 1, 1], stride: 2 },
  { x: [2, 2, 16, 16], w: [3, 2, 1, 1] },
];

/** Depthwise ones, with two kernels a channel, and groups of several channels. */
const GROUPED: readonly Convolution[] = [
  { x: [2, 3, 6, 5], w: [3, 1, 3, 3], padding: 1, group: 3 },
  { x: [2, 3, 6, 6], w: [3, 1, 3, 3], padding: [0, 0, 1, 1], stride: 2, group: 3 },
  { x: [1, 2, 5, 6], w: [4, 1, 1, 1], group: 2 },
  { x: [2, 4, 5, 5], w: [6, 2, 3, 3], padding: 1, group: 2 },
  { x: [1, 4, 6, 5], w: [2, 2, 3, 3], stride: 2, group: 2 },
];

const convolutionCheck = ({ x, w, ...options }: Convolution): GradientCheck =>
  check({ x, w, b: [w[0] ?? 0] }, (v) => ops.conv(v('x'), v('w'), v('b'), options));

/** Elements that lie further apart than the differences' step, in a shuffled order. */
function spread(x: Value): Value {
  const count = x.type.shape.reduce((a, b) => a * b, 1);
  const levels = Float32Array.from({ length: count }, (_, i) => (i * 37) % count);
  return ops.add(ops.mul(x, scalar(0.1)), constant(float32(x.type.shape, levels)));
}

export type OpName = keyof typeof ops;

export const GRADIENT_CHECKS: Partial<Record<OpName, readonly GradientCheck[]>> = {
  abs: unary(ops.abs, awayFromZero),
  add: binary(ops.add),
  averagePool: [
    check({ x: [2, 3, 4, 6] }, (v) => ops.averagePool(v('x'), 2)),
    check({ x: [1, 2, 6, 3] }, (v) => ops.averagePool(v('x'), 3)),
  ],
  // A step that float16 can tell apart.
  cast: [{ ...check({ x: [2, 3] }, (v) => ops.cast(ops.cast(v('x'), 'float16'), 'float32')), step: 0.5 }],
  clip: unary(
    (x) => ops.clip(x, -0.4, 0.7),
    (x) => (Math.min(Math.abs(x + 0.4), Math.abs(x - 0.7)) < 0.05 ? 0.2 : x),
  ),
  concat: [
    check({ a: [2, 3, 4], b: [2, 1, 4], c: [2, 2, 4] }, (v) => ops.concat([v('a'), v('b'), v('c')], 1)),
    check({ a: [2, 3] }, (v) => ops.concat([v('a'), v('a')], -1)),
  ],
  conv: [...CONVOLUTIONS, ...GROUPED].map(convolutionCheck),
  cos: unary(ops.cos),
  div: binary(ops.div, positive),
  erf: unary(ops.erf),
  exp: unary(ops.exp),
  expand: [
    check({ x: [3, 1] }, (v) => ops.expand(v('x'), [2, 3, 4])),
    check({ x: [] }, (v) => ops.expand(v('x'), [2, 3])),
  ],
  gather: [
    check({ table: [5, 3] }, (v) => ops.gather(v('table'), ids(1, 3, 3, 0))),
    check({ table: [5, 2, 2] }, (v) =>
      ops.gather(v('table'), constant(tensor('int32', [2, 2], Int32Array.of(4, 4, 1, 4)))),
    ),
    check({ table: [2, 4, 3] }, (v) => ops.gather(v('table'), ids(2, 0, 2), 1)),
    check({ table: [2, 4] }, (v) => ops.gather(v('table'), ids(1, 1), -1)),
  ],
  gelu: unary(ops.gelu),
  gemm: [
    check({ a: [3, 4], b: [4, 2] }, (v) => ops.gemm(v('a'), v('b'))),
    check({ a: [4, 3], b: [4, 2] }, (v) => ops.gemm(v('a'), v('b'), { transA: true })),
    check({ a: [3, 4], b: [2, 4], c: [2] }, (v) => ops.gemm(v('a'), v('b'), { transB: true, c: v('c') })),
    check({ a: [4, 3], b: [2, 4], c: [3, 1] }, (v) =>
      ops.gemm(v('a'), v('b'), { transA: true, transB: true, c: v('c') }),
    ),
  ],
  identity: unary(ops.identity),
  layerNormalization: [
    check({ x: [3, 5, 8], scale: [8], bias: [8] }, (v) =>
      ops.layerNormalization(v('x'), v('scale'), v('bias'), 1e-5),
    ),
    check({ x: [4, 6] }, (v) =>
      ops.layerNormalization(
        v('x'),
        constant(float32([6], new Float32Array(6).fill(1))),
        constant(float32([6])),
        1e-3,
      ),
    ),
    check({ x: [4, 6] }, (v) =>
      ops.layerNormalization(
        v('x'),
        constant(float32([6], Float32Array.of(1, 2, 1, 1, 1, 1))),
        constant(float32([6])),
        1e-5,
      ),
    ),
    check({ x: [4, 6] }, (v) =>
      ops.layerNormalization(
        v('x'),
        constant(float32([6], new Float32Array(6).fill(1))),
        constant(float32([6], Float32Array.of(0, 0, 3, 0, 0, 0))),
        1e-5,
      ),
    ),
  ],
  log: unary(ops.log, positive),
  logSoftmax: [
    check({ x: [4, 9] }, (v) => ops.logSoftmax(v('x'))),
    check({ x: [2, 3, 2] }, (v) => ops.logSoftmax(v('x'), 1)),
  ],
  matMul: [
    check({ a: [3, 4], b: [4, 2] }, (v) => ops.matMul(v('a'), v('b'))),
    check({ a: [2, 2, 3, 4], b: [2, 2, 4, 2] }, (v) => ops.matMul(v('a'), v('b'))),
    check({ a: [2, 1, 3, 4], b: [3, 4, 2] }, (v) => ops.matMul(v('a'), v('b'))),
  ],
  maxPool: [
    { ...check({ x: [2, 3, 4, 6] }, (v) => ops.maxPool(spread(v('x')), 2)), step: 0.1 },
    { ...check({ x: [1, 2, 7, 8] }, (v) => ops.maxPool(spread(v('x')), 3, 2)), step: 0.1 },
  ],
  mul: binary(ops.mul),
  neg: unary(ops.neg),
  pRelu: [
    check({ x: [2, 3, 4, 4], slope: [3, 1, 1] }, (v) => ops.pRelu(v('x'), v('slope')), awayFromZero),
    check({ x: [3, 5], slope: [] }, (v) => ops.pRelu(v('x'), v('slope')), awayFromZero),
  ],
  pad: [
    check({ x: [2, 3] }, (v) =>
      ops.pad(v('x'), [
        [0, 1],
        [2, 0],
      ]),
    ),
    check({ x: [3, 4] }, (v) =>
      ops.pad(v('x'), [
        [-1, 1],
        [1, -2],
      ]),
    ),
  ],
  quickGelu: [...unary((x) => ops.quickGelu(x, 1)), ...unary((x) => ops.quickGelu(x, 1.702))],
  reduceMean: [
    check({ x: [2, 3, 4] }, (v) => ops.reduceMean(v('x'), [0, -1])),
    check({ x: [2, 3, 4] }, (v) => ops.reduceMean(v('x'), [1], true)),
    check({ x: [2, 3] }, (v) => ops.reduceMean(v('x'), [0, 1])),
  ],
  reduceSum: [
    check({ x: [2, 3, 4] }, (v) => ops.reduceSum(v('x'), [0, -1])),
    check({ x: [2, 3, 4] }, (v) => ops.reduceSum(v('x'), [1], true)),
    check({ x: [2, 3] }, (v) => ops.reduceSum(v('x'), [0, 1])),
  ],
  relu: unary(ops.relu, awayFromZero),
  reshape: [
    check({ x: [2, 3, 4] }, (v) => ops.reshape(v('x'), [4, -1])),
    check({ x: [1, 1] }, (v) => ops.reshape(v('x'), [])),
  ],
  resizeNearest2x: [check({ x: [2, 3, 3, 2] }, (v) => ops.resizeNearest2x(v('x')))],
  sigmoid: unary(ops.sigmoid),
  sin: unary(ops.sin),
  slice: [
    check({ x: [2, 5, 4] }, (v) => ops.slice(v('x'), 1, 1, 3)),
    check({ x: [2, 5, 4] }, (v) => ops.slice(v('x'), -1, -3, 4)),
  ],
  softmax: [
    check({ x: [4, 9] }, (v) => ops.softmax(v('x'))),
    check({ x: [2, 3, 2] }, (v) => ops.softmax(v('x'), 1)),
  ],
  split: [
    check({ x: [2, 6, 3] }, (v) => {
      const [a, b, c] = ops.split(v('x'), 1, [2, 2, 2]);
      return a === undefined || b === undefined || c === undefined ? v('x') : ops.mul(ops.mul(a, b), c);
    }),
    check({ x: [2, 6] }, (v) => ops.split(v('x'), -1, [1, 3, 2])[1] ?? v('x')),
  ],
  sqrt: unary(ops.sqrt, positive),
  stridedSlice: [
    check({ x: [2, 7, 6] }, (v) =>
      ops.stridedSlice(v('x'), [
        { axis: 1, start: 1, end: 6, step: 2 },
        { axis: 2, start: 0, end: 6, step: 3 },
      ]),
    ),
    check({ x: [9] }, (v) => ops.stridedSlice(v('x'), [{ axis: 0, start: 2, end: 9, step: 3 }])),
  ],
  sub: binary(ops.sub),
  sum: [check({ a: [2, 3], b: [2, 3], c: [2, 3] }, (v) => ops.sum([v('a'), v('b'), v('c'), v('a')]))],
  tanh: unary(ops.tanh),
  transpose: [check({ x: [2, 3, 4] }, (v) => ops.transpose(v('x'), [2, 0, 1]))],
  where: [
    check({ a: [2, 4], b: [4] }, (v) =>
      ops.where(constant(tensor('bool', [2, 1], Uint8Array.of(1, 0))), v('a'), v('b')),
    ),
    check({ a: [2], b: [] }, (v) =>
      ops.where(constant(tensor('bool', [3, 1], Uint8Array.of(1, 0, 1))), v('a'), v('b')),
    ),
  ],
};

/** Operators whose gradient is zero wherever it is defined. */
export const ZERO_GRADIENT: Partial<Record<OpName, (x: Value) => Value>> = {
  equal: (x) => ops.cast(ops.equal(x, scalar(0.5)), 'float32'),
  oneHot: (x) => ops.oneHot(ops.cast(x, 'int64'), 3),
  sign: (x) => ops.sign(x),
};

/** Operators without a gradient, and why that is enough. */
export const WITHOUT_GRADIENT: Partial<Record<OpName, string>> = {
  convTranspose: 'only ever the gradient of a strided conv',
  instanceNormalization: 'inference only; training uses the group norm of layerNormalization',
  multiHeadAttention: 'inference only; training uses attention of matMul and softmax',
  scatterAdd: 'only ever the gradient of gather',
};
