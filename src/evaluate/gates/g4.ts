/** @file Gate 4: does the encoder's warm start name people whom it never saw? Celebrities kept out of the regression. */
import { encodedPeople } from '../encoded-people.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { FACE_PROMPT } from './prompts.ts';
import { withBundle } from './with-bundle.ts';

const LEAST = 0.5;
/** Celebrity n is the person with identity seed n; the recipe keeps the last hundred of 3,000 out. */
const HELD_OUT = seedRange(2900, 3000);

export const g4: Gate = {
  name: 'G4',
  async run() {
    const { retrievalAt1, faceSimilarity } = await withBundle((judges, pipeline) =>
      measure(judges, {
        seeds: HELD_OUT,
        prompts: [FACE_PROMPT],
        images: 1,
        make: encodedPeople(pipeline),
      }),
    );
    return {
      figures: {
        retrieval: retrievalAt1.value,
        'its ceiling': retrievalAt1.ceiling,
        similarity: faceSimilarity.value,
        'its floor': faceSimilarity.floor,
      },
      wanted: `retrieval of ${HELD_OUT.length} at least ${LEAST}`,
      passed: retrievalAt1.value >= LEAST,
    };
  },
};
