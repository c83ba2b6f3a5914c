/** @file The drawn people and pictures that measurements use: a pure function of the protocol's seeds. */
import { drawPortrait } from '../pipeline/draw-portrait.ts';
import type { PortraitSpec } from '../toon/compose.ts';
import type { Context } from '../toon/context.ts';
import { identityOf } from '../toon/identity.ts';
import { landmarksOf } from '../toon/landmarks.ts';
import { shotOf } from '../toon/shot.ts';
import type { StyleName } from '../toon/styles/index.ts';
import type { LocatedFace } from './face-judge.ts';

/** Side of every measured picture, in pixels. */
export const PICTURE_SIZE = 128;

/** Seed of a measured person's shot or context, beyond those of all training pictures. */
export const measuredSeed = (person: number, shot: number): number => person * 1000 + shot;

/** A person's picture number `shot` in that context and style; number 0 without context is the input face. */
export const specOf = (
  seed: number,
  shot: number,
  context: Context = {},
  style: StyleName = 'plain',
): PortraitSpec => ({
  identity: identityOf(seed),
  shot: shotOf(measuredSeed(seed, shot)),
  context,
  style,
});

/** The picture with its true landmarks, at the models' size. */
export async function drawLocated(spec: PortraitSpec): Promise<LocatedFace> {
  return { image: await drawPortrait(spec, PICTURE_SIZE), points: landmarksOf(spec, PICTURE_SIZE).points };
}

/** Seeds A to B - 1. */
export const seedRange = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);
