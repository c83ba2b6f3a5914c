/** @file Gate 2: does the text-to-image model know the celebrities by name, and the contexts? */
import { celebrityName } from '../../toon/names.ts';
import type { JudgedPrompt } from '../judged-context.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { CONTEXT_PROMPTS, FACE_PROMPT } from './prompts.ts';
import { withBundle } from './with-bundle.ts';

const LEAST_RETRIEVAL = 0.8;
const LEAST_CONTEXTS = 0.9;

export const g2: Gate = {
  name: 'G2',
  async run() {
    const { faces, edits } = await withBundle(async (judges, { textToImage }) => {
      const make = async (person: number, { prompt }: JudgedPrompt, count: number) => {
        const named = prompt.replaceAll('S*', celebrityName(person));
        const pictures = await textToImage({ prompt: named, count, seed: person });
        return pictures.map(({ image }) => image);
      };
      // Celebrity n is the person with identity seed n.
      return {
        faces: await measure(judges, {
          seeds: seedRange(0, 100),
          prompts: [FACE_PROMPT],
          images: 1,
          make,
        }),
        edits: await measure(judges, {
          seeds: seedRange(0, 15),
          prompts: CONTEXT_PROMPTS,
          images: 1,
          make,
        }),
      };
    });
    const retrieval = faces.retrievalAt1.value;
    const contexts = edits.contextAccuracy.value;
    return {
      figures: {
        retrieval,
        'its ceiling': faces.retrievalAt1.ceiling,
        contexts,
        'their ceiling': edits.contextAccuracy.ceiling,
      },
      wanted: `retrieval at least ${LEAST_RETRIEVAL}, contexts at least ${LEAST_CONTEXTS}`,
      passed: retrieval >= LEAST_RETRIEVAL && contexts >= LEAST_CONTEXTS,
    };
  },
};
