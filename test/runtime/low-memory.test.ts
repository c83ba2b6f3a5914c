/** @file Without packing the weights stay in their file, and the numbers stay the same. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';

const WIDTH = 2048;
const LAYERS = 2;
const resultSchema = z.object({ grown: z.number(), y: z.array(z.number()) });

/** In a process of its own, so that nothing else grows or shrinks meanwhile. */
function probe(path: string, kind: 'low' | 'usual'): z.infer<typeof resultSchema> {
  const script = fileURLToPath(new URL('./memory-probe.ts', import.meta.url));
  const words = ['--import', 'tsx', script, path, String(WIDTH), String(LAYERS), kind];
  const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  return resultSchema.parse(JSON.parse(stdout));
}

it.runIf(process.platform === 'linux')(
  'half-precision weights cost far less anonymous memory, and the same sums come out',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'low-memory-'));
    const path = join(folder, 'model.safetensors');
    const weights = Array.from({ length: LAYERS }, (_, n) => {
      const weight = float32([WIDTH, WIDTH]);
      weight.data.fill(1e-3 * (n + 1));
      return [`${n}.weight`, weight] as const;
    });
    writeSafetensors(path, new Map(weights), { dtype: 'float16' });
    const low = probe(path, 'low');
    const usual = probe(path, 'usual');
    rmSync(folder, { recursive: true });
    // Folded to float32 the weights are 34 MB, and packed once more.
    expect(usual.grown).toBeGreaterThan(30);
    expect(low.grown).toBeLessThan(usual.grown / 2);
    expectAllClose(low.y, usual.y, { relative: 1e-4, absolute: 1e-3 });
  },
  120_000,
);
