/** @file Which pictures from strangers are let in; checked from the header, before a pixel is decoded. */
import { UserError } from '../errors.ts';
import { say } from '../say.ts';

export interface ImageLimits {
  readonly maxBytes: number;
  /** Longest width or height in pixels. */
  readonly maxSide: number;
  readonly maxPixels: number;
  /** Shortest width or height in pixels. */
  readonly minSide: number;
}

export const DEFAULT_LIMITS: ImageLimits = {
  maxBytes: 30 * 1024 * 1024,
  maxSide: 12_000,
  maxPixels: 64_000_000,
  minSide: 64,
};

/** The most of an AVIF, which is decoded as a whole whatever it is shrunk to: 64 million pixels would take 1.2 GB. */
export const MOST_AVIF_PIXELS = 16_000_000;

export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Throws UserError image-too-large. */
export function checkBytes(bytes: number, { maxBytes }: ImageLimits): void {
  if (bytes <= maxBytes) return;
  const megabytes = (count: number): string => `${(count / 1024 / 1024).toFixed(1)} MB`;
  throw new UserError(
    'image-too-large',
    say`The picture has ${megabytes(bytes)}; at most ${megabytes(maxBytes)} are read.`,
  );
}

/** Throws UserError image-too-large or image-too-small. */
export function checkSize({ width, height }: ImageSize, { maxSide, maxPixels, minSide }: ImageLimits): void {
  if (Math.max(width, height) > maxSide || width * height > maxPixels) {
    throw new UserError(
      'image-too-large',
      say`The picture has ${width} x ${height} pixels; at most ${maxSide} on a side and ${maxPixels / 1e6} million in all are read.`,
    );
  }
  if (Math.min(width, height) < minSide) {
    throw new UserError(
      'image-too-small',
      say`The picture has ${width} x ${height} pixels; at least ${minSide} x ${minSide} are needed.`,
    );
  }
}
