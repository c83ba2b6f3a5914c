/** @file The relief of brush strokes: noise smeared along a slow flow (line integral convolution, Cabral and Leedom 1993), lit from the top left. */
import { seededRandom } from '../../tensor/random.ts';
import { reachOf } from './raster.ts';
import { perSize, plane, wave } from './texture.ts';

/** Side of the noise's cells on the canvas of 128 x 128. */
const CELL = 2.1;
const LATTICE = Math.ceil(128 / CELL) + 24;
/** Samples along the flow to each side, a canvas pixel apart. */
const REACH = 6;

const noise = (() => {
  const random = seededRandom('canvas', 'oil');
  return Float32Array.from({ length: LATTICE * LATTICE }, () => random.normal());
})();

/** The noise between its lattice points; defined a little beyond the canvas. */
function noiseAt(x: number, y: number): number {
  const u = Math.min(LATTICE - 1.001, Math.max(0, x / CELL + 12));
  const v = Math.min(LATTICE - 1.001, Math.max(0, y / CELL + 12));
  const [column, row] = [Math.floor(u), Math.floor(v)];
  const [fx, fy] = [u - column, v - row];
  const at = row * LATTICE + column;
  const upper = (noise[at] as number) * (1 - fx) + (noise[at + 1] as number) * fx;
  const lower = (noise[at + LATTICE] as number) * (1 - fx) + (noise[at + LATTICE + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Direction of the brush: mostly falling to the right, swirling slowly. */
const flow = (x: number, y: number): number => 0.7 + 1.5 * wave(x * 0.28 + 20, y * 0.28);

function smeared(x: number, y: number): number {
  let sum = noiseAt(x, y);
  for (const sign of [1, -1]) {
    let [px, py] = [x, y];
    for (let k = 0; k < REACH; k++) {
      const angle = flow(px, py);
      px += sign * Math.cos(angle);
      py += sign * Math.sin(angle);
      sum += noiseAt(px, py);
    }
  }
  return sum / (2 * REACH + 1);
}

/** A plane [size, size] about 1 to multiply colours with. */
export const strokesOf = perSize((size) => {
  const paint = plane(size, smeared);
  const step = reachOf(1, size);
  return paint.map((v, p) => {
    const [x, y] = [p % size, Math.floor(p / size)];
    const towardsLight = paint[Math.max(0, y - step) * size + Math.max(0, x - step)] as number;
    return 1 + 0.1 * v + 0.12 * (v - towardsLight);
  });
});
