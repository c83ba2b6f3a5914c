/** @file Layers compute what their formulas say, written out here in plain loops. */
import { describe, expect, test } from 'vitest';
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import { createParameters } from '../../src/checkpoint/parameter-scope.ts';
import { ShapeError } from '../../src/errors.ts';
import { constant, type Value } from '../../src/graph/graph.ts';
import { cos, sin } from '../../src/graph/ops/index.ts';
import { conv2d, downsample, downsampleAsymmetric, pictureShape, upsample } from '../../src/nn/conv2d.ts';
import { convNet } from '../../src/nn/conv-net.ts';
import { feedForwardGeglu } from '../../src/nn/feed-forward.ts';
import { embedding, lastOf, linear } from '../../src/nn/linear.ts';
import { groupNorm } from '../../src/nn/norm.ts';
import { timesteps } from '../../src/nn/timestep-embedding.ts';
import { pictureOf, tokensOf } from '../../src/nn/tokens.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { int64, type Tensor, tensor } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { worstGradientError } from '../helpers/gradcheck.ts';
import { noise } from '../models/forward.ts';

async function numbers(value: Value): Promise<number[]> {
  const { y } = await evaluate({ y: value });
  return Array.from(y?.data ?? [], Number);
}

const table = (shape: Shape, ...values: number[]): Tensor<'float32'> =>
  tensor('float32', shape, Float32Array.from(values));
const value = (shape: Shape, ...values: number[]): Value => constant(table(shape, ...values));
const fixed = (...shape: number[]): Value => constant(noise(shape, shape.join()));

describe('linear', () => {
  const scope = constantScope(
    new Map([
      ['weight', table([3, 2], 1, 2, 3, 4, 5, 6)],
      ['bias', table([3], 10, 20, 30)],
    ]),
  );
  const x = value([1, 2, 2], 1, 1, 2, -1);

  test('multiplies the last axis by the transposed weight and adds the bias', async () => {
    const y = linear(scope, { out: 3 }, x);
    expect(y.type.shape).toEqual([1, 2, 3]);
    expect(await numbers(y)).toEqual([13, 27, 41, 10, 22, 34]);
    expect(await numbers(linear(scope, { out: 3, bias: false }, x))).toEqual([3, 7, 11, 0, 2, 4]);
  });

  test('computes only the rows that are asked for', async () => {
    expect(await numbers(linear(scope, { out: 3, rows: [1, 3] }, x))).toEqual([27, 41, 22, 34]);
  });

  test('refuses a scalar', () => {
    expect(() => linear(scope, { out: 3 }, value([], 1))).toThrow(ShapeError);
    expect(lastOf([4, 5])).toBe(5);
  });
});

test.each(['fused', 'differentiable'] as const)(
  'groups that do not divide the channels are refused (%s)',
  (kernels) => {
    const norm = new Map([
      ['weight', table([3], 1, 1, 1)],
      ['bias', table([3], 0, 0, 0)],
    ]);
    const scope = constantScope(norm, { kernels });
    expect(() => groupNorm(scope, { groups: 2, eps: 1e-5 }, fixed(1, 3, 2, 2))).toThrow(
      '2 groups do not divide 3 channels',
    );
  },
);

test('embedding looks rows up by id', async () => {
  const scope = constantScope(new Map([['weight', table([3, 2], 1, 2, 3, 4, 5, 6)]]));
  const y = embedding(scope, { count: 3, width: 2 }, constant(int64([1, 2], [2, 0])));
  expect(y.type.shape).toEqual([1, 2, 2]);
  expect(await numbers(y)).toEqual([5, 6, 1, 2]);
});

describe('sampling', () => {
  const ones = (size: number): Tensor<'float32'> =>
    table([1, 1, size, size], ...Array<number>(size * size).fill(1));
  const scope = constantScope(
    new Map([
      ['conv.weight', ones(3)],
      ['conv.bias', table([1], 0)],
    ]),
  );
  const picture = value([1, 1, 4, 4], ...Array.from({ length: 16 }, (_, i) => i));

  test('downsampling pads all around, or at the bottom and right alone', async () => {
    expect(await numbers(downsample(scope, { padding: 1 }, picture))).toEqual([10, 24, 51, 90]);
    expect(await numbers(downsampleAsymmetric(scope, picture))).toEqual([45, 39, 66, 50]);
  });

  test('upsampling repeats each pixel before the convolution', async () => {
    const y = upsample(scope, value([1, 1, 1, 1], 2));
    expect(y.type.shape).toEqual([1, 1, 2, 2]);
    expect(await numbers(y)).toEqual([8, 8, 8, 8]);
  });

  test('a value that is no picture is refused', () => {
    expect(() => conv2d(scope.at('conv'), { out: 1 }, value([2, 2], 1, 2, 3, 4))).toThrow(ShapeError);
    expect(pictureShape(picture)).toEqual([1, 1, 4, 4]);
  });
});

describe('timesteps', () => {
  const width = 6;
  const angles = (t: number, shift: number): number[] =>
    [0, 1, 2].map((i) => t * 10000 ** (-i / (3 - shift)));

  test.each([
    { flipSinToCos: true, freqShift: 0 },
    { flipSinToCos: false, freqShift: 1 },
  ])('are sinusoids of geometric frequencies with %o', async ({ flipSinToCos, freqShift }) => {
    const actual = await numbers(timesteps({ width, flipSinToCos, freqShift }, value([2], 0.5, 731)));
    const expected = [0.5, 731].flatMap((t) => {
      const [sines, cosines] = [angles(t, freqShift).map(Math.sin), angles(t, freqShift).map(Math.cos)];
      return flipSinToCos ? [...cosines, ...sines] : [...sines, ...cosines];
    });
    expectAllClose(actual, expected, { absolute: 1e-4 });
  });

  test.each([
    ['sin', sin],
    ['cos', cos],
  ])('the gradient of %s agrees with central differences', async (_name, op) => {
    const worst = await worstGradientError({
      inputs: { x: [4] },
      build: ({ x }) => op(x ?? value([1], 0)),
    });
    expect(worst).toBeLessThan(1e-2);
  });
});

test('the gated feed-forward multiplies one half by the GELU of the other', async () => {
  const weights = new Map([
    ['net.0.proj.weight', table([8, 1], 1, 2, 3, 4, 1, -1, 0.5, 0)],
    ['net.0.proj.bias', table([8], 0, 0, 0, 0, 0, 0, 0, 1)],
    ['net.2.weight', table([1, 4], 1, 10, 100, 1000)],
    ['net.2.bias', table([1], 7)],
  ]);
  // Φ from tables of the normal distribution: gelu(1), gelu(-1), gelu(0.5), gelu(1).
  const gates = [0.8413447461, -0.1586552539, 0.3457312306, 0.8413447461];
  const expected = 7 + gates.reduce((sum, gate, i) => sum + (i + 1) * gate * 10 ** i, 0);
  expectAllClose(await numbers(feedForwardGeglu(constantScope(weights), value([1, 1, 1], 1))), [expected]);
});

test('tokens of a picture are its places row by row, and go back', async () => {
  const picture = value([1, 2, 1, 3], 1, 2, 3, 10, 20, 30);
  const tokens = tokensOf(picture);
  expect(tokens.type.shape).toEqual([1, 3, 2]);
  expect(await numbers(tokens)).toEqual([1, 10, 2, 20, 3, 30]);
  expect(await numbers(pictureOf(tokens, picture))).toEqual([1, 2, 3, 10, 20, 30]);
});

test('each stage of a convolutional network halves the picture', () => {
  const { scope, parameters } = createParameters();
  const config = { stem: 4, widths: [8, 16], blocks: 2, groups: 2 };
  expect(convNet(scope, config, fixed(1, 3, 16, 16)).type.shape).toEqual([1, 16, 4, 4]);
  expect(parameters.map(({ key }) => key)).toContain('stages.1.0.shortcut.weight');
  const strided = convNet(createParameters().scope, { ...config, stemStride: 2 }, fixed(1, 3, 16, 16));
  expect(strided.type.shape).toEqual([1, 16, 2, 2]);
});
