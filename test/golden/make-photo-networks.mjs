/**
 * @file Makes photo-networks.json: what TensorFlow.js itself computes with the packages' BlazeFace and FaceMesh on a made-up
 * picture. Run by hand: node make-photo-networks.mjs. No test and no product code runs this.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// The package's TensorFlow.js is made for browsers: this is as much of one as it looks for.
globalThis.window = globalThis;
globalThis.document = { createElement: () => ({ getContext: () => null }) };
const tf = await import('../../node_modules/@vladmandic/face-api/dist/tfjs.esm.js');

const models = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/human')), '../models');

/** Row by row, red, green and blue by turns, in [-1, 1]: the test makes the same. */
const wave = (size) =>
  Float32Array.from({ length: size * size * 3 }, (_, i) => 0.6 * Math.sin(i * 0.013) + 0.3 * Math.cos(i * 0.0007));

async function run(name, size, outputs) {
  const json = JSON.parse(readFileSync(join(models, `${name}.json`), 'utf8'));
  const bytes = readFileSync(join(models, `${name}.bin`));
  const model = await tf.loadGraphModel(
    tf.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap(({ weights }) => weights),
      weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
    }),
  );
  const results = model.execute(tf.tensor(wave(size), [1, size, size, 3]), outputs);
  return results.map((result) => Array.from(result.dataSync(), (value) => Number(value.toPrecision(7))));
}

await tf.setBackend('cpu');
await tf.ready();
const [fineScores, coarseScores, fineBoxes] = await run('blazeface', 256, ['Identity', 'Identity_1', 'Identity_2']);
const [mesh, presence] = await run('facemesh', 192, ['Identity_2', 'Identity_1']);
writeFileSync(
  new URL('photo-networks.json', import.meta.url),
  `${JSON.stringify({ scores: [...fineScores, ...coarseScores], boxes: fineBoxes.slice(0, 1600), mesh, presence })}\n`,
);
