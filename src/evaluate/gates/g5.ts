/** @file Gate 5: is the M² encoder, after a fifth of its training, on the way to what the bundle promises? */
import { VALIDATION_FROM } from '../../train/datasets/people.ts';
import { encodedPeople } from '../encoded-people.ts';
import { measure } from '../measure.ts';
import { seedRange } from '../people.ts';
import type { Gate } from './gate.ts';
import { CONTEXT_PROMPTS } from './prompts.ts';
import { withBundle } from './with-bundle.ts';

/** What bundle v0 has to reach on test people, with the same number of people and prompts. */
const LEAST_RETRIEVAL = 0.35;
const LEAST_CONTEXTS = 0.7;
const PEOPLE = 50;

export const g5: Gate = {
  name: 'G5',
  async run() {
    const { retrievalAt1, contextAccuracy, jointAt1 } = await withBundle((judges, pipeline) =>
      measure(judges, {
        seeds: seedRange(VALIDATION_FROM, VALIDATION_FROM + PEOPLE),
        prompts: CONTEXT_PROMPTS,
        images: 1,
        make: encodedPeople(pipeline),
      }),
    );
    return {
      figures: {
        retrieval: retrievalAt1.value,
        'its ceiling': retrievalAt1.ceiling,
        contexts: contextAccuracy.value,
        joint: jointAt1.value,
        'joint ceiling': jointAt1.ceiling,
      },
      wanted: `retrieval of ${PEOPLE} at least ${LEAST_RETRIEVAL}, contexts at least ${LEAST_CONTEXTS}`,
      passed: retrievalAt1.value >= LEAST_RETRIEVAL && contextAccuracy.value >= LEAST_CONTEXTS,
    };
  },
};
