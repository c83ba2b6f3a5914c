/** @file The worker thread behind a record file: makes the records that it is asked for and writes them in place. */
import { openSync, writeSync } from 'node:fs';
import { serve } from '../../runtime/thread.ts';
import type { RecordMaker } from './record-maker.ts';

interface Opening {
  readonly module: string;
  readonly options: unknown;
  readonly file: string;
  readonly bytes: number;
}

let makeOne: (index: number) => Promise<Uint8Array>;
let file: number;
let bytes: number;

const methods = {
  async open(opening: Opening): Promise<void> {
    const { records } = (await import(opening.module)) as { readonly records: RecordMaker };
    makeOne = await records.open(opening.options);
    file = openSync(opening.file, 'r+');
    bytes = opening.bytes;
  },
  async make({ from, to }: { readonly from: number; readonly to: number }): Promise<void> {
    for (let index = from; index < to; index++) {
      const record = await makeOne(index);
      if (record.length !== bytes)
        throw new RangeError(`record ${index} has ${record.length} of ${bytes} bytes`);
      writeSync(file, record, 0, bytes, index * bytes);
    }
  },
};

export type RecordThread = typeof methods;

serve(methods);
