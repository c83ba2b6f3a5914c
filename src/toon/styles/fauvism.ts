/** @file Fauvism: tones become colours (blue, violet, green, red, orange, yellow), the own hue stays in part, ink along edges. */
import { channels } from '../colour.ts';
import { clampByte, lumaOf, reachOf, soften } from './raster.ts';

const PALETTE = ['#101a6a', '#4324a8', '#0b8f7a', '#e0243c', '#ff6a1a', '#ffb61a', '#fff06a', '#e4fff4'].map(
  channels,
);
const INK = [16, 26, 106] as const;

/** The palette's colour for each tone from 0 to 255: [256, 3]. */
const COLOURS = Float32Array.from({ length: 256 * 3 }, (_, i) => {
  const at = Math.min(PALETTE.length - 1.001, (Math.floor(i / 3) / 255) * (PALETTE.length - 1));
  const [low, high] = [PALETTE[Math.floor(at)]?.[i % 3] ?? 0, PALETTE[Math.floor(at) + 1]?.[i % 3] ?? 0];
  return low + (high - low) * Math.min(1, Math.max(0, ((at % 1) - 0.2) / 0.6));
});

export function fauvism(rgb: Uint8Array, size: number): Uint8Array {
  const tone = lumaOf(rgb);
  const wide = soften(tone, size, reachOf(2, size));
  const out = new Uint8Array(rgb.length);
  for (let p = 0, i = 0; p < tone.length; p++, i += 3) {
    const t = tone[p] as number;
    const ink = Math.min(1, Math.max(0, ((wide[p] as number) - t - 14) / 40)) * 0.6;
    const at = Math.round(t) * 3;
    for (let c = 0; c < 3; c++) {
      const own = t + ((rgb[i + c] as number) - t) * 2.2;
      const v = 0.6 * (COLOURS[at + c] as number) + 0.4 * own;
      out[i + c] = clampByte(v + ((INK[c] as number) - v) * ink);
    }
  }
  return out;
}
