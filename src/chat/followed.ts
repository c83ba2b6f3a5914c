/** @file What a bot remembers of a request that it follows. */
import type { JobProgress } from '../queue/progress.ts';
import type { Status } from './line.ts';
import type { MessageRef } from './platform.ts';
import type { ChatRequest } from './request.ts';

/** What is known here of a request that this bot follows. Everything that matters after a crash is in the store. */
export interface Followed {
  readonly id: string;
  /** One thing at a time for each request. */
  chain: Promise<void>;
  request: ChatRequest | undefined;
  ref: MessageRef | undefined;
  running: boolean;
  /** Where it stood in the queue when that was last looked at. */
  waiting: Status | undefined;
  progress: JobProgress | undefined;
  shown: string;
  editedAt: number;
  timer: NodeJS.Timeout | undefined;
  failures: number;
  retryAt: number;
  checkedAt: number;
}

export const newFollowed = (id: string): Followed => ({
  id,
  chain: Promise.resolve(),
  request: undefined,
  ref: undefined,
  running: false,
  waiting: undefined,
  progress: undefined,
  shown: '',
  editedAt: 0,
  timer: undefined,
  failures: 0,
  retryAt: 0,
  checkedAt: 0,
});

/** Extrapolated from the steps so far; the first step, which also warms up, is not enough to promise anything. */
export const remaining = (progress: JobProgress | undefined): number | undefined =>
  progress === undefined || progress.step < 2
    ? undefined
    : (progress.elapsedMs / progress.step) * (progress.steps - progress.step);
