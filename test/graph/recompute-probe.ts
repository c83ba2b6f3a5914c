/** @file A process that runs the gradient of a chain of LAYERS two-megabyte layers cut into SEGMENTS, and prints it with its highest memory. */
import { readFileSync } from 'node:fs';
import { gradients } from '../../src/graph/autodiff.ts';
import { emit } from '../../src/graph/emit.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { add, mul, reduceMean, tanh } from '../../src/graph/ops/index.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const [layers = 0, segments = 1] = process.argv.slice(2).map(Number);
const shape = [512, 1024];

/** Megabytes. */
const memory = (field: 'VmRSS' | 'VmHWM'): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1000;

const w = input('w', { dtype: 'float32', shape: [1024] });
const x = input('x', { dtype: 'float32', shape });
let h: Value = mul(x, w);
for (let n = 0; n < layers; n++) h = add(tanh(h), x);
const loss = reduceMean(mul(h, h), [0, 1]);
const [gradient] = gradients(loss, [w], { segments });
if (gradient === undefined) throw new Error('no gradient');
const feeds = { x: float32(shape), w: float32([1024]) };
for (const { data } of Object.values(feeds)) seededRandom(1).fillNormal(data);
const session = await loadModel(emit({ gradient }), { arena: false, optimization: 'all' });
const before = memory('VmRSS');
const results = await session.run(feeds);
const grown = memory('VmHWM') - before;
await session.close();
process.stdout.write(
  JSON.stringify({ grown, gradient: Array.from(results['gradient']?.data.slice(0, 64) ?? [], Number) }),
);
