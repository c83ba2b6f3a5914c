/** @file The store's return: once a browser was told that it is away, it is asked until it answers. */

export interface StoreWatch {
  /** Somebody has just been told that the store is away. */
  readonly begin: () => void;
  readonly close: () => void;
}

const ASK_EVERY_MS = 1000;

/** A subscriber's connection hears of neither: a store that only hung, and another connection that is back after it. */
export function createStoreWatch(ask: () => Promise<unknown>, onBack: () => void): StoreWatch {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const later = (): void => {
    if (!closed) timer = setTimeout(look, ASK_EVERY_MS);
  };
  const look = (): void => {
    ask().then(() => {
      timer = undefined;
      if (!closed) onBack();
    }, later);
  };
  return {
    begin() {
      if (timer === undefined) later();
    },
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}
