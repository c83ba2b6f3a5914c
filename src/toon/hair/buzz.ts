/** @file Hair shaved to a shadow. */
import { group, opacity } from '../svg.ts';
import { strokesOf } from './strokes.ts';
import type { HairStyleDefinition } from './style.ts';

export const buzz: HairStyleDefinition = {
  odds: [0.2, 1],
  adjectives: ['very short', 'shaved'],
  nouns: ['buzz cut'],
  draw(strand) {
    const { cap, parted } = strokesOf(strand);
    return { front: group(opacity(0.8), cap(1, -6, parted(-6, -10, 0), 1)) };
  },
};
