/** @file A drawn portrait as pixels. */
import { rasterise } from '../image/rasterise.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { compose, type PortraitSpec } from '../toon/compose.ts';
import { paint } from '../toon/styles/index.ts';

/** `size` x `size` pixels in the spec's style. */
export async function drawPortrait(spec: PortraitSpec, size: number): Promise<RgbImage> {
  const plain = await rasterise(compose(spec, size), size);
  return { ...plain, data: paint(spec.style, plain.data, size) };
}
