/** @file A hair style: its odds, its words and its drawing in the head's frame. */
import type { Face, Hair } from '../traits.ts';
import type { Colour } from '../colour.ts';

/** Above this line a hat hides the hair; every style leaves something visible below it. */
export const HAT_LINE = -39;

export interface Strand {
  readonly hair: Hair;
  readonly face: Face;
  readonly skin: Colour;
  /** A hat covers the skull: what would vanish is drawn lower down. */
  readonly hatted: boolean;
}

/** Behind everything; on the skull; over the shoulders. */
export interface HairParts {
  readonly back?: string;
  readonly front?: string;
  readonly over?: string;
}

export interface HairStyleDefinition {
  /** For feminine and other people. */
  readonly odds: readonly [number, number];
  /** Adjectives before "hair", for a caption: "long wavy". */
  readonly adjectives?: readonly string[];
  /** Nouns that stand for the hair, after its colour: "mohawk", "pigtails". */
  readonly nouns?: readonly string[];
  readonly plural?: true;
  readonly draw: (strand: Strand) => HairParts;
}
