/** @file Similarity transforms of the plane: one rotation, one scale, one shift. */

export type Point = readonly [x: number, y: number];

/** Takes (x, y) to (a x - b y + tx, b x + a y + ty). */
export interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

export const applySimilarity = ({ a, b, tx, ty }: Similarity, [x, y]: Point): Point => [
  a * x - b * y + tx,
  b * x + a * y + ty,
];

/** How many units of the target one unit of the origin becomes. */
export const scaleOf = ({ a, b }: Similarity): number => Math.hypot(a, b);

/** The transform that undoes this one. Throws RangeError when it has no scale. */
export function invertSimilarity({ a, b, tx, ty }: Similarity): Similarity {
  const square = a * a + b * b;
  if (!(square > 0)) throw new RangeError(`a similarity of scale ${Math.sqrt(square)} cannot be inverted`);
  const [p, q] = [a / square, -b / square];
  return { a: p, b: q, tx: -(p * tx - q * ty), ty: -(q * tx + p * ty) };
}

/**
 * The least-squares similarity that takes `from` to `to` (Umeyama 1991, without reflections).
 * Throws RangeError when the lists differ in length or all points of `from` are one.
 */
export function fitSimilarity(from: readonly Point[], to: readonly Point[]): Similarity {
  if (from.length !== to.length || from.length < 2) {
    throw new RangeError(`a similarity needs two lists of one length, got ${from.length} and ${to.length}`);
  }
  const [fx, fy] = centroid(from);
  const [gx, gy] = centroid(to);
  let [dot, cross, square] = [0, 0, 0];
  from.forEach(([x, y], i) => {
    const [u, v] = to[i] ?? [gx, gy];
    dot += (x - fx) * (u - gx) + (y - fy) * (v - gy);
    cross += (x - fx) * (v - gy) - (y - fy) * (u - gx);
    square += (x - fx) ** 2 + (y - fy) ** 2;
  });
  if (!(square > 0)) throw new RangeError('a similarity needs at least two different points');
  const [a, b] = [dot / square, cross / square];
  return { a, b, tx: gx - a * fx + b * fy, ty: gy - b * fx - a * fy };
}

function centroid(points: readonly Point[]): Point {
  const sum = points.reduce<Point>(([x, y], [u, v]) => [x + u, y + v], [0, 0]);
  return [sum[0] / points.length, sum[1] / points.length];
}
