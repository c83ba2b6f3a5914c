/** @file FaceMesh (Kartynnik et al. 2019): 468 points of one face in three dimensions, in a crop of 192 pixels. */
import { type Scope, zeros } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add, maxPool, pad, pRelu, reshape, sigmoid, transpose } from '../graph/ops/index.ts';
import { pictureShape } from '../nn/conv2d.ts';
import { tensorflowConv, tensorflowDepthwise } from '../nn/tensorflow.ts';

/** Side of the crop in pixels. */
export const FACE_MESH_SIZE = 192;

export const FACE_MESH_POINTS = 468;

export interface FaceMeshOutputs {
  /** `[batch, 468, 3]`: x and y in pixels of the crop, z in the same unit, smaller towards the viewer. */
  readonly mesh: Value;
  /** `[batch]`: how sure it is in [0, 1] that the crop shows a face. */
  readonly presence: Value;
}

/** Channels of the trunk's blocks; each `stride` 2 halves the picture. Block n has the tensors numbered n + 1. */
const TRUNK = [16, 16, 32, 32, 32, 64, 64, 64, 128, 128, 128, 128, 128, 128].map((out, n) => ({
  out,
  stride: [2, 5, 8, 11].includes(n) ? 2 : 1,
}));

/** `image` `[batch, 3, 192, 192]` in [0, 1]. The outline of eyes and lips that the network also gives is left out. */
export function faceMesh(scope: Scope, image: Value): FaceMeshOutputs {
  const model = scope.at('StatefulPartitionedCall.model_1');
  let x = convPRelu(model, { conv: 1, slope: 1 }, { out: 16, kernel: 3, stride: 2 }, image);
  TRUNK.forEach(({ out, stride }, n) => {
    x = block(model, { depthwise: n + 1, conv: n + 2, slope: n + 2 }, { out, stride }, x);
  });
  return { mesh: meshHead(model, x), presence: presenceHead(model, x) };
}

function meshHead(model: Scope, trunk: Value): Value {
  let x = block(model, { depthwise: 15, conv: 16, slope: 16 }, { out: 128, stride: 2 }, trunk);
  x = block(model, { depthwise: 16, conv: 17, slope: 17 }, { out: 128, stride: 1 }, x);
  x = block(model, { depthwise: 17, conv: 18, slope: 18 }, { out: 128, stride: 1 }, x);
  x = convPRelu(model, { conv: 19, slope: 19 }, { out: 32, kernel: 1 }, x);
  x = block(model, { depthwise: 18, conv: 20, slope: 20 }, { out: 32, stride: 1 }, x);
  const [batch] = pictureShape(x);
  const numbers = lastConv(model, 21, 3 * FACE_MESH_POINTS, x);
  return reshape(transpose(numbers, [0, 2, 3, 1]), [batch, FACE_MESH_POINTS, 3]);
}

function presenceHead(model: Scope, trunk: Value): Value {
  let x = block(model, { depthwise: 23, conv: 28, slope: 26 }, { out: 128, stride: 2 }, trunk);
  x = convPRelu(model, { conv: 29, slope: 27 }, { out: 32, kernel: 1 }, x);
  x = block(model, { depthwise: 24, conv: 30, slope: 28 }, { out: 32, stride: 1 }, x);
  const [batch] = pictureShape(x);
  return reshape(sigmoid(lastConv(model, 31, 1, x)), [batch]);
}

interface Numbers {
  readonly depthwise: number;
  readonly conv: number;
  readonly slope: number;
}

/** A separable convolution beside a shortcut, which shrinks by maxima and grows by channels of zeros. */
function block(
  model: Scope,
  { depthwise, conv, slope }: Numbers,
  { out, stride }: { readonly out: number; readonly stride: number },
  x: Value,
): Value {
  const [, channels] = pictureShape(x);
  const key = `depthwise_conv2d_${depthwise}.depthwise.ReadVariableOp`;
  const seen = tensorflowDepthwise(model, key, { kernel: 3, stride }, x);
  const shortcut = stride === 1 ? x : maxPool(x, stride);
  const grown = pad(shortcut, [[0, 0], [0, out - channels]]); // prettier-ignore
  return prelu(model, slope, add(foldedConv(model, conv, { out, kernel: 1 }, seen), grown));
}

type Convolution = Parameters<typeof tensorflowConv>[2];

const convPRelu = (
  model: Scope,
  { conv, slope }: Omit<Numbers, 'depthwise'>,
  config: Convolution,
  x: Value,
): Value => prelu(model, slope, foldedConv(model, conv, config, x));

/** Batch normalisation was folded into weights and offset when the network was exported. */
const foldedConv = (model: Scope, n: number, config: Convolution, x: Value): Value =>
  tensorflowConv(
    model,
    { kernel: `conv2d_${n}.Conv2D_weights`, bias: `conv2d_${n}.Conv2D_bn_offset` },
    config,
    x,
  );

/** Over all 3 x 3 places that are left, to one. */
const lastConv = (model: Scope, n: number, out: number, x: Value): Value =>
  tensorflowConv(
    model,
    { kernel: `conv2d_${n}.Conv2D.ReadVariableOp`, bias: `conv2d_${n}.BiasAdd.ReadVariableOp` },
    { out, kernel: 3, padding: 'valid' },
    x,
  );

function prelu(model: Scope, n: number, x: Value): Value {
  const [, channels] = pictureShape(x);
  return pRelu(x, reshape(model.tensor(`p_re_lu_${n}.Neg`, [1, 1, channels], zeros), [channels, 1, 1]));
}
