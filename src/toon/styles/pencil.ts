/** @file Pencil: graphite contours where tone drops below its surroundings, and hatching that thickens with depth. */
import { clampByte, lumaOf, reachOf, soften } from './raster.ts';
import { perSize, plane } from './texture.ts';

const hatchingOf = perSize((size) => plane(size, (x, y) => 0.5 + 0.5 * Math.sin((x + y) * 1.1)));

export function pencil(rgb: Uint8Array, size: number): Uint8Array {
  const tone = lumaOf(rgb);
  const wide = soften(tone, size, reachOf(2, size));
  const hatching = hatchingOf(size);
  const out = new Uint8Array(rgb.length);
  for (let p = 0, i = 0; p < tone.length; p++, i += 3) {
    const t = tone[p] as number;
    const contour = Math.min(1, (t + 10) / ((wide[p] as number) + 4));
    const depth = 1 - t / 255;
    const hatch = 0.3 * (hatching[p] as number) * Math.min(1, depth * 1.5) * (1 - depth * 0.5);
    const v = clampByte(18 + 232 * contour * Math.sqrt(contour) * (1 - depth * 0.62 - hatch));
    out[i] = v;
    out[i + 1] = v;
    out[i + 2] = v;
  }
  return out;
}
