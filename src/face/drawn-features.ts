/** @file What tells a drawn face from a photographed one: where it is light and dark, and how its edges are spread. */

/** Side of the aligned face that is looked at, in pixels. */
export const DRAWN_SIZE = 64;
const GRID = 12;
/** Steps of brightness or colour between neighbours that bound the classes of edges. */
const EDGES = [0.005, 0.012, 0.03, 0.07, 0.15];

/** Of planes [3, DRAWN_SIZE, DRAWN_SIZE] in [-1, 1]; a mirrored face has nearly the same. */
export function drawnFeatures(planes: Float32Array): number[] {
  const area = DRAWN_SIZE * DRAWN_SIZE;
  const channel = (n: number): Float32Array =>
    planes.subarray(n * area, (n + 1) * area).map((v) => (v + 1) / 2);
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const luma = red.map((r, i) => 0.299 * r + 0.587 * (green[i] as number) + 0.114 * (blue[i] as number));
  const warm = red.map((r, i) => r - (luma[i] as number));
  const cold = blue.map((b, i) => b - (luma[i] as number));
  const colour = warm.map((w, i) => Math.hypot(w, cold[i] as number));

  const cells = shrunk(luma, DRAWN_SIZE, GRID);
  const mean = meanOf(cells);
  const spread = Math.sqrt(meanOf(cells.map((v) => (v - mean) ** 2))) + 1e-3;
  const light = cells.map((v) => (v - mean) / spread);
  const mirrored = light.map((_, i) => light[i - (i % GRID) + GRID - 1 - (i % GRID)] as number);
  const half = (plane: Float32Array): Float32Array => shrunk(plane, DRAWN_SIZE, DRAWN_SIZE / 2);
  const contrast = 0.2 / spread;
  return [
    ...light.map((v, i) => (v + (mirrored[i] as number)) / 2).filter((_, i) => i % GRID < GRID / 2),
    Math.sqrt(meanOf(light.map((v, i) => (v - (mirrored[i] as number)) ** 2))),
    ...edgeShares([luma], DRAWN_SIZE, contrast),
    ...edgeShares([half(luma)], DRAWN_SIZE / 2, contrast),
    ...edgeShares([warm, cold], DRAWN_SIZE, 1),
    ...edgeShares([half(warm), half(cold)], DRAWN_SIZE / 2, 1),
    meanOf(colour),
  ];
}

const meanOf = (values: Float32Array): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** The square's pixels gathered into `to` x `to` cells: the mean of those whose corner lies in each. */
function shrunk(plane: Float32Array, from: number, to: number): Float32Array {
  const sums = new Float32Array(to * to);
  const counts = new Float32Array(to * to);
  plane.forEach((value, i) => {
    const cell = Math.floor((Math.floor(i / from) * to) / from) * to + Math.floor(((i % from) * to) / from);
    sums[cell] = (sums[cell] as number) + value;
    counts[cell] = (counts[cell] as number) + 1;
  });
  return sums.map((sum, cell) => sum / (counts[cell] as number));
}

/** Which part of all neighbours differs by how much: one number for each class of edges, together 1. */
function edgeShares(planes: readonly Float32Array[], side: number, scale: number): number[] {
  const shares = new Array<number>(EDGES.length + 1).fill(0);
  for (let y = 0; y < side - 1; y++) {
    for (let x = 0; x < side - 1; x++) {
      const at = y * side + x;
      let square = 0;
      for (const plane of planes) {
        const here = plane[at] as number;
        square += ((plane[at + 1] as number) - here) ** 2 + ((plane[at + side] as number) - here) ** 2;
      }
      const step = Math.sqrt(square) * scale;
      const found = EDGES.findIndex((edge) => step < edge);
      const kind = found < 0 ? EDGES.length : found;
      shares[kind] = (shares[kind] as number) + 1;
    }
  }
  return shares.map((count) => count / (side - 1) ** 2);
}
