/** @file Gate 3, the decisive one: can any two words make the model draw a stranger? Free vectors are the ceiling of M². */
import { join } from 'node:path';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { openPipeline } from '../../pipeline/pipeline.ts';
import { strangers } from '../../train/datasets/people.ts';
import { FREE_WORDS } from '../../train/recipes/free-words.ts';
import { openJudges } from '../judges.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { CONTEXT_PROMPTS, FACE_PROMPT } from './prompts.ts';

const LEAST = 0.7;
const GALLERY = 100;
const STEPS = 20;

export const g3: Gate = {
  name: 'G3',
  async run() {
    const { shape, data } = readTensor(openSafetensors(FREE_WORDS), 'words');
    const people = shape[0] ?? 0;
    const judges = await openJudges();
    const { bundle, textToImage, close } = await openPipeline(join('weights', 'toon'));
    const width = bundle.textEncoder.config.hidden_size;
    const size = data.length / people;
    const { first } = strangers(people);
    const figures = await measure(judges, {
      seeds: seedRange(first, first + people),
      distractors: seedRange(first + people, first + GALLERY),
      prompts: [FACE_PROMPT, ...CONTEXT_PROMPTS],
      images: 1,
      async make(seed, { prompt }, count) {
        const vectors = data.slice((seed - first) * size, (seed - first + 1) * size);
        const pseudoWords = { 'S*': { count: size / width, width, vectors } };
        const pictures = await textToImage({ prompt, count, seed, pseudoWords, steps: STEPS });
        return pictures.map(({ image }) => image);
      },
    });
    await close();
    await judges.close();
    const retrieval = figures.retrievalAt1.value;
    return {
      figures: { retrieval, contexts: figures.contextAccuracy.value, joint: figures.jointAt1.value },
      wanted: `retrieval of ${GALLERY} at least ${LEAST}`,
      passed: retrieval >= LEAST,
    };
  },
};
