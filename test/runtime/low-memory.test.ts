/** @file With lowMemory the weights stay in their file, and the numbers stay the same. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openCheckpoint } from '../../src/checkpoint/checkpoint-scope.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { emit } from '../../src/graph/emit.ts';
import { input } from '../../src/graph/graph.ts';
import { linear } from '../../src/nn/linear.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';

const WIDTH = 2048;
const LAYERS = 2;

/** Megabytes of this process that no file backs. */
const anonymous = (): number =>
  Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) / 1000;

it.runIf(process.platform === 'linux')(
  'half-precision weights cost far less anonymous memory, and the same sums come out',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'low-memory-'));
    const path = join(folder, 'model.safetensors');
    const weights = Array.from({ length: LAYERS }, (_, n) => {
      const weight = float32([WIDTH, WIDTH]);
      weight.data.fill(1e-3 * (n + 1));
      return [`${n}.weight`, weight] as const;
    });
    writeSafetensors(path, new Map(weights), { dtype: 'float16' });
    const x = float32([2, WIDTH]);
    seededRandom(1).fillNormal(x.data);
    const measure = async (lowMemory: boolean) => {
      const { scope, finish } = openCheckpoint(path);
      let value = input('x', { dtype: 'float32', shape: [2, WIDTH] });
      for (let n = 0; n < LAYERS; n++)
        value = linear(scope.at(String(n)), { out: WIDTH, bias: false }, value);
      finish();
      const before = anonymous();
      const session = await loadModel(emit({ y: value }), { lowMemory });
      const { y } = await session.run({ x });
      const grown = anonymous() - before;
      await session.close();
      return { y, grown };
    };
    const low = await measure(true);
    const usual = await measure(false);
    rmSync(folder, { recursive: true });
    // Folded to float32 the weights are 34 MB, and packed once more.
    expect(usual.grown).toBeGreaterThan(30);
    expect(low.grown).toBeLessThan(usual.grown / 2);
    expectAllClose(Array.from(low.y?.data ?? [], Number), Array.from(usual.y?.data ?? [], Number), {
      relative: 1e-4,
      absolute: 1e-3,
    });
  },
  120_000,
);
