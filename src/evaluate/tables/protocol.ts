/** @file What is measured for the tables, fixed before any run (docs/protocol.md says the same in words). */
import type { RowBudget } from './row-encoder.ts';

export const PROTOCOL = {
  /** Test people; the gallery has twice as many. */
  first: 2_000_000,
  people: 50,
  gallery: 100,
  prompts: 'docs/prompts/paper.txt',
  /** Pictures for each person and prompt. */
  images: 1,
  /** The bundle's fast setting, chosen on validation people (docs/performance.md). */
  denoising: { sampler: 'dpm++2m', steps: 6 },
  trainingSeeds: [1, 2],
  /** Test people and further pictures of each, for the backbones' identification. */
  identified: 200,
  queries: 2,
} as const;

/** About seven minutes of two cores for each row. */
export const BUDGET: RowBudget = { warmStartSteps: 1500, steps: 500, batch: 32, learningRate: 3e-5 };
