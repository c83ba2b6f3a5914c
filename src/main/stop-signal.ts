/** @file Ctrl-C as an AbortSignal, for long work that keeps its state. */

export interface StopSignal {
  readonly signal: AbortSignal;
  /** Listens no more. */
  readonly close: () => void;
}

/** Aborts, for that reason, at the first SIGINT or SIGTERM, or after so many minutes; a second signal ends the process at once. */
export function stopSignal(minutes?: number, reason?: Error): StopSignal {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(reason);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const timer = minutes === undefined ? undefined : setTimeout(stop, minutes * 60_000);
  return {
    signal: controller.signal,
    close: () => {
      process.off('SIGINT', stop).off('SIGTERM', stop);
      clearTimeout(timer);
    },
  };
}
