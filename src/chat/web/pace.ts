/** @file So many events a second from one browser, before anything costs more than counting. */

export interface Pace {
  /** False when there were too many. */
  readonly take: () => boolean;
}

/** A bucket of `burst` that fills at `perSecond`. */
export function createPace(
  perSecond: number,
  burst: number,
  now: () => number = performance.now.bind(performance),
): Pace {
  let left = burst;
  let at = now();
  return {
    take() {
      const time = now();
      left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
      at = time;
      if (left < 1) return false;
      left -= 1;
      return true;
    },
  };
}
