/** @file Stopping well: at SIGTERM or Ctrl-C take nothing new, finish what is in hand, and leave within the time allowed. */

export interface DrainOptions {
  readonly seconds: number;
  /** Called in order, each after the one before has ended. */
  readonly steps: readonly (() => Promise<unknown> | undefined)[];
  readonly onSignal?: (signal: NodeJS.Signals) => void;
  /** A step that failed; the others still run. */
  readonly onError: (error: unknown) => void;
}

export interface Drain {
  /** Resolves with the exit status once everything has stopped: 0, or 1 when a step failed or time ran out. */
  readonly done: Promise<number>;
  /** Starts the same way out without a signal. */
  readonly begin: () => void;
}

/** A parent that died has most likely taken its Redis along: there is nobody left to finish a picture for. */
const ORPHAN_SECONDS = 3;

/** Listens for SIGTERM, SIGINT and the end of a parent that started us with a channel; a second signal ends the process at once. */
export function drainOnSignal({ seconds, steps, onSignal, onError }: DrainOptions): Drain {
  let begun = false;
  let beginWithin: (limit: number) => void = () => undefined;
  const done = new Promise<number>((finish) => {
    beginWithin = (limit) => {
      if (begun) return;
      begun = true;
      void Promise.race([runAll(steps, onError), deadline(limit)]).then(finish);
    };
  });
  const begin = (): void => {
    beginWithin(seconds);
  };
  const orphaned = (): void => {
    beginWithin(Math.min(seconds, ORPHAN_SECONDS));
  };
  const onceTold = (signal: NodeJS.Signals): void => {
    if (begun) process.exit(1);
    onSignal?.(signal);
    begin();
  };
  process.on('SIGTERM', onceTold).on('SIGINT', onceTold);
  process.once('disconnect', orphaned);
  if (isOrphan()) orphaned();
  return { done, begin };
}

/** The parent may have died while we were still starting, before anybody listened. */
const isOrphan = (): boolean => 'connected' in process && !process.connected;

/** Until the function that it returns is called, the end of a parent that started us with a channel ends this process at once. */
export function endWithParent(): () => void {
  const end = (): void => {
    process.exit(1);
  };
  if (isOrphan()) end();
  process.once('disconnect', end);
  return () => {
    process.off('disconnect', end);
  };
}

async function runAll(steps: DrainOptions['steps'], onError: (error: unknown) => void): Promise<number> {
  let status = 0;
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      status = 1;
      onError(error);
    }
  }
  return status;
}

const deadline = (seconds: number): Promise<number> =>
  new Promise((late) => {
    setTimeout(late, seconds * 1000, 1).unref();
  });
