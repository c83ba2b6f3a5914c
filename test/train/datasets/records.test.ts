/** @file Record files that threads fill together. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeRecords, openRecords } from '../../../src/train/datasets/records.ts';

const module = new URL('./counting-records.ts', import.meta.url);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dreamidentity-records-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('every record is made once, in its place, whichever thread made it', async () => {
  const file = join(folder, 'numbers');
  let last = 0;
  await makeRecords({ module, options: { factor: 3 }, count: 100, file }, 4, (done) => (last = done));
  expect(last).toBe(100);
  const records = openRecords(file, 4);
  const record = new Uint8Array(4);
  for (let index = 0; index < 100; index++) {
    records.read(index, record);
    expect(new DataView(record.buffer).getUint32(0)).toBe(3 * index);
  }
  expect(() => {
    records.read(100, record);
  }).toThrow(RangeError);
  records.close();
});

test('records that cannot be made leave no file that looks whole', async () => {
  const file = join(folder, 'numbers');
  const plan = { module, options: { factor: 3, failsAt: 50 }, count: 100, file };
  await expect(makeRecords(plan, 4, () => undefined)).rejects.toThrow('record 50 cannot be made');
  expect(existsSync(file)).toBe(false);
});
