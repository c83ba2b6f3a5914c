/** @file Records for a test: each is its index times a factor. */
import type { RecordMaker } from '../../../src/train/datasets/record-maker.ts';

export const records: RecordMaker = {
  open(options) {
    const { factor, failsAt } = options as { readonly factor: number; readonly failsAt?: number };
    return Promise.resolve((index) => {
      if (index === failsAt) return Promise.reject(new Error(`record ${index} cannot be made`));
      const record = new Uint8Array(4);
      new DataView(record.buffer).setUint32(0, factor * index);
      return Promise.resolve(record);
    });
  },
};
