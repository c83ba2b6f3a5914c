/**
 * @file A face ViT of real size against what transformers computes with it, checkpoint and pictures from test/golden/make-vit-base.py.
 * Usage: vit-parity.ts FOLDER
 */
import { join } from 'node:path';
import { openModel } from '../src/checkpoint/model-folder.ts';
import { openSafetensors, readTensor } from '../src/checkpoint/safetensors.ts';
import { emit } from '../src/graph/emit.ts';
import { input } from '../src/graph/graph.ts';
import { VIT } from '../src/models/kinds.ts';
import { vit } from '../src/models/vit.ts';
import { loadModel } from '../src/runtime/run.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder that make-vit-base.py wrote');

const golden = openSafetensors(join(folder, 'golden.safetensors'));
const image = readTensor(golden, 'image');
const { scope, config, finish } = openModel(join(folder), VIT);
const { cls, final } = vit(scope, config, input('image', { dtype: 'float32', shape: image.shape }));
finish();
const taps = Object.fromEntries(cls.map((value, n) => [`tap${config.taps[n] ?? NaN}`, value]));
const session = await loadModel(emit({ ...taps, final }));
const begun = performance.now();
const seen = await session.run({ image });
console.log(
  `${config.num_hidden_layers} layers, ${config.hidden_size} wide; ${image.shape[0] ?? 0} pictures in ${(performance.now() - begun).toFixed(0)} ms`,
);
await session.close();
for (const [name, { data }] of Object.entries(seen)) {
  const expected = Float64Array.from(readTensor(golden, name).data, Number);
  const found = Float64Array.from(data, Number);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const worst = found.reduce((most, value, i) => Math.max(most, Math.abs(value - (expected[i] ?? NaN))), 0);
  console.log(
    `${name.padEnd(6)} worst difference ${worst.toExponential(1)} where values reach ${largest.toFixed(2)}`,
  );
}
