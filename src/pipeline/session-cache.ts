/** @file Sessions that are opened when first needed and kept: one a network, batch and size. */
import { availableParallelism } from 'node:os';
import { emit } from '../graph/emit.ts';
import { input, type Value } from '../graph/graph.ts';
import type { Session, SessionOptions } from '../runtime/model.ts';
import { openSession } from '../runtime/session.ts';
import type { Tensor } from '../tensor/tensor.ts';

export interface SessionCache {
  /** The session of that key; `build` gives the graph's outputs the first time. Throws ConfigError as openSession does. */
  readonly get: (key: string, build: () => Readonly<Record<string, Value>>) => Promise<Session>;
  readonly close: () => Promise<void>;
}

export function createSessionCache(options: SessionOptions = {}): SessionCache {
  const sessions = new Map<string, Promise<Session>>();
  const settings = { threads: availableParallelism(), ...options };
  return {
    get: (key, build) => {
      const known = sessions.get(key);
      if (known !== undefined) return known;
      const opening = openSession(emit(build()), settings);
      sessions.set(key, opening);
      // One that could not be opened is tried again next time.
      opening.catch(() => sessions.delete(key));
      return opening;
    },
    close: async () => {
      const open = await Promise.allSettled(sessions.values());
      sessions.clear();
      for (const result of open) if (result.status === 'fulfilled') await result.value.close();
    },
  };
}

/** A graph input that takes tensors as this one. */
export const inputLike = (name: string, { dtype, shape }: Tensor): Value => input(name, { dtype, shape });
