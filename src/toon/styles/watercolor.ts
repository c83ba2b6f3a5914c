/** @file Watercolor: thin pigment on white paper, pale washes with soft blotches, colour gathered at edges, a ragged white rim. */
import { clampByte, planesOf, reachOf, soften } from './raster.ts';
import { perSize, plane, wave } from './texture.ts';

interface Paper {
  /** How much pigment the paper takes. */
  readonly wash: Float32Array;
  /** 0 is painted, 1 bare paper. */
  readonly bare: Float32Array;
}

const inside = (x: number, y: number): number =>
  Math.min(x, y, 127 - x, 127 - y) - 7 - 3 * wave(x * 1.1, y * 1.1);

const paperOf = perSize((size): Paper => ({
  wash: plane(size, (x, y) => 0.72 + 0.1 * wave(x * 0.7 + 9, y * 0.7) + (inside(x, y) < 6 ? 0.1 : 0)),
  bare: plane(size, (x, y) => Math.min(1, Math.max(0, 1 - inside(x, y) / 3))),
}));

const PAPER = [253, 250, 241] as const;

export function watercolor(rgb: Uint8Array, size: number): Uint8Array {
  const area = size * size;
  const soft = soften(planesOf(rgb), size, reachOf(1, size));
  const wide = soften(soft, size, reachOf(3, size));
  const { wash, bare } = paperOf(size);
  const out = new Uint8Array(rgb.length);
  for (let p = 0; p < area; p++) {
    const red = soft[p] as number;
    const green = soft[area + p] as number;
    const blue = soft[2 * area + p] as number;
    const grey = 0.299 * red + 0.587 * green + 0.114 * blue;
    for (let c = 0; c < 3; c++) {
      const v = grey + ((soft[c * area + p] as number) - grey) * 1.3;
      const sharp = 0.45 * v + 0.55 * (rgb[p * 3 + c] as number);
      const edge = (sharp - (wide[c * area + p] as number)) * 0.4;
      const pigment = 255 - (255 - sharp) * (wash[p] as number) + Math.max(-26, Math.min(26, edge));
      out[p * 3 + c] = clampByte(pigment + ((PAPER[c] as number) - pigment) * (bare[p] as number));
    }
  }
  return out;
}
