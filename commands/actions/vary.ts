/** @file Vary: the same wish from noise that is near that of one of the pictures. */
import { defineAction } from '../../src/chat/action.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { seedOf, wishOf } from './wish.ts';

/** How far the noise goes towards other noise: clearly another picture, clearly the same composition. */
const STRENGTH = 0.35;

export const vary = defineAction({
  verb: 'vary',
  run(context) {
    const wish = wishOf(context);
    const seed = seedOf(context);
    const variation = { seed: context.services.newSeed(), strength: STRENGTH };
    return askForPicture(context, { ...wish, seed, variation });
  },
});
