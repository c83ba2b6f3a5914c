/** @file Shape rules: what operators refuse, and in which words. */
import { expect, test } from 'vitest';
import { ShapeError } from '../../src/errors.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import { emit } from '../../src/graph/emit.ts';
import { loadModel } from '../../src/runtime/run.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { float32, int64, tensor } from '../../src/tensor/tensor.ts';
import { buildCheck } from '../helpers/gradcheck.ts';
import { GRADIENT_CHECKS, type OpName } from './gradient-checks.ts';

const x = (shape: Shape, dtype: DType = 'float32'): Value =>
  input(`x ${shape.join()} ${dtype}`, { dtype, shape });

const REFUSED: readonly [name: string, build: () => unknown, message: string][] = [
  [
    'add of shapes that do not broadcast',
    () => ops.add(x([2, 3]), x([2])),
    '[2, 3] and [2] do not broadcast',
  ],
  ['add of two types', () => ops.add(x([2]), x([2], 'int64')), 'Add: float32 and int64 do not mix'],
  [
    'matMul of two types',
    () => ops.matMul(x([2, 3]), x([3, 4], 'float16')),
    'MatMul: float32 and float16 do not mix',
  ],
  [
    'gemm with a bias of another type',
    () => ops.gemm(x([2, 3]), x([3, 5]), { c: x([5], 'float16') }),
    'Gemm: float32 and float16 do not mix',
  ],
  [
    'conv of two types',
    () => ops.conv(x([1, 2, 8, 8]), x([4, 2, 3, 3], 'float16'), undefined),
    'Conv: float32 and float16 do not mix',
  ],
  [
    'layerNormalization with a bias of another type',
    () => ops.layerNormalization(x([2, 3]), x([3]), x([3], 'float16'), 1e-5),
    'LayerNormalization: float32 and float16 do not mix',
  ],
  [
    'clip of whole numbers by a fraction',
    () => ops.clip(x([3], 'int32'), 0, 0.5),
    'Clip: int32 and float32 do not mix',
  ],
  [
    'scatterAdd of rows of another type',
    () => ops.scatterAdd(x([4, 3]), x([2, 1], 'int64'), x([2, 3], 'int32')),
    'ScatterND: float32 and int32 do not mix',
  ],
  [
    'multiHeadAttention of two types',
    () => ops.multiHeadAttention(x([1, 2, 6]), x([1, 2, 6]), x([1, 2, 6], 'float16'), { heads: 2 }),
    'MultiHeadAttention: float32 and float16 do not mix',
  ],
  ['sum of two shapes', () => ops.sum([x([2]), x([1])]), 'Sum: [2] + [1]'],
  ['sum of nothing', () => ops.sum([]), 'Sum: '],
  ['reshape to another size', () => ops.reshape(x([2, 3]), [4, -1]), 'Reshape: [2, 3] does not fit [4, -1]'],
  [
    'reshape with two open sizes',
    () => ops.reshape(x([2, 3]), [-1, -1]),
    'Reshape: [2, 3] does not fit [-1, -1]',
  ],
  [
    'transpose by no permutation',
    () => ops.transpose(x([2, 3]), [0, 0]),
    'Transpose: [0, 0] is no order of [2, 3]',
  ],
  [
    'concat of different widths',
    () => ops.concat([x([2, 3]), x([2, 4])], 0),
    'Concat: [2, 3], [2, 4] do not join along axis 0',
  ],
  ['concat of nothing', () => ops.concat([], 0), 'Concat: no values'],
  [
    'split that does not add up',
    () => ops.split(x([2, 3]), 1, [1, 1]),
    'Split: [1, 1] does not divide axis 1 of [2, 3]',
  ],
  [
    'split into a piece of less than nothing',
    () => ops.split(x([2, 3]), 1, [5, -2]),
    'Split: [5, -2] does not divide axis 1 of [2, 3]',
  ],
  [
    'two slices of one axis at once',
    () =>
      ops.stridedSlice(x([2, 3]), [
        { axis: 1, start: 0, end: 3, step: 1 },
        { axis: 1, start: 0, end: 1, step: 1 },
      ]),
    'Slice: two ranges of axis 1 of [2, 3]',
  ],
  [
    'slice past the end',
    () => ops.slice(x([2, 3]), 1, 1, 4),
    'Slice: [1, 4) by 1 is not within axis 1 of [2, 3]',
  ],
  [
    'slice of nothing',
    () => ops.slice(x([2, 3]), 1, 2, 2),
    'Slice: [2, 2) by 1 is not within axis 1 of [2, 3]',
  ],
  ['an axis that is not there', () => ops.softmax(x([2, 3]), 2), 'axis 2 is out of range for shape [2, 3]'],
  [
    'pad of too many axes',
    () =>
      ops.pad(x([2]), [
        [1, 0],
        [1, 0],
      ]),
    'Pad: [1, 1, 0, 0] does not fit [2]',
  ],
  ['pad that cuts off too much', () => ops.pad(x([2]), [[-3, 0]]), 'Pad: [-3, 0] does not fit [2]'],
  ['expand that would shrink', () => ops.expand(x([2, 3]), [3]), 'Expand: [2, 3] does not broadcast to [3]'],
  [
    'matMul of matrices that do not chain',
    () => ops.matMul(x([2, 3]), x([4, 5])),
    'MatMul: [2, 3] by [4, 5]',
  ],
  ['matMul of a vector', () => ops.matMul(x([3]), x([3, 5])), 'MatMul: [3] by [3, 5]'],
  [
    'gemm of matrices that do not chain',
    () => ops.gemm(x([2, 3]), x([3, 5]), { transB: true }),
    'Gemm: [2, 3] by [3, 5]ᵀ',
  ],
  ['gemm of a batch', () => ops.gemm(x([1, 2, 3]), x([3, 5])), 'Gemm: [1, 2, 3] by [3, 5]'],
  [
    'gemm with a bias of another width',
    () => ops.gemm(x([2, 3]), x([3, 5]), { c: x([4]) }),
    '[4] and [2, 5] do not broadcast',
  ],
  [
    'gemm with a bias larger than the result',
    () => ops.gemm(x([1, 3]), x([3, 5]), { c: x([2, 5]) }),
    'Gemm: a C of [2, 5] for a result of [1, 5]',
  ],
  [
    'layerNormalization with another scale',
    () => ops.layerNormalization(x([2, 3]), x([2]), x([3]), 1e-5),
    'LayerNormalization: Scale of [2] for [2, 3]',
  ],
  [
    'conv of other channels',
    () => ops.conv(x([1, 3, 8, 8]), x([4, 2, 3, 3]), undefined),
    'Conv: [1, 3, 8, 8] by [4, 2, 3, 3]',
  ],
  [
    'conv with another bias',
    () => ops.conv(x([1, 2, 8, 8]), x([4, 2, 3, 3]), x([3])),
    'Conv: [1, 2, 8, 8] by [4, 2, 3, 3] and bias [3]',
  ],
  [
    'conv with a bias of two axes',
    () => ops.conv(x([1, 2, 8, 8]), x([4, 2, 3, 3]), x([4, 1])),
    'Conv: [1, 2, 8, 8] by [4, 2, 3, 3] and bias [4, 1]',
  ],
  [
    'conv of a picture smaller than the kernel',
    () => ops.conv(x([1, 2, 2, 2]), x([4, 2, 3, 3]), undefined),
    'Conv: [1, 2, 2, 2]',
  ],
  [
    'convTranspose of other channels',
    () =>
      ops.convTranspose(x([1, 3, 8, 8]), x([4, 2, 3, 3]), {
        stride: 1,
        pads: [0, 0, 0, 0],
        outputPadding: [0, 0],
      }),
    'ConvTranspose: [1, 3, 8, 8] by [4, 2, 3, 3]',
  ],
  [
    'averagePool of an odd picture',
    () => ops.averagePool(x([1, 2, 3, 4]), 2),
    'AveragePool: blocks of 2 in [1, 2, 3, 4]',
  ],
  [
    'conv of groups that do not divide',
    () => ops.conv(x([1, 4, 8, 8]), x([3, 2, 3, 3]), undefined, { group: 2 }),
    'Conv: [1, 4, 8, 8] by [3, 2, 3, 3] in 2 groups',
  ],
  [
    'conv of other channels a group',
    () => ops.conv(x([1, 4, 8, 8]), x([4, 4, 3, 3]), undefined, { group: 4 }),
    'Conv: [1, 4, 8, 8] by [4, 4, 3, 3] in 4 groups',
  ],
  [
    'maxPool of a picture smaller than the window',
    () => ops.maxPool(x([1, 2, 2, 4]), 3, 2),
    'MaxPool: windows of 3 in [1, 2, 2, 4]',
  ],
  [
    'pRelu of a slope larger than its input',
    () => ops.pRelu(x([3]), x([2, 3])),
    'PRelu: a slope of [2, 3] for [3]',
  ],
  ['resizeNearest2x of rows', () => ops.resizeNearest2x(x([2, 3])), 'Resize: [2, 3] is not NCHW'],
  ['gather by floats', () => ops.gather(x([2, 3]), x([1])), 'Gather: float32 indices'],
  [
    'scatterAdd of rows of another width',
    () => ops.scatterAdd(x([4, 3]), x([2, 1], 'int64'), x([2, 2])),
    'ScatterND: updates of [2, 2], expected [2, 3]',
  ],
  [
    'scatterAdd by flat indices',
    () => ops.scatterAdd(x([4, 3]), x([2], 'int64'), x([2, 3])),
    'ScatterND: int64 indices of [2]',
  ],
  ['where by floats', () => ops.where(x([2]), x([2]), x([2])), 'Where: a float32 condition'],
  [
    'multiHeadAttention of heads that do not divide',
    () => ops.multiHeadAttention(x([1, 2, 6]), x([1, 2, 6]), x([1, 2, 6]), { heads: 4 }),
    'MultiHeadAttention: [1, 2, 6], [1, 2, 6], [1, 2, 6] in 4 heads',
  ],
  [
    'multiHeadAttention of more values than keys',
    () => ops.multiHeadAttention(x([1, 2, 6]), x([1, 3, 6]), x([1, 4, 6]), { heads: 2 }),
    'MultiHeadAttention: [1, 2, 6], [1, 3, 6], [1, 4, 6] in 2 heads',
  ],
  [
    'multiHeadAttention of the keys of another batch',
    () => ops.multiHeadAttention(x([1, 2, 6]), x([2, 2, 6]), x([2, 2, 6]), { heads: 2 }),
    'MultiHeadAttention: [1, 2, 6], [2, 2, 6], [2, 2, 6] in 2 heads',
  ],
  [
    'instanceNormalization of vectors',
    () => ops.instanceNormalization(x([2, 3]), 1e-5),
    'InstanceNormalization: [2, 3] is not [batch, channels, ...]',
  ],
];

test.each(REFUSED)('%s is refused with the shapes in the message', (_name, build, message) => {
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(message);
});

const transposed = { stride: 2, pads: [1, 0, 1, 1], outputPadding: [1, 0] } as const;

/** Of the operators that have no gradient to check. */
const OTHERS: readonly (readonly [name: OpName, output: Value])[] = [
  ['convTranspose', ops.convTranspose(x([2, 4, 5, 3]), x([4, 3, 3, 2]), transposed)],
  ['convTranspose', ops.convTranspose(x([2, 4, 5, 3]), x([4, 3, 3, 3]), { ...transposed, group: 2 })],
  ['instanceNormalization', ops.instanceNormalization(x([2, 3, 5]), 1e-5)],
  ['multiHeadAttention', ops.multiHeadAttention(x([2, 3, 8]), x([2, 5, 8]), x([2, 5, 4]), { heads: 2 })],
  ['scatterAdd', ops.scatterAdd(x([4, 3]), constant(int64([2, 1], [3, 3])), x([2, 3]))],
  ['equal', ops.equal(x([2, 1]), x([3]))],
  ['oneHot', ops.oneHot(constant(int64([2, 3], [0, 1, 2, 3, 0, 1])), 4)],
  ['oneHot', ops.oneHot(constant(tensor('int32', [2], Int32Array.of(0, 1))), 4)],
  ['sign', ops.sign(x([2, 3]))],
];

test('every operator has its shape rule compared with the runtime', () => {
  const compared = new Set([...Object.keys(GRADIENT_CHECKS), ...OTHERS.map(([name]) => name)]);
  expect([...compared].sort()).toEqual(Object.keys(ops).sort());
});

const outputs = [
  ...OTHERS,
  ...Object.entries(GRADIENT_CHECKS).flatMap(([name, checks]) =>
    checks.map((check, i) => [`${name}, check ${i}`, buildCheck(check).output] as const),
  ),
];

test.each(outputs)('the shape rule of %s says what the runtime computes', async (_name, output) => {
  const model = emit({ output });
  const session = await loadModel(model);
  const feeds = Object.fromEntries(model.inputs.map(({ name, type }) => [name, float32(type.shape)]));
  const { output: result } = await session.run(feeds);
  await session.close();
  expect(result?.shape).toEqual(output.type.shape);
  expect(result?.dtype).toBe(output.type.dtype);
});
