/** @file Times and places in words. */

import { capitalised, type Day, type Phrase, say } from '../src/say.ts';

/** "about 8 s", "about 3 min". */
export function about(ms: number): Phrase {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? say`about ${seconds} s` : say`about ${Math.round(seconds / 60)} min`;
}

const PLACES: readonly Phrase[] = [say`next in the queue`, say`second in the queue`, say`third in the queue`];

/** 1 is "next in the queue", 12 "number 12 in the queue". */
export const place = (position: number): Phrase =>
  PLACES[position - 1] ?? say`number ${position} in the queue`;

/** "24 December 2026", in UTC. */
export const day = (iso: string): Day => ({ day: iso });

/** "Third in the queue, about 12 s". */
export function placeLabel({
  position,
  etaMs,
}: {
  readonly position: number;
  readonly etaMs: number | undefined;
}): Phrase {
  const where = capitalised(place(position));
  return etaMs === undefined ? where : say`${where}, ${about(etaMs)}`;
}
