/** @file Quick previews: the linear map from latents to colours that fits training pictures best. */
import { toPlanes } from '../datasets/planes.ts';
import { openLatents, type DrawnLatentOptions, latentShapeOf } from '../datasets/latents.ts';
import { openPortraits, PORTRAIT_BYTES, PORTRAIT_SIZE } from '../datasets/portraits.ts';

const PICTURES = 128;

/** Least squares over 128 pictures: one row of red, green, blue in [-1, 1] for each channel of scaled latents. */
export function previewFactors(options: DrawnLatentOptions): [number, number, number][] {
  const [channels, height, width] = latentShapeOf(options.vaeFolder);
  const cells = height * width;
  const latents = openLatents(options);
  const portraits = openPortraits(options.set, options.cacheFolder);
  const z = new Float32Array(channels * cells);
  const pixels = new Uint8Array(PORTRAIT_BYTES);
  const planes = new Float32Array(PORTRAIT_BYTES);
  // Normal equations: (Σ z zᵀ) factors = Σ z rgbᵀ, side by side in one matrix.
  const system = Array.from({ length: channels }, () => new Float64Array(channels + 3));
  for (let index = 0; index < PICTURES; index++) {
    latents.read(index, new Uint8Array(z.buffer));
    portraits.read(index, pixels);
    toPlanes(pixels, planes, 0);
    for (let cell = 0; cell < cells; cell++) {
      const colour = [0, 1, 2].map((c) => cellMean(planes, c, cell, width));
      system.forEach((row, i) => {
        const zi = z[i * cells + cell] ?? 0;
        for (let j = 0; j < channels; j++) row[j] = (row[j] ?? 0) + zi * (z[j * cells + cell] ?? 0);
        colour.forEach((value, c) => (row[channels + c] = (row[channels + c] ?? 0) + zi * value));
      });
    }
  }
  latents.close();
  portraits.close();
  return solve(system).map((row) => [row[0] ?? 0, row[1] ?? 0, row[2] ?? 0]);
}

/** Mean of the pixels below one latent cell. */
function cellMean(planes: Float32Array, channel: number, cell: number, width: number): number {
  const side = PORTRAIT_SIZE / width;
  const [top, left] = [Math.floor(cell / width) * side, (cell % width) * side];
  let sum = 0;
  for (let y = top; y < top + side; y++) {
    for (let x = left; x < left + side; x++)
      sum += planes[(channel * PORTRAIT_SIZE + y) * PORTRAIT_SIZE + x] ?? 0;
  }
  return sum / (side * side);
}

/** Gauss-Jordan elimination of [A | B]; A is symmetric and positive, so no pivoting is needed. Returns A⁻¹ B. */
function solve(system: readonly Float64Array[]): number[][] {
  const size = system.length;
  system.forEach((pivotRow, pivot) => {
    const scale = pivotRow[pivot] ?? 1;
    pivotRow.forEach((value, j) => (pivotRow[j] = value / scale));
    system.forEach((row, i) => {
      if (i === pivot) return;
      const factor = row[pivot] ?? 0;
      row.forEach((value, j) => (row[j] = value - factor * (pivotRow[j] ?? 0)));
    });
  });
  return system.map((row) => [...row.slice(size)]);
}
