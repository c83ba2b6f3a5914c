/** @file A quick look at latents: one pixel a latent place, by a linear map instead of the VAE. */
import type { RgbImage } from '../image/rgb-image.ts';
import type { Bundle } from './bundle.ts';
import type { LatentSize } from './noise-predictor.ts';
import { fromPlanes } from './picture-codec.ts';

/** For latents of Stable Diffusion 1 and 2, a least-squares fit that image tools share. */
const STABLE_DIFFUSION_FACTORS = [
  [0.3512, 0.2297, 0.3227],
  [0.325, 0.4974, 0.235],
  [-0.2829, 0.1762, 0.2721],
  [-0.212, -0.2616, -0.7177],
] as const;

/** `latents` [channels * height * width] of unit variance; the picture has the latents' own size. */
export function latentPreview(
  { settings }: Bundle,
  latents: Float32Array,
  { height, width }: LatentSize,
): RgbImage {
  const factors = settings.preview_factors ?? STABLE_DIFFUSION_FACTORS;
  const area = height * width;
  const planes = new Float32Array(3 * area);
  factors.forEach((factor, channel) => {
    factor.forEach((weight, colour) => {
      for (let i = 0; i < area; i++) {
        const at = colour * area + i;
        planes[at] = (planes[at] as number) + weight * (latents[channel * area + i] ?? 0);
      }
    });
  });
  return fromPlanes(planes, width, height);
}
