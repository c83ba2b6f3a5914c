/** @file Aligned faces of a portrait set, shaken and worn as detectors, VAEs and cameras wear them. */
import { alignFaceInto } from '../../face/align.ts';
import { type FivePoints, shrunkTemplate } from '../../face/template.ts';
import type { Random } from '../../tensor/random.ts';
import { landmarksOf } from '../../toon/landmarks.ts';
import {
  openPortraits,
  planPortrait,
  PORTRAIT_BYTES,
  PORTRAIT_SIZE,
  type PlannedPortrait,
  type PortraitSet,
} from './portraits.ts';

export interface FaceCrop {
  /** Side of the aligned square in pixels. */
  readonly size: number;
  /** How much the ArcFace template is shrunk: smaller shows more hair, ears and chin. */
  readonly zoom: number;
}

/** Standard deviation of the landmarks' jitter in pixels: about what the detector is off by. */
const LANDMARK_JITTER = 1.6;

export interface AlignedFaces {
  /** Writes face `index` as planes [3, size, size] in [-1, 1] at `offset` and returns its plan. */
  readonly read: (index: number, random: Random, target: Float32Array, offset: number) => PlannedPortrait;
  readonly close: () => void;
}

export function openAlignedFaces(
  set: PortraitSet,
  { size, zoom }: FaceCrop,
  cacheFolder: string,
): AlignedFaces {
  const portraits = openPortraits(set, cacheFolder);
  const template = shrunkTemplate(zoom);
  const data = new Uint8Array(PORTRAIT_BYTES);
  return {
    read(index, random, target, offset) {
      portraits.read(index, data);
      const plan = planPortrait(set, index);
      const points = jitter(landmarksOf(plan, PORTRAIT_SIZE).points, random);
      const image = { width: PORTRAIT_SIZE, height: PORTRAIT_SIZE, data };
      alignFaceInto(target, offset, image, points, size, template);
      wear(target.subarray(offset, offset + 3 * size * size), size, random);
      return plan;
    },
    close: portraits.close,
  };
}

function jitter([a, b, c, d, e]: FivePoints, random: Random): FivePoints {
  const move = ([x, y]: readonly [number, number]): readonly [number, number] => [
    x + LANDMARK_JITTER * random.normal(),
    y + LANDMARK_JITTER * random.normal(),
  ];
  return [move(a), move(b), move(c), move(d), move(e)];
}

/** Blurs, lights and grains planes [3, size, size], each by chance. */
export function wear(planes: Float32Array, size: number, random: Random): void {
  if (random.chance(0.35)) blur(planes, size);
  const gain = random.range(0.88, 1.12);
  const lift = random.range(-0.08, 0.08);
  const grain = random.chance(0.4) ? random.range(0, 0.08) : 0;
  for (let i = 0; i < planes.length; i++) {
    const noise = grain === 0 ? 0 : grain * 1.7 * (random.next() + random.next() - 1);
    planes[i] = (planes[i] as number) * gain + lift + noise;
  }
}

/** A 1-2-1 binomial filter along rows and columns, about what an 8-fold VAE loses. */
function blur(planes: Float32Array, size: number): void {
  const area = size * size;
  for (let plane = 0; plane < planes.length; plane += area) {
    blurLines(planes, plane, size, size, 1);
    blurLines(planes, plane, size, 1, size);
  }
}

function blurLines(data: Float32Array, start: number, size: number, lineStep: number, step: number): void {
  for (let line = 0; line < size; line++) {
    const from = start + line * lineStep;
    let before = data[from] as number;
    for (let k = 0; k < size; k++) {
      const at = from + k * step;
      const here = data[at] as number;
      const after = k + 1 < size ? (data[at + step] as number) : here;
      data[at] = 0.25 * before + 0.5 * here + 0.25 * after;
      before = here;
    }
  }
}
