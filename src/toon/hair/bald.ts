/** @file A bald head with a gleam. */
import { lighter } from '../colour.ts';
import { ellipse, opacity } from '../svg.ts';
import type { HairStyleDefinition } from './style.ts';

export const bald: HairStyleDefinition = {
  odds: [0.15, 1],
  draw: ({ skin }) => ({
    front: ellipse(-10, -42, 11, 5, lighter(skin, 0.5), `${opacity(0.5)} transform="rotate(-18 -10 -42)"`),
  }),
};
