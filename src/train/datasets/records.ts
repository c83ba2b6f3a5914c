/** @file Record files: fixed-size records made once by all cores and read at random afterwards. */
import { closeSync, existsSync, ftruncateSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { startThread } from '../../runtime/thread.ts';
import type { RecordThread } from './records-thread.ts';

export interface RecordPlan {
  /** The module that exports `records: RecordMaker`. */
  readonly module: URL;
  /** Plain data, cloned to the worker threads. */
  readonly options: unknown;
  readonly count: number;
  readonly file: string;
}

export type OnProgress = (done: number, total: number) => void;

/** Records made by one call into a thread: long enough to hide the call, short enough for a smooth progress bar. */
const CHUNK = 32;

/** Makes the file unless it is there, with every core; a half-made file never takes the final name. */
export async function makeRecords(plan: RecordPlan, bytes: number, onProgress: OnProgress): Promise<void> {
  if (existsSync(plan.file)) return;
  mkdirSync(dirname(plan.file), { recursive: true });
  const partial = `${plan.file}.partial`;
  const file = openSync(partial, 'w');
  ftruncateSync(file, plan.count * bytes);
  closeSync(file);
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    const thread = startThread<RecordThread>('records-thread', import.meta.url);
    try {
      await thread.call('open', { module: plan.module.href, options: plan.options, file: partial, bytes });
      while (next < plan.count) {
        const from = next;
        const to = (next = Math.min(plan.count, from + CHUNK));
        await thread.call('make', { from, to });
        onProgress((done += to - from), plan.count);
      }
    } finally {
      await thread.close();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  renameSync(partial, plan.file);
}

export interface RecordFile {
  /** Length of a record. */
  readonly bytes: number;
  /** Copies record `index` into `target`. */
  readonly read: (index: number, target: Uint8Array) => void;
  readonly close: () => void;
}

export function openRecords(path: string, bytes: number): RecordFile {
  const file = openSync(path, 'r');
  return {
    bytes,
    read(index, target) {
      const got = readSync(file, target, 0, bytes, index * bytes);
      if (got !== bytes) throw new RangeError(`${path}: record ${index} has ${got} of ${bytes} bytes`);
    },
    close: () => {
      closeSync(file);
    },
  };
}
