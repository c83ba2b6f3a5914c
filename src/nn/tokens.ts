/** @file Between pictures and rows of tokens. */
import type { Value } from '../graph/graph.ts';
import { reshape, transpose } from '../graph/ops/index.ts';
import { pictureShape } from './conv2d.ts';

/** `[batch, channels, height, width]` to `[batch, height * width, channels]`. */
export function tokensOf(picture: Value): Value {
  const [batch, channels, height, width] = pictureShape(picture);
  return transpose(reshape(picture, [batch, channels, height * width]), [0, 2, 1]);
}

/** The inverse of `tokensOf`, in the shape of `like`. */
export const pictureOf = (tokens: Value, like: Value): Value =>
  reshape(transpose(tokens, [0, 2, 1]), like.type.shape);
