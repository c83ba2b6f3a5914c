/** @file A short look at an encoder in training: a few validation people in a few contexts. */
import { constantScope } from '../checkpoint/constant-scope.ts';
import type { IdEncoderConfig } from '../models/id-encoder.ts';
import { openPipeline } from '../pipeline/pipeline.ts';
import type { Backbone } from '../train/backbone.ts';
import { VALIDATION_FROM } from '../train/datasets/people.ts';
import type { TrainedParameters } from '../train/recipe.ts';
import { peopleAsWords } from './encoded-people.ts';
import { readInputs, wordsBy } from './encoder-words.ts';
import { CONTEXT_PROMPTS, FACE_PROMPT } from './gates/prompts.ts';
import { type Judges, openJudges } from './judges.ts';
import { measure } from './measure.ts';
import { seedRange } from './people.ts';

const PEOPLE = 10;
/** Besides the ten, in the gallery. */
const DISTRACTORS = 40;
const STEPS = 10;
/** The face alone, a job, a thing to wear, a style. */
const PROMPTS = [FACE_PROMPT, ...[0, 4, 6].flatMap((i) => CONTEXT_PROMPTS.slice(i, i + 1))];

export interface GlanceOptions {
  /** The judges' own when absent. */
  readonly judges?: Judges;
  readonly people?: number;
}

/** Forty pictures, unless other numbers are given: too few to report, enough to see where a training goes. */
export async function glance(
  bundle: string,
  backbone: Backbone,
  config: IdEncoderConfig,
  parameters: TrainedParameters,
  { judges: given, people = PEOPLE }: GlanceOptions = {},
): Promise<Readonly<Record<string, number>>> {
  const judges = given ?? (await openJudges());
  const pipeline = await openPipeline(bundle);
  try {
    const seeds = seedRange(VALIDATION_FROM, VALIDATION_FROM + people);
    const features = await readInputs(pipeline, backbone, seeds);
    const wordOf = await wordsBy({ scope: constantScope(parameters), config }, features);
    const figures = await measure(judges, {
      seeds,
      distractors: seedRange(VALIDATION_FROM + people, VALIDATION_FROM + people + DISTRACTORS),
      prompts: PROMPTS,
      images: 1,
      make: peopleAsWords(pipeline.textToImage, wordOf, { steps: STEPS }),
    });
    return {
      retrieval: figures.retrievalAt1.value,
      contexts: figures.contextAccuracy.value,
      joint: figures.jointAt1.value,
      similarity: figures.faceSimilarity.value,
    };
  } finally {
    await pipeline.close();
    if (given === undefined) await judges.close();
  }
}
