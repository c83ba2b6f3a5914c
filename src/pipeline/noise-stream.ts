/** @file The noise that a picture is made from, and noise between seeds. */
import { type Random, seededRandom } from '../tensor/random.ts';

/** A step from some noise towards that of another seed: 0 stays where it was, 1 goes all the way. */
export interface Variation {
  readonly seed: number;
  /** In [0, 1]. */
  readonly strength: number;
}

/**
 * The noise of one picture, call by call: what it begins from, then what a sampler adds. The same seeds give the same
 * noise. Each variation goes on from where the one before it ended; with any, all pictures share the seed, and the seed of
 * the last variation counts up instead.
 */
export function noiseStream(
  seed: number,
  index: number,
  size: number,
  variations: readonly Variation[],
): () => Float32Array<ArrayBuffer> {
  const draw = (random: Random): Float32Array<ArrayBuffer> => {
    const noise = new Float32Array(size);
    random.fillNormal(noise);
    return noise;
  };
  const own = seededRandom(variations.length === 0 ? seed + index : seed, 'latents');
  const last = variations.length - 1;
  let ahead = variations;
  return () => {
    const steps = ahead;
    ahead = [];
    return steps.reduce(
      (noise, { seed: other, strength }, i) =>
        slerp(noise, draw(seededRandom(i === last ? other + index : other, 'latents')), strength),
      draw(own),
    );
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
