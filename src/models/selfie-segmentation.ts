/** @file MediaPipe's selfie segmentation (2021): which pixels of a picture of 256 show a person. MobileNetV3's encoder, a gated decoder. */
import { type Scope, zeros } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add, convTranspose, mul, relu, reshape, sigmoid, transpose } from '../graph/ops/index.ts';
import { pictureShape } from '../nn/conv2d.ts';
import { globalMean, hardSwish, resizeBilinear2x, tfliteConv, tfliteDepthwise } from '../nn/tflite.ts';

/** Side of the picture in pixels. */
export const SELFIE_SEGMENTATION_SIZE = 256;

/** Layers are numbered in the order of the export, convolutions and depthwise ones by themselves; the first has no number. */
const numbered = (name: string, n: number): string => (n === 0 ? name : `${name}_${n}`);
const convolution = (scope: Scope, n: number, out: number, x: Value): Value =>
  tfliteConv(scope.at(numbered('conv2d', n)), { out }, x);
const depthwise = (scope: Scope, n: number, kernel: number, stride: number, x: Value): Value =>
  tfliteDepthwise(scope.at(numbered('depthwise_conv2d', n)), { kernel, stride }, x);

/** Blocks of the encoder's last stage: their first convolution of five, and how wide they are inside. */
const LAST_STAGE = [
  { first: 9, inside: 96 },
  { first: 13, inside: 128 },
  { first: 17, inside: 128 },
  { first: 21, inside: 96 },
  { first: 25, inside: 96 },
] as const;

/** `image` `[batch, 3, 256, 256]` in [0, 1] to `[batch, 256, 256]`: how surely each pixel is of a person, in [0, 1]. */
export function selfieSegmentation(scope: Scope, image: Value): Value {
  const half = hardSwish(tfliteConv(scope.at('conv2d'), { out: 16, kernel: 3, stride: 2 }, image));
  let x = relu(depthwise(scope, 0, 3, 2, relu(convolution(scope, 1, 16, half))));
  const quarter = convolution(scope, 4, 16, mul(x, gate(scope, 2, 8, x)));
  x = relu(depthwise(scope, 1, 3, 2, relu(convolution(scope, 5, 72, quarter))));
  x = convolution(scope, 6, 24, x);
  const inside = relu(depthwise(scope, 2, 3, 1, relu(convolution(scope, 7, 88, x))));
  const eighth = add(convolution(scope, 8, 24, inside), x);
  x = eighth;
  LAST_STAGE.forEach((block, n) => {
    const seen = lastStage(scope, block, n, x);
    x = n === 0 ? seen : add(seen, x);
  });
  const all = sigmoid(convolution(scope, 30, 128, globalMean(x)));
  x = mul(relu(convolution(scope, 29, 128, x)), all);
  x = decoded(scope, { first: 31, depthwise: 8 }, eighth, x);
  x = decoded(scope, { first: 35, depthwise: 9 }, quarter, x);
  x = decoded(scope, { first: 39, depthwise: 10 }, half, x);
  return mask(scope.at('segment'), x);
}

/** How much of each channel passes, by the mean of all: convolutions `first`, to `narrow` channels, and the next. */
function gate(scope: Scope, first: number, narrow: number, x: Value): Value {
  const [, channels] = pictureShape(x);
  return sigmoid(
    convolution(scope, first + 1, channels, relu(convolution(scope, first, narrow, globalMean(x)))),
  );
}

/** The first block, `n` 0, halves the picture. */
function lastStage(scope: Scope, { first, inside }: (typeof LAST_STAGE)[number], n: number, x: Value): Value {
  const wide = hardSwish(convolution(scope, first, inside, x));
  const seen = hardSwish(depthwise(scope, 3 + n, 5, n === 0 ? 2 : 1, wide));
  return convolution(scope, first + 3, 32, mul(seen, gate(scope, first + 1, inside / 4, seen)));
}

/** What is coarse at twice the size, with what of the finer `skip` both let through. */
function decoded(
  scope: Scope,
  numbers: { readonly first: number; readonly depthwise: number },
  skip: Value,
  coarse: Value,
): Value {
  const [, channels] = pictureShape(skip);
  const { first } = numbers;
  const up = convolution(scope, first, channels, resizeBilinear2x(coarse));
  const fine = add(mul(skip, gate(scope, first + 1, channels, add(skip, up))), up);
  const x = relu(convolution(scope, first + 3, channels, fine));
  return add(x, relu(depthwise(scope, numbers.depthwise, 3, 1, x)));
}

/** The export's own operator, Convolution2DTransposeBias: each place becomes 2 x 2, by a kernel `[1, 2, 2, channels]`. */
function mask(scope: Scope, x: Value): Value {
  const [batch, channels, height, width] = pictureShape(x);
  const kernel = transpose(scope.tensor('Kernel', [1, 2, 2, channels], zeros), [3, 0, 1, 2]);
  const spread = convTranspose(x, kernel, { stride: 2, pads: [0, 0, 0, 0], outputPadding: [0, 0] });
  const logits = add(spread, reshape(scope.tensor('Bias', [1], zeros), [1, 1, 1]));
  return reshape(sigmoid(logits), [batch, 2 * height, 2 * width]);
}
