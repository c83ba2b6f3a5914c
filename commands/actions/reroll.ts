/** @file Re-roll: the same wish from another seed; after a failure, from the same one. */
import { defineAction } from '../../src/chat/action.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { wishOf } from './wish.ts';

export const reroll = defineAction({
  verb: 'reroll',
  run(context) {
    const { variation, ...wish } = wishOf(context);
    return context.argument === 'same'
      ? askForPicture(context, { ...wish, variation })
      : askForPicture(context, { ...wish, seed: context.services.newSeed() });
  },
});
