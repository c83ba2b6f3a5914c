/** @file How like two faces are, on one scale for every judge: 0 to 100, and 50 is where one person ends and another begins. */

/** A judge of faces: what it sees of each becomes a vector, and one person's vectors lie near each other. */
export interface FaceEmbedder<Located> {
  readonly embed: (faces: readonly Located[]) => Promise<Float32Array[]>;
  readonly close: () => Promise<void>;
}

export interface LikenessScale {
  /** Between two vectors of the judge; 0 for one picture with itself. */
  readonly distance: (a: Float32Array, b: Float32Array) => number;
  /** The distance at which likeness is 50: nearer is taken for the same person. */
  readonly threshold: number;
  /** How far from the threshold likeness goes to 73 or 27 of 100. */
  readonly softness: number;
  /** Pairs of different people that come out at 50 and more, in parts of all such pairs; where it was measured stands at the scale. */
  readonly falseMatchRate: number;
}

/** Of two faces by the judge whose scale it is, 0 to 100. */
export const likeness = (
  { distance, threshold, softness }: LikenessScale,
  a: Float32Array,
  b: Float32Array,
): number => 100 / (1 + Math.exp((distance(a, b) - threshold) / softness));

export function euclideanDistance(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError(`vectors of ${a.length} and ${b.length} numbers`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += ((a[i] as number) - (b[i] as number)) ** 2;
  return Math.sqrt(sum);
}
