/** @file A small residual convolutional network with group norm, for the judges and the detector. */
import type { Scope } from '../checkpoint/scope.ts';
import type { Value } from '../graph/graph.ts';
import { add, averagePool, relu, reshape } from '../graph/ops/index.ts';
import { channelsOf, conv2d, pictureShape } from './conv2d.ts';
import { groupNorm } from './norm.ts';

export interface ConvNetConfig {
  /** Channels of the stem and of each stage; a stage halves height and width. */
  readonly stem: number;
  readonly widths: readonly number[];
  /** Residual blocks in a stage. */
  readonly blocks: number;
  readonly groups: number;
  /** Of the stem; 1 by default. */
  readonly stemStride?: number;
}

/** `[batch, channels, height, width]` to the last stage's picture. Keys: stem, stages.n.m. */
export function convNet(scope: Scope, config: ConvNetConfig, x: Value): Value {
  const { stem, widths, blocks, groups, stemStride = 1 } = config;
  let h = convNormRelu(scope.at('stem'), { out: stem, groups, stride: stemStride }, x);
  widths.forEach((out, stage) => {
    for (let block = 0; block < blocks; block++) {
      h = residual(scope.at(`stages.${stage}.${block}`), { out, groups, stride: block === 0 ? 2 : 1 }, h);
    }
  });
  return h;
}

export interface BlockConfig {
  readonly out: number;
  readonly groups: number;
  readonly stride: number;
}

const norm = (scope: Scope, { groups }: BlockConfig, x: Value): Value =>
  groupNorm(scope, { groups, eps: 1e-5 }, x);

const convNormRelu = (scope: Scope, config: BlockConfig, x: Value): Value =>
  relu(
    norm(scope.at('norm'), config, conv2d(scope.at('conv'), { ...config, bias: false, gain: Math.SQRT2 }, x)),
  );

/** Two convolutions beside a shortcut (He et al. 2016). Keys: first, conv, norm, shortcut. */
export function residual(scope: Scope, config: BlockConfig, x: Value): Value {
  const h = convNormRelu(scope.at('first'), config, x);
  const y = norm(scope.at('norm'), config, conv2d(scope.at('conv'), { out: config.out, bias: false }, h));
  const same = config.stride === 1 && channelsOf(x) === config.out;
  return relu(add(y, same ? x : conv2d(scope.at('shortcut'), { ...config, kernel: 1, padding: 0 }, x)));
}

/** Means over size x size equal parts of the picture, `[batch, channels * size * size]`. */
export function pool(size: number, features: Value): Value {
  const [batch, channels, height] = pictureShape(features);
  return reshape(averagePool(features, height / size), [batch, channels * size * size]);
}
