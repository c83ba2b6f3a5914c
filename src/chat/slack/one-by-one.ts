/** @file Tasks of one key run one after the other, those of different keys side by side. */

export type OneByOne = (key: string | undefined, task: () => Promise<void>) => Promise<void>;

/** Without a key a task waits for none. One that fails holds up nobody. */
export function createOneByOne(): OneByOne {
  const last = new Map<string, Promise<void>>();
  return async (key, task) => {
    if (key === undefined) return task();
    const running = (last.get(key) ?? Promise.resolve()).then(task);
    const ended = running
      .catch(() => undefined)
      .then(() => {
        if (last.get(key) === ended) last.delete(key);
      });
    last.set(key, ended);
    return running;
  };
}
