/** @file The noise that a picture is made from, and noise between two seeds. */
import { type Random, seededRandom } from '../tensor/random.ts';

/** A picture near that of another seed: 0 is the same picture, 1 that of the variation's own seed. */
export interface Variation {
  /** Of the first picture; the next ones count up. */
  readonly seed: number;
  /** In [0, 1]. */
  readonly strength: number;
}

/**
 * The noise of one picture, call by call: what it begins from, then what a sampler adds. The same seeds give the same
 * noise. With a variation, all pictures share the seed and differ in the variation's.
 */
export function noiseStream(
  seed: number,
  index: number,
  size: number,
  variation: Variation | undefined,
): () => Float32Array<ArrayBuffer> {
  const own = seededRandom(variation === undefined ? seed + index : seed, 'latents');
  const draw = (random: Random): Float32Array<ArrayBuffer> => {
    const noise = new Float32Array(size);
    random.fillNormal(noise);
    return noise;
  };
  let towards = variation;
  return () => {
    const noise = draw(own);
    if (towards === undefined) return noise;
    const { seed: other, strength } = towards;
    towards = undefined;
    return slerp(noise, draw(seededRandom(other + index, 'latents')), strength);
  };
}

/** Along the great circle, so that the blend is as long as noise is (Shoemake 1985). */
function slerp(
  from: Float32Array<ArrayBuffer>,
  to: Float32Array<ArrayBuffer>,
  t: number,
): Float32Array<ArrayBuffer> {
  let [dot, fromLength, toLength] = [0, 0, 0];
  from.forEach((a, i) => {
    const b = to[i] ?? 0;
    dot += a * b;
    fromLength += a * a;
    toLength += b * b;
  });
  const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(fromLength * toLength))));
  if (angle < 1e-6) return from;
  const [keep, take] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
  return from.map((a, i) => keep * a + take * (to[i] ?? 0));
}
