/** @file A process that loads half-precision layers (`FILE WIDTH LAYERS low|usual`), runs them once, and prints by how much its memory grew. */
import { readFileSync } from 'node:fs';
import { openCheckpoint } from '../../src/checkpoint/checkpoint-scope.ts';
import { emit } from '../../src/graph/emit.ts';
import { input } from '../../src/graph/graph.ts';
import { linear } from '../../src/nn/linear.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const [path = '', width = 0, layers = 0, kind] = process.argv
  .slice(2)
  .map((word) => (/^\d+$/.test(word) ? Number(word) : word));
const [WIDTH, LAYERS] = [Number(width), Number(layers)];

/** Megabytes of this process that no file backs. */
const anonymous = (): number =>
  Number(/RssAnon:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? NaN) / 1000;

const { scope, finish } = openCheckpoint(String(path));
let value = input('x', { dtype: 'float32', shape: [2, WIDTH] });
for (let n = 0; n < LAYERS; n++) value = linear(scope.at(String(n)), { out: WIDTH, bias: false }, value);
finish();
const x = float32([2, WIDTH]);
seededRandom(1).fillNormal(x.data);

const before = anonymous();
const session = await loadModel(emit({ y: value }), kind === 'low' ? { weights: 'file', arena: false } : {});
const { y } = await session.run({ x });
const grown = anonymous() - before;
await session.close();
process.stdout.write(JSON.stringify({ grown, y: Array.from(y?.data ?? [], Number) }));
