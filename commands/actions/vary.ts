/** @file Vary: the same wish from noise that is near that of one of the pictures. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { wishOf } from './wish.ts';

/** How far the noise goes towards other noise: clearly another picture, clearly the same composition. */
const STRENGTH = 0.35;

export const vary = defineAction({
  verb: 'vary',
  run(context) {
    const wish = wishOf(context);
    const seed = context.stored.seeds[Number(context.argument)];
    if (seed === undefined) throw new UserError('button-unknown', 'That picture is not there any more.');
    const variation = { seed: context.services.newSeed(), strength: STRENGTH };
    return askForPicture(context, { ...wish, seed, variation });
  },
});
