/** @file `/imagine`: queues pictures of the author's registered identities. */
import { defineCommand } from '../src/chat/command.ts';
import {
  attachment,
  boolean,
  choice,
  integer,
  number,
  optional,
  string,
  withDefault,
} from '../src/chat/option.ts';
import { MAX_COUNT, MAX_GUIDANCE, MAX_FIRST_SEED, MAX_STEPS } from '../src/queue/imagine.ts';
import { askForPicture } from './ask-for-picture.ts';
import { aspectOf, aspects } from './aspects.ts';
import { completePrompt } from './complete-prompt.ts';
import { photoForOnce } from './photo-for-once.ts';
import { MAX_PROMPT } from './prompt-limits.ts';
import { styles } from './styles.ts';

export const imagine = defineCommand({
  name: 'imagine',
  description: 'Draw yourself in a new scene',
  visibility: 'channel',
  options: {
    prompt: string('What to draw, with S* where you go', { maxLength: MAX_PROMPT, complete: completePrompt }),
    count: optional(integer('How many pictures, as a grid', { min: 1, max: MAX_COUNT })),
    best: withDefault(boolean('Yes: draw several, show the one that looks most like the person'), false),
    style: optional(choice('In which style', styles)),
    aspect: optional(choice('In which shape; square when left out', aspects)),
    seed: optional(integer('The same seed draws the same picture again', { min: 0, max: MAX_FIRST_SEED })),
    steps: optional(integer('Denoising steps: more takes longer', { min: 1, max: MAX_STEPS })),
    guidance: optional(number('How closely to follow the prompt', { min: 1, max: MAX_GUIDANCE })),
    negative: withDefault(string('What should not be in the picture', { maxLength: MAX_PROMPT }), ''),
    photo: optional(attachment('A face that S* stands for this once; nothing of it is kept')),
    consent: withDefault(boolean('With a photo: yes, it shows me, and I agree to this one use'), false),
  },
  run: (context, { prompt, count, best, style, aspect, seed, steps, guidance, negative, photo, consent }) =>
    askForPicture(
      context,
      {
        kind: 'imagine',
        prompt,
        negativePrompt: negative,
        style,
        count: count ?? (best ? MAX_COUNT : undefined),
        ...(best ? { best } : {}),
        seed: seed ?? context.services.newSeed(),
        steps,
        guidanceScale: guidance,
        aspect: aspectOf(aspect),
      },
      'as-asked',
      photo && (() => photoForOnce(context, photo, consent)),
    ),
});
