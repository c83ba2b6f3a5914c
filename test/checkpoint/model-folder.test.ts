/** @file A model's folder is written and opened again, config and weights. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type ModelKind, openModel, saveModel } from '../../src/checkpoint/model-folder.ts';
import { openSafetensors } from '../../src/checkpoint/safetensors.ts';
import { zeros } from '../../src/checkpoint/scope.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const root = mkdtempSync(join(tmpdir(), 'model-folder-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

const kind: ModelKind<{ readonly width: number }> = {
  file: 'model.safetensors',
  header: { _class_name: 'Thing' },
  parse: (json) => ({ width: Number((json as { width: unknown }).width) }),
  ignored: [/^buffer$/],
};
const weights = new Map([
  ['weight', float32([2], Float32Array.of(1, 2))],
  ['buffer', float32([1])],
]);

test('what saveModel writes, openModel reads', () => {
  const folder = join(root, 'nested/model');
  saveModel(folder, kind, { width: 2 }, weights, { dtype: 'float16', metadata: { step: '9' } });
  expect(readdirSync(folder).sort()).toEqual(['config.json', 'model.safetensors']);
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual({
    _class_name: 'Thing',
    width: 2,
  });
  expect(openSafetensors(join(folder, kind.file)).metadata).toEqual({ format: 'pt', step: '9' });
  const { config, scope, finish } = openModel(folder, kind, { kernels: 'differentiable' });
  expect(config).toEqual({ width: 2 });
  expect(scope.kernels).toBe('differentiable');
  expect(scope.tensor('weight', [2], zeros).type).toEqual({ dtype: 'float32', shape: [2] });
  finish();
});

test('a folder without a readable config is refused', () => {
  expect(() => openModel(join(root, 'none'), kind)).toThrow(/config\.json: there is no such file/);
  saveModel(join(root, 'broken'), kind, { width: 1 }, weights);
  writeFileSync(join(root, 'broken/config.json'), '{');
  expect(() => openModel(join(root, 'broken'), kind)).toThrow(/config\.json: not JSON/);
});
