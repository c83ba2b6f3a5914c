/** @file Whether something lies over the face: eyes and mouth must show structure, and skin must have one colour. */
import type { Point } from '../similarity.ts';
import type { FaceView, Rgb } from './face-view.ts';
import { MESH } from './mesh.ts';

export interface Cover {
  /** How much brightness varies in the duller eye, in parts of the skin's brightness. */
  readonly eyes: number;
  /** How bright the darker eye's surroundings are, in parts of the skin's brightness. */
  readonly sockets: number;
  /** How much colour varies from under the nose over the lips to the chin, in parts of the skin's brightness. */
  readonly mouth: number;
  /** How far the oddest of cheeks and nose is in colour from the others, in parts of chromaticity. */
  readonly skin: number;
}

/** Skin that beards and fringes leave free: cheekbones, cheeks under the eyes, the nose's back. */
const SKIN = [50, 280, 117, 346, 101, 330, 6, 197] as const;
/** Below and above each eye. */
const SOCKETS = { left: [230, 223], right: [450, 443] } as const;
const UNDER_NOSE = [164] as const;
const OVER_CHIN = [18] as const;

export function coverOf(view: FaceView): Cover {
  const patches = SKIN.map((n) => view.colourAt(view.point([n])));
  const skin = median(patches.map(luma));
  const socket = (numbers: readonly number[]): number =>
    median(numbers.map((n) => luma(view.colourAt(view.point([n])))));
  return {
    eyes:
      Math.min(
        eyeStructure(view, MESH.leftEyeOuter, MESH.leftEyeInner),
        eyeStructure(view, MESH.rightEyeInner, MESH.rightEyeOuter),
      ) / skin,
    sockets: Math.min(socket(SOCKETS.left), socket(SOCKETS.right)) / skin,
    mouth: mouthStructure(view) / skin,
    skin: oddness(patches),
  };
}

const luma = ([red, green, blue]: Rgb): number => Math.max(1, 0.299 * red + 0.587 * green + 0.114 * blue);

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** The standard deviation of brightness in the box of an eye, half as high as wide. */
function eyeStructure(view: FaceView, left: readonly number[], right: readonly number[]): number {
  const [[x0, y0], [x1, y1]] = [view.point(left), view.point(right)];
  const values: number[] = [];
  for (let i = 0; i <= 16; i++) {
    for (let j = -4; j <= 4; j++) {
      const [t, s] = [i / 16, j / 16];
      values.push(luma(view.at([x0 + (x1 - x0) * t - (y1 - y0) * s, y0 + (y1 - y0) * t + (x1 - x0) * s])));
    }
  }
  return deviation(values);
}

/** Along three lines from the nose's base down to the chin's dent. */
function mouthStructure(view: FaceView): number {
  const [left, right] = [view.point(MESH.leftMouth), view.point(MESH.rightMouth)];
  const [top, bottom] = [view.point(UNDER_NOSE), view.point(OVER_CHIN)];
  const lines = [-0.2, 0, 0.2].map((side): number => {
    const shift: Point = [(right[0] - left[0]) * side, (right[1] - left[1]) * side];
    const colours = Array.from({ length: 17 }, (_, i): Rgb => {
      const t = i / 16;
      const [x, y] = [top[0] + (bottom[0] - top[0]) * t, top[1] + (bottom[1] - top[1]) * t];
      return view.at([x + shift[0], y + shift[1]]);
    });
    return Math.hypot(...[0, 1, 2].map((c) => deviation(colours.map((colour) => colour[c] ?? 0))));
  });
  return median(lines);
}

/** The largest distance of a patch's chromaticity from the patches' median. */
function oddness(patches: readonly Rgb[]): number {
  const chroma = patches.map(([red, green, blue]): Point => {
    const sum = Math.max(1, red + green + blue);
    return [red / sum, green / sum];
  });
  const [x, y] = [median(chroma.map(([u]) => u)), median(chroma.map(([, v]) => v))];
  return Math.max(...chroma.map(([u, v]) => Math.hypot(u - x, v - y)));
}
