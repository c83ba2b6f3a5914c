/** @file `/imagine`: queues pictures of the author's registered identities. */
import { defineCommand } from '../src/chat/command.ts';
import { choice, integer, number, optional, string, withDefault } from '../src/chat/option.ts';
import { MAX_COUNT, MAX_GUIDANCE, MAX_SEED, MAX_STEPS } from '../src/queue/imagine.ts';
import { askForPicture } from './ask-for-picture.ts';
import { completePrompt } from './complete-prompt.ts';
import { MAX_PROMPT } from './prompt-limits.ts';
import { styles } from './styles.ts';

export const imagine = defineCommand({
  name: 'imagine',
  description: 'Draw yourself in a new scene',
  visibility: 'channel',
  options: {
    prompt: string('What to draw, with S* where you go', { maxLength: MAX_PROMPT, complete: completePrompt }),
    count: optional(integer('How many pictures, as a grid', { min: 1, max: MAX_COUNT })),
    style: optional(choice('In which style', styles)),
    seed: optional(integer('The same seed draws the same picture again', { min: 0, max: MAX_SEED })),
    steps: optional(integer('Denoising steps: more takes longer', { min: 1, max: MAX_STEPS })),
    guidance: optional(number('How closely to follow the prompt', { min: 1, max: MAX_GUIDANCE })),
    negative: withDefault(string('What should not be in the picture', { maxLength: MAX_PROMPT }), ''),
  },
  run: (context, { prompt, count, style, seed, steps, guidance, negative }) =>
    askForPicture(
      context,
      {
        kind: 'imagine',
        prompt,
        negativePrompt: negative,
        style,
        count,
        seed: seed ?? context.services.newSeed(),
        steps,
        guidanceScale: guidance,
      },
      'as-asked',
    ),
});
