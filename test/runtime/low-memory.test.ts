/** @file Weights may stay in their file, and the numbers stay the same. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';

const resultSchema = z.object({ grown: z.number(), y: z.array(z.number()) });

interface Probed {
  readonly width: number;
  readonly layers: number;
  readonly dtype: 'float16' | 'float32';
}

/** In processes of their own, so that nothing else grows or shrinks meanwhile: a model's layers, each of one number. */
function probe({ width, layers, dtype }: Probed, kinds: readonly ('low' | 'usual')[]) {
  const folder = mkdtempSync(join(tmpdir(), 'low-memory-'));
  const path = join(folder, 'model.safetensors');
  const weights = Array.from({ length: layers }, (_, n) => {
    const weight = float32([width, width]);
    weight.data.fill(1e-3 * (n + 1));
    return [`${n}.weight`, weight] as const;
  });
  writeSafetensors(path, new Map(weights), { dtype });
  const script = fileURLToPath(new URL('./memory-probe.ts', import.meta.url));
  const results = kinds.map((kind) => {
    const words = ['--import', 'tsx', script, path, String(width), String(layers), kind];
    const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    return resultSchema.parse(JSON.parse(stdout));
  });
  rmSync(folder, { recursive: true });
  return results;
}

describe.runIf(process.platform === 'linux')('weights in memory', () => {
  it('cost far less where half-precision ones stay in their file, and the same sums come out', () => {
    const [low, usual] = probe({ width: 2048, layers: 2, dtype: 'float16' }, ['low', 'usual']);
    // Folded to float32 the weights are 34 MB, and packed once more.
    expect(usual?.grown).toBeGreaterThan(30);
    expect(low?.grown).toBeLessThan((usual?.grown ?? 0) / 2);
    expectAllClose(low?.y ?? [], usual?.y ?? [], { relative: 1e-4, absolute: 1e-3 });
  }, 120_000);

  it('are not copied where a network is large, as packing would', () => {
    // 269 MB.
    const [usual] = probe({ width: 8200, layers: 1, dtype: 'float32' }, ['usual']);
    expect(usual?.grown).toBeLessThan(60);
  }, 120_000);
});
