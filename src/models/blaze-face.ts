/** @file BlazeFace for the back camera (Bazarevsky et al. 2019): boxes and six points of faces in a picture of 256 pixels. */
import type { Scope } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add, concat, maxPool, pad, relu, reshape, transpose } from '../graph/ops/index.ts';
import { pictureShape } from '../nn/conv2d.ts';
import { tensorflowConv, tensorflowDepthwise } from '../nn/tensorflow.ts';

/** Side of the picture in pixels. */
export const BLAZE_FACE_SIZE = 256;

/** Anchors lie in the middles of cells of `stride` pixels, `count` to a cell; they stand in this order, row by row. */
export const BLAZE_FACE_ANCHORS = [
  { stride: 16, count: 2 },
  { stride: 32, count: 6 },
] as const;

/** Numbers of an anchor: centre x and y, width, height, then x and y of six points. */
export const BLAZE_FACE_NUMBERS = 16;

/** Channels of the blocks, in order; a 's' halves the picture first. */
const BLOCKS = [
  ...Array.from({ length: 7 }, () => ({ out: 24, stride: 1 })),
  { out: 24, stride: 2 },
  ...Array.from({ length: 7 }, () => ({ out: 24, stride: 1 })),
  { out: 48, stride: 2 },
  ...Array.from({ length: 7 }, () => ({ out: 48, stride: 1 })),
  { out: 96, stride: 2 },
  ...Array.from({ length: 7 }, () => ({ out: 96, stride: 1 })),
] as const;

export interface BlazeFaceOutputs {
  /** `[batch, 896]`, logits. */
  readonly scores: Value;
  /** `[batch, 896, 16]`, in pixels from the anchor's middle. */
  readonly boxes: Value;
}

/** `image` `[batch, 3, 256, 256]` in [-1, 1]. The export lost the layers' names: tensors are `unknown_N` in the layers' order. */
export function blazeFace(scope: Scope, image: Value): BlazeFaceOutputs {
  const stem = { out: 24, kernel: 5, stride: 2 } as const;
  let x = relu(tensorflowConv(scope, { kernel: 'unknown', bias: 'unknown_0' }, stem, image));
  BLOCKS.forEach(({ out, stride }, n) => {
    x = blazeBlock(scope, 1 + 4 * n, { out, stride }, x);
  });
  const coarse = relu(separable(scope, 125, { out: 96, stride: 2 }, x));
  const head = (first: number, numbers: number, count: number, features: Value): Value =>
    anchorRows(pointwise(scope, first, count * numbers, features), numbers);
  const [fine, rough] = BLAZE_FACE_ANCHORS;
  const scores = concat([head(135, 1, fine.count, x), head(133, 1, rough.count, coarse)], 1);
  const numbers = BLAZE_FACE_NUMBERS;
  return {
    scores: reshape(scores, [scores.type.shape[0] ?? 1, -1]),
    boxes: concat([head(131, numbers, fine.count, x), head(129, numbers, rough.count, coarse)], 1),
  };
}

interface Block {
  readonly out: number;
  readonly stride: number;
}

/** A separable convolution beside a shortcut, which shrinks by maxima and grows by channels of zeros. */
function blazeBlock(scope: Scope, first: number, { out, stride }: Block, x: Value): Value {
  const [, channels] = pictureShape(x);
  const shortcut = stride === 1 ? x : maxPool(x, stride);
  const grown = pad(shortcut, [[0, 0], [0, out - channels]]); // prettier-ignore
  return relu(add(separable(scope, first, { out, stride }, x), grown));
}

/** Depthwise 3 x 3, then 1 x 1. Its tensors are numbers `first`, `first` + 2 and `first` + 3. */
const separable = (scope: Scope, first: number, { out, stride }: Block, x: Value): Value =>
  pointwise(scope, first + 2, out, tensorflowDepthwise(scope, `unknown_${first}`, { kernel: 3, stride }, x));

const pointwise = (scope: Scope, first: number, out: number, x: Value): Value =>
  tensorflowConv(scope, { kernel: `unknown_${first}`, bias: `unknown_${first + 1}` }, { out, kernel: 1 }, x);

/** `[batch, count * numbers, rows, columns]` to `[batch, rows * columns * count, numbers]`. */
function anchorRows(x: Value, numbers: number): Value {
  const [batch] = pictureShape(x);
  return reshape(transpose(x, [0, 2, 3, 1]), [batch, -1, numbers]);
}
