/** @file What makes a person: every field is preserved between pictures of them. Lengths are in units of the head's frame. */
import type { Colour } from './colour.ts';

export type Gender = 'woman' | 'man' | 'person';

export type HairStyle =
  | 'bald'
  | 'buzz'
  | 'receding'
  | 'sidepart'
  | 'quiff'
  | 'slick'
  | 'spiky'
  | 'mohawk'
  | 'curly'
  | 'afro'
  | 'locs'
  | 'bowl'
  | 'pixie'
  | 'bob'
  | 'long'
  | 'wavy'
  | 'bigcurls'
  | 'bun'
  | 'ponytail'
  | 'pigtails'
  | 'braid';

export type BeardStyle =
  'none' | 'stubble' | 'moustache' | 'handlebar' | 'goatee' | 'chinstrap' | 'full' | 'long';

export interface Face {
  /** Half width of the skull. */
  readonly width: number;
  /** From the eye line down to the chin. */
  readonly chin: number;
  /** Half width at the jaw's corner, relative to `width`. */
  readonly jaw: number;
  /** Width of the chin's flat part: small is pointed. */
  readonly point: number;
  /** Width of the shoulders, about 1. */
  readonly build: number;
  /** Half width of the neck. */
  readonly neck: number;
}

export interface Eyes {
  /** Half width of one eye. */
  readonly width: number;
  /** Half height of one eye when the face is calm. */
  readonly open: number;
  /** From the middle of the face to the middle of an eye. */
  readonly spacing: number;
  /** Degrees; positive lifts the outer corner. */
  readonly tilt: number;
  readonly skew: number;
  readonly fold: number;
  readonly iris: Colour;
  readonly irisSize: number;
  readonly lashes: number;
  readonly shadow: Colour | undefined;
}

export interface Brows {
  readonly thickness: number;
  readonly angle: number;
  readonly arch: number;
  readonly gap: number;
  /** Relative to the eye's width. */
  readonly length: number;
  readonly tint: number;
}

export interface Nose {
  readonly length: number;
  readonly width: number;
  /** 0 is pointed, 1 a round bulb. */
  readonly bulb: number;
  readonly flare: number;
  readonly bridge: number;
}

export interface Mouth {
  readonly width: number;
  readonly fullness: number;
  /** Where between nose and chin. */
  readonly height: number;
  readonly lift: number;
  readonly lips: Colour;
  readonly painted: boolean;
}

export interface Ears {
  readonly size: number;
  readonly out: number;
  readonly ring: Colour | undefined;
}

export interface Hair {
  readonly style: HairStyle;
  readonly colour: Colour;
  readonly volume: number;
  readonly part: number;
  /** Where the hair begins on the forehead. */
  readonly line: number;
  readonly length: number;
  readonly side: 'left' | 'right';
}

export interface Marks {
  /** Strength from 0 (none) to 1. */
  readonly freckles: number;
  /** Relative to the face's half width and chin. */
  readonly mole: { readonly x: number; readonly y: number } | undefined;
  /** Age lines from 0 to 1. */
  readonly lines: number;
  readonly blush: number;
}

export interface Identity {
  readonly gender: Gender;
  readonly feminine: boolean;
  readonly age: number;
  /** 0 is the palest skin, 1 the darkest. */
  readonly tone: number;
  readonly skin: Colour;
  readonly face: Face;
  readonly eyes: Eyes;
  readonly brows: Brows;
  readonly nose: Nose;
  readonly mouth: Mouth;
  readonly ears: Ears;
  readonly hair: Hair;
  readonly beard: BeardStyle;
  readonly marks: Marks;
}
