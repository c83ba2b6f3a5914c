/** @file Re-roll: the same wish from another seed; after a failure, from the same one. */
import { defineAction } from '../../src/chat/action.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { wishOf } from './wish.ts';

export const reroll = defineAction({
  verb: 'reroll',
  run(context) {
    const wish = wishOf(context);
    return askForPicture(
      context,
      context.argument === 'same'
        ? wish
        : { ...wish, seed: context.services.newSeed(), variations: undefined },
    );
  },
});
