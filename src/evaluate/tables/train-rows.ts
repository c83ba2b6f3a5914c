/** @file Trains the encoders of tables one after the other; what is trained is left alone, what was stopped goes on. */
import { existsSync } from 'node:fs';
import { stateFile } from '../../train/folders.ts';
import type { Preset } from '../../train/recipe.ts';
import { TOON_BUNDLE } from '../../train/recipes/weights.ts';
import { trainRecipe, type TrainingOptions } from '../../train/trainer.ts';
import {
  claimFolder,
  digestsOf,
  encoderId,
  isTrained,
  type RowBudget,
  type RowEncoder,
  type RowFolders,
  rowFolders,
  type RowPlan,
  startId,
} from './row-encoder.ts';

export interface RowTraining {
  readonly encoders: readonly RowEncoder[];
  readonly seeds: readonly number[];
  readonly budget: RowBudget;
  /** Of both recipes: how many drawn people they learn from. */
  readonly preset: Preset;
  readonly root: string;
  readonly triplets: string;
  readonly workers?: number;
  readonly signal?: AbortSignal;
  /** Of each encoder before it is trained: "3 of 14: vit-multi-2-both, seed 1". */
  readonly onRow?: (text: string) => void;
  readonly progress?: Pick<TrainingOptions, 'onStep' | 'onProgress' | 'onAlarm'>;
}

/** Returns false when the signal stopped it. Throws UserError when a folder holds an encoder of another plan. */
export async function trainRows(training: RowTraining): Promise<boolean> {
  const { encoders, seeds, root, onRow } = training;
  const all = seeds.flatMap((seed) => encoders.map((encoder) => ({ seed, encoder })));
  for (const [i, { seed, encoder }] of all.entries()) {
    const id = encoderId(encoder);
    const folders = rowFolders(root, id, seed);
    const plan = planOf(training, encoder, seed);
    claimFolder(folders.folder, plan);
    if (isTrained(folders)) continue;
    onRow?.(`${i + 1} of ${all.length}: ${id}, seed ${seed}`);
    const start = await trainStart(training, plan);
    if (start === undefined) return false;
    const { data, batch, steps, learningRate, backbone, scales, words } = plan;
    const isFinished = await trainPart(training, folders, 'id-encoder', {
      ...{ backbone, scales, words, data, seed, steps, batch, learningRate },
      // As in the paper; the bundle's own encoder draws another picture of each person.
      targets: 'itself',
      ...{ start, out: folders.encoder, triplets: training.triplets, warmupSteps: Math.ceil(steps / 12) },
    });
    if (!isFinished) return false;
  }
  return true;
}

const planOf = ({ budget, preset, triplets }: RowTraining, encoder: RowEncoder, seed: number): RowPlan => ({
  ...encoder,
  ...budget,
  seed,
  preset,
  madeWith: digestsOf(encoder, TOON_BUNDLE, triplets),
});

/** Rows that differ in their data alone share a warm start. Returns its folder, undefined when stopped. */
async function trainStart(training: RowTraining, plan: RowPlan): Promise<string | undefined> {
  const { backbone, scales, words, seed, warmStartSteps: steps, preset } = plan;
  const folders = rowFolders(training.root, startId(plan), seed);
  const madeWith = digestsOf({ backbone, data: 'reconstruction' }, TOON_BUNDLE, training.triplets);
  claimFolder(folders.folder, { backbone, scales, words, seed, steps, preset, madeWith });
  const isFinished =
    isTrained(folders) ||
    (await trainPart(training, folders, 'id-encoder-warm-start', {
      ...{ backbone, scales, words, seed, steps },
      out: folders.encoder,
    }));
  return isFinished ? folders.encoder : undefined;
}

async function trainPart(
  { preset, workers, signal, progress }: RowTraining,
  { training: folder }: RowFolders,
  recipe: string,
  overrides: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  const { isFinished } = await trainRecipe({
    recipe,
    preset,
    overrides,
    folder,
    resume: existsSync(stateFile(folder)),
    ...(workers === undefined ? {} : { workers }),
    ...(signal === undefined ? {} : { signal }),
    ...progress,
  });
  return isFinished;
}
