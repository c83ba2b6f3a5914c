/** @file One network for several jobs: what arrives while a call is under way goes out together in the next. */
import type { Network, NetworkRow } from './denoiser.ts';

interface Call<C> {
  readonly rows: readonly NetworkRow<C>[];
  readonly resolve: (outputs: readonly Float32Array[]) => void;
  readonly reject: (error: unknown) => void;
}

/** Rows bring their own timestep, so jobs at different steps share a call; a call has at most `mostRows` unless one job alone needs more. */
export function sharedNetwork<C>(network: Network<C>, mostRows: number): Network<C> {
  const waiting: Call<C>[] = [];
  let isBusy = false;

  const answerAll = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0) {
      // A job whose step has just been answered asks for its next one before this resumes.
      await new Promise((resume) => setImmediate(resume));
      await answer(network, takeUpTo(waiting, mostRows));
    }
    isBusy = false;
  };

  return (rows) =>
    new Promise((resolve, reject) => {
      waiting.push({ rows, resolve, reject });
      if (!isBusy) void answerAll();
    });
}

function takeUpTo<C>(waiting: Call<C>[], mostRows: number): Call<C>[] {
  let rows = 0;
  const fitting = waiting.findIndex((call, i) => (rows += call.rows.length) > mostRows && i > 0);
  return waiting.splice(0, fitting === -1 ? waiting.length : fitting);
}

async function answer<C>(network: Network<C>, calls: readonly Call<C>[]): Promise<void> {
  try {
    const outputs = await network(calls.flatMap(({ rows }) => rows));
    let from = 0;
    for (const { rows, resolve } of calls) resolve(outputs.slice(from, (from += rows.length)));
  } catch (error) {
    for (const { reject } of calls) reject(error);
  }
}
