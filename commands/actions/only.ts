/** @file Only one of a grid: drawn again from its own noise, as a message of its own with its own buttons. */
import { defineAction } from '../../src/chat/action.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { seedOf, wishOf } from './wish.ts';

export const only = defineAction({
  verb: 'only',
  run(context) {
    const { variation, ...wish } = wishOf(context);
    const seed = seedOf(context);
    const index = Number(context.argument);
    // The pictures of a variation share their seed, and count the variation's up.
    const own = variation && { ...variation, seed: variation.seed + index };
    return askForPicture(context, { ...wish, count: 1, best: undefined, seed, variation: own });
  },
});
