/** @file The models that are ours alone: where they start, and what their outputs promise. */
import { expect, test } from 'vitest';
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import { createParameters, initialise, storedTensors } from '../../src/checkpoint/parameter-scope.ts';
import { ShapeError } from '../../src/errors.ts';
import { constant, input, type Value } from '../../src/graph/graph.ts';
import { clipTextFromEmbeddings, parseClipTextConfig, tokenEmbeddings } from '../../src/models/clip-text.ts';
import { faceDetector } from '../../src/models/face-detector.ts';
import { faceRecognizer } from '../../src/models/face-recognizer.ts';
import { idEncoder, parseIdEncoderConfig, startingWordKeys } from '../../src/models/id-encoder.ts';
import { logitScale } from '../../src/models/image-text.ts';
import {
  toonFaceDetector,
  toonFaceRecognizer,
  toonIdEncoder,
  toonVit,
} from '../../src/models/presets/toon.ts';
import { vit } from '../../src/models/vit.ts';
import { float32, int64, tensor } from '../../src/tensor/tensor.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { noise, relativeDifference, someWeights } from './forward.ts';

const floats = (...shape: number[]): Value => input('x', { dtype: 'float32', shape });

test('pseudo words start at the words that their biases hold, whatever the face', async () => {
  const config = parseIdEncoderConfig({ words: 2, feature_sizes: [4, 3], hidden_sizes: [8], width: 2 });
  const { scope, parameters } = createParameters();
  idEncoder(scope, config, floats(1, 7));
  const values = initialise(parameters, 1);
  const keys = startingWordKeys(config);
  expect(keys).toEqual(['words.0.layers.1.bias', 'words.1.layers.1.bias']);
  keys.forEach((key, word) => values.get(key)?.set([10 * word + 1, 10 * word + 2]));
  const stored = constantScope(storedTensors(parameters, values));
  const { y } = await evaluate({ y: idEncoder(stored, config, floats(3, 7)) }, { x: noise([3, 7], 'faces') });
  expect(y?.shape).toEqual([3, 2, 2]);
  const start = [1, 2, 11, 12];
  expectAllClose(Array.from(y?.data ?? [], Number), [...start, ...start, ...start], { absolute: 0.05 });
});

test('the ID encoder takes the features of the toon face ViT', () => {
  const { cls, final } = vit(createParameters().scope, toonVit, floats(1, 3, 112, 112));
  expect([...cls, final].map(({ type }) => type.shape[1])).toEqual(toonIdEncoder().feature_sizes);
});

test('an encoder of the last scale alone does not see the layers before it', async () => {
  const config = parseIdEncoderConfig({ scales: 'last', feature_sizes: [4, 3], hidden_sizes: [8], width: 2 });
  const build = (scope: Parameters<typeof idEncoder>[0]): Value => idEncoder(scope, config, floats(2, 7));
  const x = noise([2, 7], 'faces');
  // The two faces differ in their first scale only.
  x.data.copyWithin(11, 4, 7);
  const { y } = await evaluate({ y: build(constantScope(someWeights(build))) }, { x });
  expect(y?.data.slice(0, 4)).toEqual(y?.data.slice(4));
});

test('features of another width are refused', () => {
  const build = (): Value => idEncoder(createParameters().scope, toonIdEncoder(), floats(1, 5));
  expect(build).toThrow(ShapeError);
  expect(build).toThrow(/features \[1, 5\], expected \[batch, 1024\]/);
});

test('a picture of another size than the ViT was made for is refused', () => {
  expect(() => vit(createParameters().scope, toonVit, floats(1, 3, 64, 64))).toThrow(
    /expected \[batch, 3, 112, 112\]/,
  );
});

test('face embeddings have unit length and tell pictures apart', async () => {
  const build = (scope: Parameters<typeof faceRecognizer>[0]): Value =>
    faceRecognizer(scope, toonFaceRecognizer, floats(2, 3, 64, 64));
  const { y } = await evaluate(
    { y: build(constantScope(someWeights(build))) },
    { x: noise([2, 3, 64, 64], 'faces') },
  );
  const [a, b] = [0, 128].map((start) => Array.from(y?.data.slice(start, start + 128) ?? [], Number));
  expect(Math.hypot(...(a ?? []))).toBeCloseTo(1, 4);
  expect(Math.hypot(...(b ?? []))).toBeCloseTo(1, 4);
  expect(a).not.toEqual(b);
});

test('the face detector answers for every cell of 8 x 8 pixels', () => {
  const y = faceDetector(createParameters().scope, toonFaceDetector, floats(2, 3, 128, 128));
  expect(y.type.shape).toEqual([2, 15, 16, 16]);
});

test.each([
  [Math.log(1 / 0.07), 1 / 0.07],
  [9, 100],
])('a logit scale stored as %f multiplies by %f', async (stored, expected) => {
  const scope = constantScope(new Map([['logit_scale', float32([], Float32Array.of(stored))]]));
  const { y } = await evaluate({ y: logitScale(scope) });
  expect(Number(y?.data[0])).toBeCloseTo(expected, 3);
});

const text = parseClipTextConfig({
  vocab_size: 20,
  hidden_size: 8,
  intermediate_size: 16,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  max_position_embeddings: 6,
});

test('a pseudo word changes the tokens from its place on and none before (the text encoder is causal)', async () => {
  const ids = constant(int64([1, 5], [3, 1, 4, 1, 5]));
  const scope = constantScope(
    someWeights((some) => clipTextFromEmbeddings(some, text, tokenEmbeddings(some, text, ids))),
  );
  const { words } = await evaluate({ words: tokenEmbeddings(scope, text, ids) });
  const data = Float32Array.from(words?.data ?? [], Number);
  const encode = async (embeddings: Float32Array<ArrayBuffer>): Promise<number[]> => {
    const y = clipTextFromEmbeddings(scope, text, constant(tensor('float32', [1, 5, 8], embeddings)));
    return Array.from((await evaluate({ y }))['y']?.data ?? [], Number);
  };
  const before = await encode(data);
  const after = await encode(data.map((x, i) => (i >= 16 && i < 24 ? -x : x)));
  expect(after.slice(0, 16)).toEqual(before.slice(0, 16));
  for (const token of [2, 3, 4]) {
    const part = (all: number[]) => float32([8], Float32Array.from(all.slice(8 * token, 8 * token + 8)));
    expect(relativeDifference(part(after), part(before))).toBeGreaterThan(1e-3);
  }
});

test('token embeddings of another width, or more than there are positions for, are refused', () => {
  const build = (...shape: number[]): Value =>
    clipTextFromEmbeddings(createParameters().scope, text, floats(...shape));
  expect(() => build(1, 7, 8)).toThrow(/expected \[batch, at most 6, 8\]/);
  expect(() => build(1, 5, 9)).toThrow(ShapeError);
});
