/** @file dlib's face recognition network (King 2017): a ResNet of 29 layers from a face of 150 pixels to 128 numbers. */
import { type Scope, zeros } from '../checkpoint/scope.ts';
import { scalar } from '../graph/constants.ts';
import { constant, type Value } from '../graph/graph.ts';
import {
  add,
  averagePool,
  matMul,
  maxPool,
  mul,
  pad,
  reduceMean,
  relu,
  reshape,
  slice,
  sub,
} from '../graph/ops/index.ts';
import { pictureShape } from '../nn/conv2d.ts';
import { type TensorflowConv, tensorflowConv } from '../nn/tensorflow.ts';
import { float32 } from '../tensor/tensor.ts';

/** Side of the face in pixels. */
export const FACE_DESCRIPTOR_SIZE = 150;

/** Numbers of a descriptor. */
const FACE_DESCRIPTOR_LENGTH = 128;

/** What dlib subtracts from red, green and blue. */
const MEAN = [122.782, 117.001, 104.298] as const;

/** Residual blocks after the one that opens each stage. */
const STAGES = [
  { name: 'conv64', out: 64, blocks: 3 },
  { name: 'conv128', out: 128, blocks: 2 },
  { name: 'conv256', out: 256, blocks: 2 },
] as const;

/** `image` `[batch, 3, 150, 150]` from 0 to 255 to `[batch, 128]`; one person's lie within about 0.6 of each other. */
export function faceDescriptor(scope: Scope, image: Value): Value {
  const mean = constant(float32([3, 1, 1], Float32Array.from(MEAN)));
  let x = mul(sub(image, mean), scalar(1 / 256));
  x = relu(scaledConv(scope.at('conv32_down'), { out: 32, kernel: 7, stride: 2, padding: 'valid' }, x));
  x = maxPool(x, 3, 2);
  for (let n = 1; n <= 3; n++) x = residual(scope.at(`conv32_${n}`), x);
  for (const { name, out, blocks } of STAGES) {
    x = residualDown(scope.at(`${name}_down`), out, x);
    for (let n = 1; n <= blocks; n++) x = residual(scope.at(`${name}_${n}`), x);
  }
  x = residualDown(scope.at('conv256_down_out'), 256, x);
  return matMul(reduceMean(x, [2, 3]), scope.tensor('fc', [256, FACE_DESCRIPTOR_LENGTH], zeros));
}

/** A convolution, then a scale and a shift of each channel: dlib's affine layer, once a batch normalisation. */
function scaledConv(scope: Scope, config: TensorflowConv, x: Value): Value {
  const channel = (key: string): Value => reshape(scope.tensor(key, [config.out], zeros), [config.out, 1, 1]);
  const y = tensorflowConv(scope, { kernel: 'conv.filters', bias: 'conv.bias' }, config, x);
  return add(mul(y, channel('scale.weights')), channel('scale.biases'));
}

function residual(scope: Scope, x: Value): Value {
  const [, out] = pictureShape(x);
  const h = relu(scaledConv(scope.at('conv1'), { out, kernel: 3 }, x));
  return relu(add(scaledConv(scope.at('conv2'), { out, kernel: 3 }, h), x));
}

/** Halves the picture; the two branches may differ by a row, a column and channels, which are then zeros. */
function residualDown(scope: Scope, out: number, x: Value): Value {
  const h = relu(scaledConv(scope.at('conv1'), { out, kernel: 3, stride: 2, padding: 'valid' }, x));
  const branch = scaledConv(scope.at('conv2'), { out, kernel: 3 }, h);
  const shortcut = averagePool(evenPart(x), 2);
  const [, channels, height, width] = pictureShape(branch);
  const [, shortChannels, shortHeight, shortWidth] = pictureShape(shortcut);
  const grown = pad(branch, [[0, 0], [0, 0], [0, shortHeight - height], [0, shortWidth - width]]); // prettier-ignore
  return relu(add(grown, pad(shortcut, [[0, 0], [0, channels - shortChannels]]))); // prettier-ignore
}

/** Without the last row and column where their number is odd. */
function evenPart(x: Value): Value {
  const [, , height, width] = pictureShape(x);
  return slice(slice(x, 2, 0, height - (height % 2)), 3, 0, width - (width % 2));
}
