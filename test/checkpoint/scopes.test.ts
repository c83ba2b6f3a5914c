/** @file The key scopes: over a checkpoint, over parameters, over tensors in memory. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/checkpoint-scope.ts';
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import {
  countParameters,
  createParameters,
  initialise,
  storedTensors,
} from '../../src/checkpoint/parameter-scope.ts';
import { normal, ones, type Scope, zeros } from '../../src/checkpoint/scope.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { CheckpointError } from '../../src/errors.ts';
import { emit } from '../../src/graph/emit.ts';
import type { Value } from '../../src/graph/graph.ts';
import { concat } from '../../src/graph/ops/index.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { float32, type Tensor } from '../../src/tensor/tensor.ts';

const folder = mkdtempSync(join(tmpdir(), 'scopes-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const table = float32([3, 2], Float32Array.of(1, 2, 3, 4, 5, 6));
const tensors = new Map<string, Tensor<'float32'>>([
  ['a.table', table],
  ['scale', float32([], Float32Array.of(7))],
]);
const file = join(folder, 'weights.safetensors');
writeSafetensors(file, tensors);
const halves = join(folder, 'halves.safetensors');
writeSafetensors(halves, tensors, { dtype: 'float16' });

async function numbers(value: Value): Promise<number[]> {
  const session = await loadModel(emit({ y: value }));
  const { y } = await session.run({});
  await session.close();
  return Array.from(y?.data ?? [], Number);
}

describe.each<[string, () => Scope]>([
  ['a float32 file', () => openCheckpoint(file).scope],
  ['a float16 file', () => openCheckpoint(halves).scope],
  ['tensors in memory', () => constantScope(tensors)],
])('the scope over %s', (_name, open) => {
  test('gives whole tensors, rows of them and scalars', async () => {
    const scope = open().at('a');
    expect(await numbers(scope.tensor('table', [3, 2], zeros))).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await numbers(scope.rows('table', [3, 2], zeros, 1, 3))).toEqual([3, 4, 5, 6]);
    expect(await numbers(open().tensor('scale', [], zeros))).toEqual([7]);
  });

  test('gives the same value for the same key, and other ones for other rows', () => {
    const scope = open();
    const whole = scope.tensor('a.table', [3, 2], zeros);
    expect(scope.at('a').tensor('table', [3, 2], zeros)).toBe(whole);
    expect(scope.rows('a.table', [3, 2], zeros, 0, 3)).toBe(whole);
    expect(scope.rows('a.table', [3, 2], zeros, 0, 1)).not.toBe(whole);
  });

  test('knows its keys', () => {
    expect(open().has('a.table')).toBe(true);
    expect(open().at('a').has('scale')).toBe(false);
  });

  test('refuses what is missing or misshapen by its whole key', () => {
    const scope = open().at('a');
    expect(() => scope.tensor('b', [1], zeros)).toThrow(CheckpointError);
    expect(() => scope.tensor('b', [1], zeros)).toThrow(/a\.b is missing, expected \[1\]/);
    expect(() => scope.tensor('table', [2, 3], zeros)).toThrow(
      /a\.table has shape \[3, 2\], expected \[2, 3\]/,
    );
  });
});

describe('a checkpoint', () => {
  test('leaves tensors in the file', () => {
    const { source } = openCheckpoint(file).scope.rows('a.table', [3, 2], zeros, 1, 2);
    expect(source).toMatchObject({ kind: 'external', file: 'weights.safetensors', length: 8 });
  });

  test('that is a link points at the file itself', () => {
    const link = join(folder, 'link.safetensors');
    symlinkSync(file, link);
    expect(openCheckpoint(link).scope.tensor('scale', [], zeros).source).toMatchObject({
      file: 'weights.safetensors',
    });
  });

  test('with keys that no layer asked for is refused, unless they are known to be useless', () => {
    const { scope, finish } = openCheckpoint(file);
    scope.tensor('scale', [], zeros);
    expect(() => {
      finish();
    }).toThrow(/1 tensors belong to no layer of this config: a\.table/);
    finish([/^a\./]);
    scope.rows('a.table', [3, 2], zeros, 0, 1);
    finish();
  });

  test('in bfloat16 is decoded, and every row of it is its own', async () => {
    const path = join(folder, 'bfloat16.safetensors');
    const rows = 49;
    const entry = { dtype: 'BF16', shape: [rows, 1], data_offsets: [0, 2 * rows] };
    const header = Buffer.from(JSON.stringify({ w: entry }));
    const bytes = Buffer.alloc(8 + header.length + 2 * rows);
    bytes.writeBigUInt64LE(BigInt(header.length));
    header.copy(bytes, 8);
    const expected = Array.from({ length: rows }, (_, row) => row - 1.5);
    expected.forEach((number, row) => {
      // Its upper half is all of these numbers.
      const bits = new Uint32Array(Float32Array.of(number).buffer)[0] ?? 0;
      bytes.writeUInt16LE(bits >>> 16, 8 + header.length + 2 * row);
    });
    writeFileSync(path, bytes);
    const { scope } = openCheckpoint(path);
    expect(await numbers(scope.tensor('w', [rows, 1], zeros))).toEqual(expected);
    const each = expected.map((_, row) => scope.rows('w', [rows, 1], zeros, row, row + 1));
    expect(await numbers(concat(each, 0))).toEqual(expected);
  });
});

describe('shards', () => {
  const shards = join(folder, 'shards');
  const index = (map: Record<string, string>): void => {
    writeFileSync(join(shards, 'model.safetensors.index.json'), JSON.stringify({ weight_map: map }));
  };
  mkdirSync(shards);
  writeSafetensors(join(shards, 'one.safetensors'), new Map([['a', float32([1], Float32Array.of(1))]]));
  writeSafetensors(join(shards, 'two.safetensors'), new Map([['b', float32([1], Float32Array.of(2))]]));

  test('are one checkpoint, opened by folder or by index', async () => {
    index({ a: 'one.safetensors', b: 'two.safetensors' });
    const { scope, finish } = openCheckpoint(shards);
    expect(await numbers(scope.tensor('a', [1], zeros))).toEqual([1]);
    expect(await numbers(scope.tensor('b', [1], zeros))).toEqual([2]);
    finish();
    expect(openCheckpoint(join(shards, 'model.safetensors.index.json')).scope.has('b')).toBe(true);
  });

  test.each(['model.safetensors.index.fp16.json', 'model.safetensors.fp16.index.json'])(
    'of half precision are found by their index %s',
    async (name) => {
      const half = join(folder, name);
      mkdirSync(half);
      cpSync(join(shards, 'one.safetensors'), join(half, 'model.fp16-00001-of-00001.safetensors'));
      const map = { a: 'model.fp16-00001-of-00001.safetensors' };
      writeFileSync(join(half, name), JSON.stringify({ weight_map: map }));
      expect(await numbers(openCheckpoint(half).scope.tensor('a', [1], zeros))).toEqual([1]);
    },
  );

  test('that lack a tensor, or lie outside the folder, are refused', () => {
    index({ a: 'two.safetensors' });
    expect(() => openCheckpoint(shards)).toThrow(/a is missing from two\.safetensors/);
    index({ a: '../weights.safetensors' });
    expect(() => openCheckpoint(shards)).toThrow(/a lies outside the folder/);
    writeFileSync(join(shards, 'model.safetensors.index.json'), '{}');
    expect(() => openCheckpoint(shards)).toThrow(/no weight_map/);
  });

  test('an empty folder is refused with the names that were looked for', () => {
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    expect(() => openCheckpoint(empty)).toThrow(
      /no weights, expected one of diffusion_pytorch_model\.safetensors/,
    );
  });
});

describe('parameters', () => {
  test('are inputs of the graph, named by prefix and key, one a key', () => {
    const { scope, parameters } = createParameters('unet.');
    const weight = scope.at('a.b').tensor('weight', [2, 3], normal(1));
    expect(scope.at('a').at('b').tensor('weight', [2, 3], normal(1))).toBe(weight);
    expect(weight.source).toEqual({ kind: 'input', name: 'unet.a.b.weight' });
    expect(parameters.map(({ key, shape }) => ({ key, shape }))).toEqual([
      { key: 'unet.a.b.weight', shape: [2, 3] },
    ]);
    expect(countParameters(parameters)).toBe(6);
    expect(scope.has('anything')).toBeUndefined();
    expect(() => scope.tensor('a.b.weight', [3, 2], zeros)).toThrow(
      /asked for as \[2, 3\] and again as \[3, 2\]/,
    );
  });

  test('begin at numbers that depend on the seed and their own key alone', () => {
    const values = (keys: readonly string[], seed: number): Map<string, Float32Array> => {
      const { scope, parameters } = createParameters();
      for (const key of keys) scope.tensor(key, [100], normal(0.5));
      return initialise(parameters, seed);
    };
    const first = values(['a', 'b'], 1);
    expect(values(['b', 'c', 'a'], 1).get('a')).toEqual(first.get('a'));
    expect(first.get('a')).not.toEqual(first.get('b'));
    expect(values(['a'], 2).get('a')).not.toEqual(first.get('a'));
    const deviation = Math.hypot(...(first.get('a') ?? [])) / 10;
    expect(deviation).toBeGreaterThan(0.35);
    expect(deviation).toBeLessThan(0.65);
  });

  test('are stored under their keys without the prefix, constants as they began', () => {
    const { scope, parameters } = createParameters('vae.');
    scope.tensor('scale', [2], ones);
    const stored = storedTensors(parameters, initialise(parameters, 1), 'vae.');
    expect([...stored]).toEqual([['scale', float32([2], Float32Array.of(1, 1))]]);
    expect(() => storedTensors(parameters, new Map())).toThrow(/vae\.scale has no value to store/);
  });
});
