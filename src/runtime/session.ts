/** @file A session on a thread of its own, so that a long run never stalls the caller's timers and sockets. */
import type { RunnableModel, Session, SessionOptions, Tensors } from './model.ts';
import type { SessionMethods } from './session-thread.ts';
import { startThread } from './thread.ts';

/** As `loadModel`, elsewhere: runs queue up, and a run that has begun cannot be interrupted. Throws ConfigError. */
export async function openSession(model: RunnableModel, options: SessionOptions = {}): Promise<Session> {
  const thread = startThread<SessionMethods>('session-thread', import.meta.url);
  try {
    await thread.call('load', { model, options });
  } catch (error) {
    await thread.close();
    throw error;
  }
  return {
    run: async (feeds, fetches) => {
      const results = await thread.call('run', { feeds, fetches });
      return fetches === undefined ? results : copyInto(fetches, results);
    },
    close: async () => {
      try {
        await thread.call('close', undefined);
      } finally {
        await thread.close();
      }
    },
  };
}

/** Tensors in shared memory were written by the thread itself; others came back as copies. */
function copyInto(fetches: Tensors, results: Tensors): Record<string, Tensors[string]> {
  for (const [name, fetch] of Object.entries(fetches)) {
    const result = results[name];
    if (result === undefined || fetch.data.buffer instanceof SharedArrayBuffer) continue;
    fetch.data.set(result.data as never);
  }
  return { ...fetches };
}
