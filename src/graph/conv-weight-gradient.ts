/** @file The gradient of a convolution by its weights, in the two ways that measured fastest. */
import type { Shape } from '../tensor/shape.ts';
import { int32s } from './constants.ts';
import type { Value } from './graph.ts';
import { concat } from './ops/concat.ts';
import { gather } from './ops/gather.ts';
import { gemm } from './ops/gemm.ts';
import { matMul } from './ops/mat-mul.ts';
import { pad } from './ops/pad.ts';
import { reduceSum } from './ops/reduce-sum.ts';
import { reshape } from './ops/reshape.ts';
import { stridedSlice } from './ops/slice.ts';
import { transpose } from './ops/transpose.ts';

/** Zeros around a picture. */
export type Padding = readonly [top: number, left: number, bottom: number, right: number];

/** What the pixels under a kernel cell follow from. */
interface Window {
  readonly outHeight: number;
  readonly outWidth: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly stride: number;
}

interface Geometry extends Window {
  readonly batch: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  readonly outChannels: number;
  readonly padding: Padding;
}

/** From this many output pixels on, one product for each kernel cell is faster than gathering patches. */
const MANY_PIXELS = 16 * 16;

/** Of `x` [batch, in, height, width] and `dy` [batch, out, h, w]: [out, in, kh, kw], which is `shape`. */
export function convWeightGradient(
  x: Value,
  shape: Shape,
  dy: Value,
  stride: number,
  padding: Padding,
): Value {
  const [batch = 0, channels = 0, height = 0, width = 0] = x.type.shape;
  const [, outChannels = 0, outHeight = 0, outWidth = 0] = dy.type.shape;
  const [, , kernelHeight = 0, kernelWidth = 0] = shape;
  const geometry: Geometry = {
    batch,
    channels,
    height,
    width,
    outChannels,
    outHeight,
    outWidth,
    kernelHeight,
    kernelWidth,
    stride,
    padding,
  };
  const strategy = outHeight * outWidth >= MANY_PIXELS ? byCells : byPatches;
  return reshape(strategy(x, dy, geometry), shape);
}

/** For each kernel cell: dy times the pixels that the cell saw, summed over the batch. [out, in, cells]. */
function byCells(x: Value, dy: Value, geometry: Geometry): Value {
  const { batch, channels, outChannels, outHeight, outWidth, kernelHeight, kernelWidth } = geometry;
  const padded = padPixels(x, geometry.padding);
  const rows = reshape(dy, [batch, outChannels, outHeight * outWidth]);
  const cells: Value[] = [];
  for (let row = 0; row < kernelHeight; row++) {
    for (let column = 0; column < kernelWidth; column++) {
      const seen = reshape(seenBy(row, column, padded, geometry), [batch, channels, outHeight * outWidth]);
      cells.push(reduceSum(matMul(rows, transpose(seen, [0, 2, 1])), [0]));
    }
  }
  return transpose(reshape(concat(cells, 0), [cells.length, outChannels, channels]), [1, 2, 0]);
}

export const padPixels = (x: Value, [top, left, bottom, right]: Padding): Value =>
  pad(x, [[0, 0], [0, 0], [top, bottom], [left, right]]); // prettier-ignore

/** The pixels under one kernel cell: [batch, in, outHeight, outWidth]. */
export function seenBy(row: number, column: number, padded: Value, window: Window): Value {
  const { outHeight, outWidth, kernelHeight, kernelWidth, stride } = window;
  if (kernelHeight * kernelWidth * stride === 1) return padded;
  return stridedSlice(padded, [
    { axis: 2, start: row, end: row + (outHeight - 1) * stride + 1, step: stride },
    { axis: 3, start: column, end: column + (outWidth - 1) * stride + 1, step: stride },
  ]);
}

/** One product of dy with all patches [batch · pixels, cells · in]. [out, in, cells]. */
function byPatches(x: Value, dy: Value, geometry: Geometry): Value {
  const { batch, channels, height, width, outChannels, outHeight, outWidth } = geometry;
  const rows = batch * outHeight * outWidth;
  const pixels = transpose(reshape(x, [batch, channels, height * width]), [0, 2, 1]);
  const patches = isPointwise(geometry) ? pixels : gatherPatches(pixels, geometry);
  const dyColumns = transpose(reshape(dy, [batch, outChannels, outHeight * outWidth]), [1, 0, 2]);
  const gradient = gemm(reshape(dyColumns, [outChannels, rows]), reshape(patches, [rows, -1]));
  return transpose(reshape(gradient, [outChannels, -1, channels]), [0, 2, 1]);
}

const isPointwise = ({ kernelHeight, kernelWidth, stride, padding }: Geometry): boolean =>
  kernelHeight * kernelWidth * stride === 1 && padding.every((amount) => amount === 0);

function gatherPatches(pixels: Value, geometry: Geometry): Value {
  const indices = patchIndices(geometry);
  const outside = geometry.height * geometry.width;
  const source = indices.includes(outside) ? pad(pixels, [[0, 0], [0, 1]]) : pixels; // prettier-ignore
  return gather(source, int32s([indices.length], indices), 1);
}

/** For each output pixel and kernel cell, the input pixel it sees; height · width stands for the zeros outside. */
function patchIndices(geometry: Geometry): number[] {
  const { height, width, outHeight, outWidth, kernelHeight, kernelWidth, stride, padding } = geometry;
  const [top, left] = padding;
  const indices: number[] = [];
  for (let y = 0; y < outHeight; y++) {
    for (let x = 0; x < outWidth; x++) {
      for (let cell = 0; cell < kernelHeight * kernelWidth; cell++) {
        const row = y * stride + Math.floor(cell / kernelWidth) - top;
        const column = x * stride + (cell % kernelWidth) - left;
        const isInside = row >= 0 && row < height && column >= 0 && column < width;
        indices.push(isInside ? row * width + column : height * width);
      }
    }
  }
  return indices;
}
