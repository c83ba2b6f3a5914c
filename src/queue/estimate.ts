/** @file When a job will be done: the queue played forward with measured durations. */

export interface QueueSnapshot {
  /** Oldest first: the next to run is the first. */
  readonly waiting: readonly { readonly id: string; readonly units: number }[];
  readonly active: readonly { readonly id: string; readonly units: number; readonly elapsedMs: number }[];
  /** How many jobs run at once, over all living workers. */
  readonly slots: number;
  readonly expectedMs: ((units: number) => number) | undefined;
}

export interface Estimate {
  /** 1 is next to run; 0 runs already. */
  readonly position: number;
  /** Until it is done; undefined when nothing has been measured yet or no worker is alive. */
  readonly etaMs: number | undefined;
}

/** A running job that is already over its expected time is taken to need this part of it yet. */
const OVERDUE_PART = 0.1;

/** For every job of the snapshot, by id; in the order in which they will run. */
export function estimates({
  waiting,
  active,
  slots,
  expectedMs,
}: QueueSnapshot): ReadonlyMap<string, Estimate> {
  const found = new Map<string, Estimate>();
  const freeAt: number[] = [];
  for (const job of active) {
    const expected = expectedMs?.(job.units);
    const etaMs =
      expected === undefined ? undefined : Math.max(expected - job.elapsedMs, expected * OVERDUE_PART);
    found.set(job.id, { position: 0, etaMs });
    freeAt.push(etaMs ?? 0);
  }
  while (freeAt.length < slots) freeAt.push(0);
  for (const [index, { id, units }] of waiting.entries()) {
    if (expectedMs === undefined || slots === 0) {
      found.set(id, { position: index + 1, etaMs: undefined });
      continue;
    }
    const slot = freeAt.indexOf(Math.min(...freeAt));
    const etaMs = (freeAt[slot] ?? 0) + expectedMs(units);
    freeAt[slot] = etaMs;
    found.set(id, { position: index + 1, etaMs });
  }
  return found;
}
