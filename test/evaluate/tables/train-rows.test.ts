/** @file `train-rows` through the embedded bundle, two steps each: what is trained stays, what was stopped goes on. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { trainRows, type RowTraining } from '../../../src/evaluate/tables/train-rows.ts';
import type { RowBudget, RowEncoder } from '../../../src/evaluate/tables/row-encoder.ts';

const encoder: RowEncoder = { backbone: 'vit', scales: 'last', words: 1, data: 'reconstruction' };
const budget: RowBudget = { warmStartSteps: 2, steps: 2, batch: 2, learningRate: 3e-5 };

let home = '';
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'train-rows-'));
  // Its own cache, so that the test draws and encodes its own pictures.
  vi.stubEnv('HOME', home);
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** Which rows were trained, and whether all are. */
async function train(changes: Partial<RowTraining> = {}): Promise<{ rows: string[]; isFinished: boolean }> {
  const rows: string[] = [];
  const isFinished = await trainRows({
    ...{ encoders: [encoder], seeds: [1], budget, preset: 'smoke', root: join(home, 'rows') },
    triplets: 'none',
    workers: 1,
    onRow: (text) => rows.push(text),
    ...changes,
  });
  return { rows, isFinished };
}

const weightsOf = (id: string): Buffer =>
  readFileSync(join(home, 'rows', id, 'encoder', 'model.safetensors'));

test('a row is trained from a warm start of its own, once, and goes on where it was stopped', async () => {
  const stop = new AbortController();
  const stopped = await train({
    signal: stop.signal,
    progress: {
      onStep: ({ step }) => {
        if (step === 1) stop.abort();
      },
    },
  });
  expect(stopped.isFinished).toBe(false);
  expect(existsSync(join(home, 'rows', 'start-vit-last-1-seed1', 'encoder'))).toBe(false);

  expect(await train()).toEqual({ rows: ['1 of 1: vit-last-1-reconstruction, seed 1'], isFinished: true });
  const [start, row] = [weightsOf('start-vit-last-1-seed1'), weightsOf('vit-last-1-reconstruction-seed1')];
  expect(row.equals(start)).toBe(false);

  expect(await train()).toEqual({ rows: [], isFinished: true });
  expect(weightsOf('vit-last-1-reconstruction-seed1').equals(row)).toBe(true);
});

test('a budget says the same in whatever order its entries stand', async () => {
  const { warmStartSteps, ...rest } = budget;
  expect(await train({ budget: { ...rest, warmStartSteps } })).toEqual({ rows: [], isFinished: true });
});

test('a folder with a row of another budget is refused by its name', async () => {
  await expect(train({ budget: { ...budget, steps: 3 } })).rejects.toMatchObject({
    id: 'other-row',
    message: expect.stringMatching(
      /vit-last-1-reconstruction-seed1 holds an encoder of another budget/,
    ) as string,
  });
});

test('a row that learns from edits says how they are made where there are none', async () => {
  await expect(train({ encoders: [{ ...encoder, data: 'both' }] })).rejects.toMatchObject({
    id: 'no-triplets',
    message: 'none has no triplets.jsonl: make it with the command augment.',
  });
});
