/** @file Trains a recipe: data-parallel over worker threads that share the parameters' memory. */
import { openCrew } from './crew.ts';
import { runLoop } from './loop.ts';
import { averagesOf, beginTraining, openTraining, type TrainingOptions } from './training.ts';

export type { StepReport, TrainingOptions } from './training.ts';

export interface TrainingResult {
  readonly step: number;
  /** False when the signal stopped it first. */
  readonly isFinished: boolean;
  readonly folder: string;
}

/**
 * Trains to the plan's end, then exports. The same seed and number of workers give the same losses, resumed or not.
 * Throws ConfigError on an unknown recipe or an unfit number of workers, CheckpointError on an unfit state.
 */
export async function trainRecipe(options: TrainingOptions): Promise<TrainingResult> {
  const training = await openTraining(options);
  const { recipe, config, context, folder, shards, state } = training;
  const begun = await beginTraining(training);
  const crew = await openCrew(
    Array.from({ length: shards }, (_, shard) => ({
      recipe: options.recipe,
      config,
      cacheFolder: context.cacheFolder,
      shard,
      shards,
      state,
    })),
  );
  try {
    const { step } = await runLoop(training, crew, begun);
    const isFinished = step >= config.steps;
    if (isFinished) await recipe.export?.(config, averagesOf(training), context);
    return { step, isFinished, folder };
  } finally {
    await crew.close();
  }
}
