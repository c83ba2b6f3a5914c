/** @file Sessions that are opened when first needed and kept: one a network, batch and size. */
import { availableParallelism } from 'node:os';
import { emit } from '../graph/emit.ts';
import { input, type Value } from '../graph/graph.ts';
import type { Session, SessionOptions, Tensors } from '../runtime/model.ts';
import { openSession } from '../runtime/session.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface SessionCache {
  /**
   * Runs the session of that key; `build` gives the graph's outputs when it has to be opened. Throws ConfigError as
   * openSession does.
   */
  readonly run: (
    key: string,
    build: () => Readonly<Record<string, Value>>,
    feeds: Tensors,
  ) => Promise<Readonly<Record<string, Tensor>>>;
  readonly close: () => Promise<void>;
}

interface Entry {
  readonly session: Promise<Session>;
  /** Runs under way or about to begin. */
  runs: number;
}

/** A large picture's networks take gigabytes, and people ask for many sizes. */
const MOST_SESSIONS = 12;

/** Keeps at most `most` sessions where it can: the one that was idle for the longest is closed. */
export function createSessionCache(options: SessionOptions = {}, most = MOST_SESSIONS): SessionCache {
  const settings = { threads: availableParallelism(), ...options };
  /** The one used last comes last. */
  const entries = new Map<string, Entry>();

  const use = (key: string, build: () => Readonly<Record<string, Value>>): Entry => {
    const entry = entries.get(key) ?? { session: openSession(emit(build()), settings), runs: 0 };
    entries.delete(key);
    entries.set(key, entry);
    return entry;
  };

  const closeIdle = async (): Promise<void> => {
    const idle = [...entries].filter(([, { runs }]) => runs === 0);
    const surplus = idle.slice(0, Math.max(0, entries.size - most));
    for (const [key] of surplus) entries.delete(key);
    for (const [, { session }] of surplus) await (await session).close();
  };

  return {
    run: async (key, build, feeds) => {
      const entry = use(key, build);
      entry.runs++;
      try {
        const session = await entry.session.catch((error: unknown) => {
          // One that could not be opened is tried again next time; another run may have begun to.
          if (entries.get(key) === entry) entries.delete(key);
          throw error;
        });
        return await session.run(feeds);
      } finally {
        entry.runs--;
        await closeIdle();
      }
    },
    close: async () => {
      const open = await Promise.allSettled([...entries.values()].map(({ session }) => session));
      entries.clear();
      for (const result of open) if (result.status === 'fulfilled') await result.value.close();
    },
  };
}

/** A graph input that takes tensors as this one. */
export const inputLike = (name: string, { dtype, shape }: Tensor): Value => input(name, { dtype, shape });
