/** @file All that changes between two photos of one person. */
import { seededRandom } from '../tensor/random.ts';
import type { Colour } from './colour.ts';
import { OUTFITS, type OutfitCut } from './outfits.ts';
import { keysOf } from './keys.ts';

export type Expression = 'neutral' | 'smile' | 'laugh' | 'surprised';

export type LightName = 'day' | 'warm' | 'cool' | 'dusk';

export interface Shot {
  /** Of the head, from the middle of the picture, in 1/200 of its side. */
  readonly x: number;
  readonly y: number;
  /** Canvas units for one unit of the head. */
  readonly scale: number;
  /** Degrees. */
  readonly tilt: number;
  /** -1 looks to the picture's left, 1 to its right. */
  readonly turn: number;
  readonly gaze: { readonly x: number; readonly y: number };
  /** True when the eyes meet the viewer's. */
  readonly camera: boolean;
  readonly expression: Expression;
  readonly light: { readonly side: number; readonly name: LightName; readonly strength: number };
  readonly outfit: { readonly cut: OutfitCut; readonly colour: Colour };
  readonly backdrop: Colour;
}

const CLOTHES = [
  '#d95b5b',
  '#4f86c6',
  '#57a773',
  '#e0a63c',
  '#8d6cb5',
  '#e8e4da',
  '#46505e',
  '#e288a8',
  '#3aa6a0',
] as const;

const BACKDROPS = [
  '#f6d6c4',
  '#cfe3f2',
  '#d8ecd2',
  '#efe2bd',
  '#e2d5ee',
  '#c9d3da',
  '#f4c9cf',
  '#bfe3df',
] as const;

/** The same seed gives the same shot on every machine. */
export function shotOf(seed: number | string): Shot {
  const r = seededRandom(seed, 'shot');
  const camera = r.chance(0.6);
  return {
    x: r.range(-8, 8),
    y: r.range(-3, 4),
    scale: r.range(1.08, 1.18),
    tilt: r.range(-9, 9),
    turn: r.range(-1, 1),
    gaze: camera ? { x: 0, y: 0 } : { x: r.range(-1, 1), y: r.range(-0.6, 0.6) },
    camera,
    expression: r.weighted({ neutral: 0.35, smile: 0.35, laugh: 0.18, surprised: 0.12 }),
    light: {
      side: r.range(-1, 1),
      name: r.weighted({ day: 0.5, warm: 0.2, cool: 0.2, dusk: 0.1 }),
      strength: r.range(0.05, 0.16),
    },
    outfit: { cut: r.pick(keysOf(OUTFITS)), colour: r.pick(CLOTHES) },
    backdrop: r.pick(BACKDROPS),
  };
}

/** What is left of a shot's freedom when it is posed. */
const POSED = 0.3;

/** A shot as a portrait photographer takes them: near the middle, nearly upright, mostly into the camera, mostly calm. */
export function posedShotOf(seed: number | string): Shot {
  const shot = shotOf(seed);
  const calm = portraitShotOf(seed);
  const r = seededRandom(seed, 'pose');
  const camera = r.chance(0.9);
  const towards = (key: 'x' | 'y' | 'scale' | 'tilt' | 'turn'): number =>
    calm[key] + POSED * (shot[key] - calm[key]);
  return {
    ...shot,
    x: towards('x'),
    y: towards('y'),
    scale: towards('scale'),
    tilt: towards('tilt'),
    turn: towards('turn'),
    gaze: camera ? { x: 0, y: 0 } : shot.gaze,
    camera,
    expression: r.weighted({ neutral: 0.45, smile: 0.4, laugh: 0.1, surprised: 0.05 }),
  };
}

/** A calm, straight look into the camera by daylight, with the seed's clothes and backdrop. */
export const portraitShotOf = (seed: number | string): Shot => ({
  ...shotOf(seed),
  x: 0,
  y: 0,
  scale: 1.13,
  tilt: 0,
  turn: 0,
  gaze: { x: 0, y: 0 },
  camera: true,
  expression: 'neutral',
  light: { side: 0.5, name: 'day', strength: 0.06 },
});
