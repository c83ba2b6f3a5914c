/** @file Edit the prompt: a form with the words as they were; what comes back is asked from the same seed. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { askForPicture } from '../ask-for-picture.ts';
import { MAX_PROMPT } from '../prompt-limits.ts';
import { wishOf } from './wish.ts';
import { say, type Text } from '../../src/say.ts';

export const edit = defineAction({
  verb: 'edit',
  run(context) {
    const { prompt, negativePrompt } = wishOf(context);
    return Promise.resolve({
      kind: 'form',
      form: {
        title: say`Edit the prompt`,
        actionId: context.services.signer.sign('edited', context.stored.request.id),
        submitLabel: say`Draw it`,
        fields: [
          field('prompt', say`What to draw, with S* where you go`, prompt, true),
          field('negative', say`What should not be in the picture`, negativePrompt, false),
        ],
      },
    });
  },
});

export const edited = defineAction({
  verb: 'edited',
  run(context) {
    const { prompt = '', negative = '' } = context.fields;
    for (const text of [prompt, negative]) {
      if (text.length > MAX_PROMPT) {
        throw new UserError(
          'option-too-long',
          say`That has ${text.length} characters: shorten it to at most ${MAX_PROMPT}.`,
        );
      }
    }
    return askForPicture(context, { ...wishOf(context), prompt, negativePrompt: negative.trim() });
  },
});

const field = (name: string, label: Text, value: string, required: boolean) =>
  ({ name, label, value, required, multiline: true, maxLength: MAX_PROMPT }) as const;
