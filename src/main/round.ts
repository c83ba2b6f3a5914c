/** @file Something that is done now and then while the bot runs, one at a time. */
import { isUnreachable } from '../queue/unreachable.ts';

export interface Round {
  /** Does it for the first time, and from then on. */
  readonly start: () => void;
  /** Resolves once what is under way is done. */
  readonly close: () => Promise<void>;
}

/** A round that fails is reported, unless Redis is away, and the next one comes all the same. */
export function createRound(
  run: () => Promise<unknown>,
  everyMs: number,
  onError: (error: unknown) => void,
): Round {
  let timer: NodeJS.Timeout | undefined;
  let closing = false;
  let underWay: Promise<void> = Promise.resolve();
  const turn = (): void => {
    underWay = underWay
      .then(() => (closing ? undefined : run()))
      .then(
        () => undefined,
        (error: unknown) => {
          if (!isUnreachable(error)) onError(error);
        },
      );
  };
  return {
    start() {
      if (closing) return;
      turn();
      timer = setInterval(turn, everyMs);
    },
    async close() {
      closing = true;
      clearInterval(timer);
      await underWay;
    },
  };
}
