/** @file Vary: the same wish from noise that is near that of one of the pictures. */
import { defineAction } from '../../src/chat/action.ts';
import { MAX_VARIATIONS } from '../../src/queue/imagine.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { noiseOf, wishOf } from './wish.ts';

/** How far the noise goes towards other noise: clearly another picture, clearly the same composition. */
const STRENGTH = 0.35;

export const vary = defineAction({
  verb: 'vary',
  run(context) {
    const { seed, variations = [] } = noiseOf(context);
    const next = { seed: context.services.newSeed(), strength: STRENGTH };
    // Of what is dropped, less than a hundredth of the noise is left by then.
    const all = [...variations, next].slice(-MAX_VARIATIONS);
    return askForPicture(context, { ...wishOf(context), seed, variations: all });
  },
});
