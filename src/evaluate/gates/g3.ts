/** @file Gate 3, the decisive one: can any two words make the model draw a stranger? Free vectors are the ceiling of M². */
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { strangers } from '../../train/datasets/people.ts';
import { FREE_WORDS } from '../../train/recipes/free-words.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { CONTEXT_PROMPTS, FACE_PROMPT } from './prompts.ts';
import { withBundle } from './with-bundle.ts';

const LEAST = 0.7;
const GALLERY = 100;

export const g3: Gate = {
  name: 'G3',
  async run() {
    const { shape, data } = readTensor(openSafetensors(FREE_WORDS), 'words');
    const people = shape[0] ?? 0;
    const size = data.length / people;
    const { first } = strangers(people);
    const figures = await withBundle((judges, { bundle, textToImage }) =>
      measure(judges, {
        seeds: seedRange(first, first + people),
        distractors: seedRange(first + people, first + GALLERY),
        prompts: [FACE_PROMPT, ...CONTEXT_PROMPTS],
        images: 1,
        async make(seed, { prompt }, count) {
          const vectors = data.slice((seed - first) * size, (seed - first + 1) * size);
          const { hidden_size: width } = bundle.textEncoder.config;
          const pseudoWords = { 'S*': { count: size / width, width, vectors } };
          const pictures = await textToImage({ prompt, count, seed, pseudoWords });
          return pictures.map(({ image }) => image);
        },
      }),
    );
    const retrieval = figures.retrievalAt1.value;
    return {
      figures: { retrieval, contexts: figures.contextAccuracy.value, joint: figures.jointAt1.value },
      wanted: `retrieval of ${GALLERY} at least ${LEAST}`,
      passed: retrieval >= LEAST,
    };
  },
};
