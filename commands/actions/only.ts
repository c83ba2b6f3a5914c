/** @file Only one of a grid: drawn again from its own noise, as a message of its own with its own buttons. */
import { defineAction } from '../../src/chat/action.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { noiseOf, wishOf } from './wish.ts';

export const only = defineAction({
  verb: 'only',
  run: (context) =>
    askForPicture(context, { ...wishOf(context), count: 1, best: undefined, ...noiseOf(context) }),
});
