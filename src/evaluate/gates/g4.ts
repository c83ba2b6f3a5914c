/** @file Gate 4: does the encoder's warm start name people whom it never saw? Celebrities kept out of the regression. */
import { join } from 'node:path';
import { openPipeline } from '../../pipeline/pipeline.ts';
import { encodedPeople } from '../encoded-people.ts';
import { openJudges } from '../judges.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { FACE_PROMPT } from './prompts.ts';

const LEAST = 0.5;
const STEPS = 20;
/** Celebrity n is the person with identity seed n; the recipe keeps the last hundred of 3,000 out. */
const HELD_OUT = seedRange(2900, 3000);

export const g4: Gate = {
  name: 'G4',
  async run() {
    const judges = await openJudges();
    const pipeline = await openPipeline(join('weights', 'toon'));
    const { retrievalAt1, faceSimilarity } = await measure(judges, {
      seeds: HELD_OUT,
      prompts: [FACE_PROMPT],
      images: 1,
      make: encodedPeople(pipeline, { steps: STEPS }),
    });
    await pipeline.close();
    await judges.close();
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
