/** @file The models that graphs become. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema } from 'onnx-buf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scalar } from '../../src/graph/constants.ts';
import { emit } from '../../src/graph/emit.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import type { DType } from '../../src/tensor/dtype.ts';
import type { Shape } from '../../src/tensor/shape.ts';
import { float32, tensor } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';

const float = (name: string, shape: Shape): Value => input(name, { dtype: 'float32', shape });

function graphOf(outputs: Readonly<Record<string, Value>>) {
  const { graph } = fromBinary(ModelProtoSchema, emit(outputs).bytes);
  if (graph === undefined) throw new Error('a model without a graph');
  return graph;
}

test('what no output needs is not emitted', () => {
  const x = float('x', [2]);
  ops.exp(ops.add(x, float('unused', [2])));
  const model = emit({ y: ops.neg(x) });
  expect(model.inputs).toEqual([{ name: 'x', type: { dtype: 'float32', shape: [2] } }]);
  expect(graphOf({ y: ops.neg(x) }).node.map(({ opType }) => opType)).toEqual(['Neg']);
});

test('a shared value is computed once', () => {
  const h = ops.exp(float('x', [2]));
  expect(
    graphOf({ y: ops.mul(h, h), z: ops.neg(h) })
      .node.map(({ opType }) => opType)
      .sort(),
  ).toEqual(['Exp', 'Mul', 'Neg']);
});

test('equal constants are stored once, different ones each', () => {
  const x = float('x', [2]);
  const y = ops.mul(ops.add(ops.mul(x, scalar(2)), scalar(2)), scalar(3));
  expect(graphOf({ y }).initializer).toHaveLength(2);
});

test('constants of equal bytes but another shape are kept apart', async () => {
  const data = Float32Array.of(1, 2);
  const y = ops.add(constant(float32([2], data)), constant(float32([2, 1], data)));
  expect([...((await evaluate({ y }))['y']?.data ?? [])]).toEqual([2, 3, 3, 4]);
});

test('constants of equal bytes but another type are kept apart', async () => {
  const data = Float32Array.of(1, 2);
  const bits = tensor('int32', [2], new Int32Array(data.buffer));
  const y = ops.add(constant(float32([2], data)), ops.cast(constant(bits), 'float32'));
  expect([...((await evaluate({ y }))['y']?.data ?? [])]).toEqual(
    [0x3f800000 + 1, 0x40000000 + 2].map(Math.fround),
  );
});

test('outputs that are an input, a constant or one value under two names are all there', async () => {
  const x = float('x', [2]);
  const y = ops.neg(x);
  const feeds = { x: float32([2], Float32Array.of(1, 2)) };
  const results = await evaluate({ x2: x, five: scalar(5), y, again: y }, feeds);
  expect(Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, [...data]]))).toEqual({
    x2: [1, 2],
    five: [5],
    y: [-1, -2],
    again: [-1, -2],
  });
});

test('statistics that nothing reads are left out of LayerNormalization', () => {
  const [x, scale, bias] = [float('x', [2, 4]), float('scale', [4]), float('bias', [4])];
  const [node] = graphOf({ y: ops.layerNormalization(x, scale, bias, 1e-5) }).node;
  expect(node?.output).toEqual(['y']);
});

test('all pieces of a Split are named, also those that nothing reads', async () => {
  const x = float('x', [1, 6]);
  const last = ops.split(x, 1, [1, 2, 3])[2];
  if (last === undefined) throw new Error('no third piece');
  const { y } = await evaluate({ y: last }, { x: float32([1, 6], Float32Array.of(0, 1, 2, 3, 4, 5)) });
  expect([...(y?.data ?? [])]).toEqual([3, 4, 5]);
});

test('two inputs of one name and type are one input', () => {
  const sum = ops.add(float('x', [2]), float('x', [2]));
  expect(emit({ sum }).inputs).toHaveLength(1);
});

test('two inputs of one name and different types are refused', () => {
  const sum = ops.add(float('x', [2]), float('x', [1]));
  expect(() => emit({ sum })).toThrow('two inputs are named "x"');
});

test('an output with the name of an input is refused', () => {
  expect(() => emit({ x: ops.neg(float('x', [2])) })).toThrow('"x" names two things');
});

test('inputs named like generated names keep theirs', async () => {
  const [a, b] = [float('Neg', [1]), float('constant', [1])];
  const y = ops.add(ops.neg(ops.neg(ops.mul(a, scalar(2)))), b);
  const feeds = { Neg: float32([1], Float32Array.of(3)), constant: float32([1], Float32Array.of(1)) };
  expect((await evaluate({ y }, feeds))['y']?.data).toEqual(Float32Array.of(7));
});

test('the same graph gives the same bytes', () => {
  const build = () => emit({ y: ops.softmax(ops.mul(float('x', [2, 3]), scalar(2))) }).bytes;
  expect(Buffer.compare(build(), build())).toBe(0);
});

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dream-emit-'));
  await mkdir(join(folder, 'unet'));
  await mkdir(join(folder, 'vae'));
  const bytes = (values: number[]) => new Uint8Array(Float32Array.from(values).buffer);
  await writeFile(join(folder, 'unet/w.bin'), bytes([0, 1, 2, 3, 4, 5]));
  await writeFile(join(folder, 'vae/w.bin'), bytes([10, 20]));
});
afterAll(() => rm(folder, { recursive: true }));

const external = (
  name: string,
  at: string,
  offset: number,
  shape: Shape,
  dtype: DType = 'float32',
): Value => ({
  type: { dtype, shape },
  source: { kind: 'external', name, folder: join(folder, at), file: 'w.bin', offset, length: 8 },
});

test('weights stay in their file and are read from their offset', async () => {
  const rows = external('a', 'unet', 4, [2]);
  const model = emit({ y: ops.add(rows, float('x', [2])) });
  expect(model.weightsFolder).toBe(join(folder, 'unet'));
  const { y } = await evaluate({ y: ops.add(rows, float('x', [2])) }, { x: float32([2]) });
  expectAllClose(y?.data as Float32Array, [1, 2]);
});

test('weights in several folders are found below the one above them', async () => {
  const y = ops.add(external('w', 'unet', 16, [2]), external('w', 'vae', 0, [2]));
  expect(emit({ y }).weightsFolder).toBe(folder);
  expectAllClose((await evaluate({ y }))['y']?.data as Float32Array, [14, 25]);
});

test('the same place of a file is one initializer', () => {
  const y = ops.add(external('w', 'unet', 16, [2]), external('w', 'unet', 16, [2]));
  expect(graphOf({ y }).initializer).toHaveLength(1);
});

test('the same place of a file in two shapes is two initializers', async () => {
  const y = ops.add(external('w', 'unet', 16, [2]), external('w', 'unet', 16, [2, 1]));
  expectAllClose((await evaluate({ y }))['y']?.data as Float32Array, [8, 9, 9, 10]);
});
