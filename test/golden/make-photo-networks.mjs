/**
 * @file Makes photo-networks.json: what TensorFlow.js itself computes with the packages' BlazeFace and FaceMesh, and face-api
 * with its descriptor, on a made-up picture. Run by hand: node make-photo-networks.mjs. No test and no product code runs this.
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

/** The picture from 0 to 255. face-api divides by 255 what dlib, and so this project, divides by 256: it gets as much less contrast. */
async function describe(size) {
  const { FaceRecognitionNet, NetInput, tf: own } = await import(
    '../../node_modules/@vladmandic/face-api/dist/face-api.esm.js'
  );
  await own.setBackend('cpu');
  await own.ready();
  const folder = join(dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')), 'model');
  const manifest = JSON.parse(readFileSync(join(folder, 'face_recognition_model-weights_manifest.json'), 'utf8'));
  const bytes = readFileSync(join(folder, 'face_recognition_model.bin'));
  const weights = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const network = new FaceRecognitionNet();
  network.loadFromWeightMap(own.io.decodeWeights(weights, manifest.flatMap((group) => group.weights)));
  const mean = [122.782, 117.001, 104.298];
  const pixels = wave(size).map((value, i) => {
    const pixel = 127.5 + 100 * value;
    return mean[i % 3] + ((pixel - mean[i % 3]) * 255) / 256;
  });
  const descriptor = network.forwardInput(new NetInput([own.tensor(pixels, [1, size, size, 3])]));
  return Array.from(descriptor.dataSync(), (value) => Number(value.toPrecision(7)));
}

const [fineScores, coarseScores, fineBoxes] = await run('blazeface', 256, ['Identity', 'Identity_1', 'Identity_2']);
const [mesh, presence] = await run('facemesh', 192, ['Identity_2', 'Identity_1']);
writeFileSync(
  new URL('photo-networks.json', import.meta.url),
  `${JSON.stringify({ scores: [...fineScores, ...coarseScores], boxes: fineBoxes.slice(0, 1600), mesh, presence, descriptor: await describe(150) })}\n`,
);
