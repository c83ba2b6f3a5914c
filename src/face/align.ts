/** @file Cuts a face out upright and at one size: five landmarks onto a template by a similarity transform. */
import { fitSimilarity, type Point, type Similarity } from './similarity.ts';
import { ARCFACE_TEMPLATE, TEMPLATE_SIZE, type FivePoints } from './template.ts';
import { warpInto } from './warp.ts';
import type { RgbImage } from '../image/rgb-image.ts';

/** The transform from the aligned square (`size` pixels) back into the picture. Throws RangeError for one-point faces. */
export function alignment(
  points: FivePoints,
  size: number,
  template: FivePoints = ARCFACE_TEMPLATE,
): Similarity {
  const ratio = size / TEMPLATE_SIZE;
  const scaled = template.map(([x, y]): Point => [x * ratio, y * ratio]);
  return fitSimilarity(scaled, points);
}

/** The aligned face as interleaved RGB bytes, `size` x `size`; black where the picture ends. */
export function alignFace(
  image: RgbImage,
  points: FivePoints,
  size: number,
  template: FivePoints = ARCFACE_TEMPLATE,
): { width: number; height: number; data: Uint8Array } {
  const data = new Uint8Array(size * size * 3);
  const planes = new Float32Array(size * size * 3);
  warpInto(planes, 0, image, alignment(points, size, template), size);
  const area = size * size;
  for (let i = 0; i < area; i++) {
    for (let channel = 0; channel < 3; channel++) {
      data[i * 3 + channel] = Math.round(planes[channel * area + i] as number);
    }
  }
  return { width: size, height: size, data };
}

/** Writes the aligned face as planes [3, size, size] in [-1, 1] into `target` from `offset` on: one row of a training batch. */
export function alignFaceInto(
  target: Float32Array,
  offset: number,
  image: RgbImage,
  points: FivePoints,
  size: number,
  template: FivePoints = ARCFACE_TEMPLATE,
): void {
  const end = offset + size * size * 3;
  if (end > target.length)
    throw new RangeError(`a face of ${size} ends at ${end}, the target at ${target.length}`);
  warpInto(target, offset, image, alignment(points, size, template), size);
  for (let i = offset; i < end; i++) target[i] = (target[i] as number) / 127.5 - 1;
}

/** Aligned faces as one batch [count, 3, size, size] in [-1, 1]. */
export function alignFaces(
  faces: readonly { readonly image: RgbImage; readonly points: FivePoints }[],
  size: number,
  template: FivePoints = ARCFACE_TEMPLATE,
): Float32Array {
  const stride = size * size * 3;
  const batch = new Float32Array(faces.length * stride);
  faces.forEach(({ image, points }, i) => {
    alignFaceInto(batch, i * stride, image, points, size, template);
  });
  return batch;
}
