/** @file Skin, hair and eye colours by name. */
import { type Colour, distance, mix, ramp } from './colour.ts';
import { keysOf } from './keys.ts';

const SKIN = [
  '#fde4d6',
  '#f8d0b0',
  '#eeb78c',
  '#d99c69',
  '#b97a4a',
  '#8f5833',
  '#653a22',
  '#472819',
] as const;

/** From the palest (0) to the darkest (1). */
export const skinAt = (tone: number): Colour => ramp(SKIN, tone);

/** The two ends of each hair colour. */
export const HAIR_COLOURS = {
  black: ['#17161b', '#2a2222'],
  brown: ['#4a2c1a', '#74462a'],
  auburn: ['#7a2f1a', '#99401f'],
  ginger: ['#c25a22', '#e07f35'],
  blond: ['#c99a4b', '#f0d58a'],
  grey: ['#85868c', '#aeb0b5'],
  white: ['#d9d8d6', '#f3f1ec'],
  pink: ['#e0629f', '#f295c2'],
  blue: ['#2f6bd0', '#4f9de8'],
  green: ['#2f9a5e', '#5cc07a'],
  purple: ['#6e3fae', '#9a66d6'],
  red: ['#c01f33', '#dc3a3a'],
} as const;

export type HairColour = keyof typeof HAIR_COLOURS;

export const IRIS_COLOURS = {
  brown: '#6b3d1e',
  hazel: '#9a7a32',
  green: '#3f9457',
  blue: '#3f86c9',
  grey: '#7f939f',
  amber: '#c98a2a',
} as const;

export type IrisColour = keyof typeof IRIS_COLOURS;

function nearest<K extends string>(names: readonly [K, ...K[]], far: (name: K) => number): K {
  return names.reduce((best, name) => (far(name) < far(best) ? name : best));
}

/** The name that a caption gives to a hair colour. */
export const hairColourName = (colour: Colour): HairColour =>
  nearest(keysOf(HAIR_COLOURS), (name) => {
    const [from, to] = HAIR_COLOURS[name];
    return Math.min(distance(colour, from), distance(colour, mix(from, to, 0.5)), distance(colour, to));
  });

/** The name that a caption gives to an eye colour. */
export const irisColourName = (colour: Colour): IrisColour =>
  nearest(keysOf(IRIS_COLOURS), (name) => distance(colour, IRIS_COLOURS[name]));
