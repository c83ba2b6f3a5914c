/** @file The worker threads of a training, and one step taken by all of them. */
import { startThread, type Thread } from '../runtime/thread.ts';
import type { Update } from './adamw.ts';
import { meanOf, type ShardLoss } from './shard-loss.ts';
import type { Assignment, ShardMethods } from './shard-thread.ts';

interface StepResult extends ShardLoss {
  /** Of the gradients' mean over the shards, before clipping. */
  readonly gradientNorm: number;
  /** False where loss or norm was not finite: the step changed nothing. */
  readonly isUpdated: boolean;
}

export interface Crew {
  readonly step: (step: number, update: (gradientNorm: number) => Update) => Promise<StepResult>;
  readonly close: () => Promise<void>;
}

/** Opens every shard at once; closes all threads again when one fails. */
export async function openCrew(assignments: readonly Assignment[]): Promise<Crew> {
  const threads = assignments.map(() => startThread<ShardMethods>('shard-thread', import.meta.url));
  const all = <Answer>(ask: (thread: Thread<ShardMethods>) => Promise<Answer>): Promise<Answer[]> =>
    Promise.all(threads.map(ask));
  const close = async (): Promise<void> => {
    await all((thread) => thread.close());
  };
  try {
    await Promise.all(threads.map((thread, i) => thread.call('open', assignments[i] as Assignment)));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    step: async (step, update) => {
      const losses = await all((thread) => thread.call('backward', step));
      const squares = await all((thread) => thread.call('average', undefined));
      const gradientNorm = Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
      const mean = meanOf(losses);
      const isUpdated = Number.isFinite(gradientNorm) && Number.isFinite(mean.loss);
      if (isUpdated) await all((thread) => thread.call('update', update(gradientNorm)));
      return { ...mean, gradientNorm, isUpdated };
    },
    close,
  };
}
