/** @file `train-rows`: the encoders that the paper's tables compare, trained one after the other with equal budgets. */
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { BUDGET, PROTOCOL } from '../../evaluate/tables/protocol.ts';
import { encodersOf, TABLES } from '../../evaluate/tables/tables.ts';
import { trainRows } from '../../evaluate/tables/train-rows.ts';
import { cacheFolder } from '../../train/folders.ts';
import { printProgress } from '../progress.ts';
import type { Preset } from '../../train/recipe.ts';
import { stopSignal } from '../stop-signal.ts';
import { decimalNumber, parse, wholeNumber } from './arguments.ts';

type TableNumber = keyof typeof TABLES;

interface Flags {
  readonly table?: TableNumber;
  readonly seeds: readonly number[];
  readonly steps: number;
  readonly warmStartSteps: number;
  readonly batch: number;
  readonly learningRate: number;
  readonly preset: Preset;
  readonly triplets: string;
  readonly folder: string;
  readonly minutes?: number;
  readonly workers?: number;
}

/** Where rows are kept unless another folder is given. */
export const rowsFolder = (): string => join(cacheFolder(), 'rows');

/** One after another: "1,2". */
export function seedList(text: string): readonly number[] {
  const seeds = text.split(',').map(wholeNumber(1, 1000));
  if (new Set(seeds).size === seeds.length) return seeds;
  throw new InvalidArgumentError('Expected different seeds, as in 1,2.');
}

export const tableOption = (): Option =>
  new Option('--table <number>', 'a table of the paper').choices(Object.keys(TABLES));

/** Takes the words after `train-rows`. */
export async function runTrainRows(argv: readonly string[]): Promise<void> {
  const command = new Command('train-rows')
    .description(
      'Trains the encoders behind the rows of the paper’s tables; stopped, the same command goes on. Tables share rows.',
    )
    .addOption(tableOption())
    .option('--seeds <list>', 'training seeds', seedList, PROTOCOL.trainingSeeds)
    .option('--steps <number>', 'of eq. 5, for every row', wholeNumber(1), BUDGET.steps)
    .option('--warm-start-steps <number>', 'for every row', wholeNumber(1), BUDGET.warmStartSteps)
    .option('--batch <number>', 'samples in a step of eq. 5', wholeNumber(1, 4096), BUDGET.batch)
    .option('--learning-rate <rate>', 'of eq. 5', decimalNumber, BUDGET.learningRate)
    .addOption(
      new Option('--preset <preset>', 'how many drawn people').choices(['smoke', 'v0', 'v1']).default('v0'),
    )
    .option('--triplets <folder>', 'what augment wrote', join('weights', 'wip', 'triplets'))
    .option('--folder <folder>', 'where the encoders go', rowsFolder())
    .option('--minutes <number>', 'stop after so long, with a checkpoint', decimalNumber)
    .option('--workers <number>', 'threads, which divide the batch', wholeNumber(1, 256))
    .action(run);
  await parse(command, argv);
}

async function run({
  table,
  folder,
  minutes,
  workers,
  seeds,
  preset,
  triplets,
  ...budget
}: Flags): Promise<void> {
  const printer = printProgress(process.stderr);
  const stop = stopSignal(minutes);
  try {
    const isFinished = await trainRows({
      encoders: encodersOf(table === undefined ? Object.values(TABLES) : [TABLES[table]]),
      seeds,
      budget,
      preset,
      triplets,
      root: folder,
      signal: stop.signal,
      ...(workers === undefined ? {} : { workers }),
      onRow: printer.note,
      progress: {
        onStep: printer.step,
        onProgress: printer.work,
        onAlarm: (step, text) => {
          printer.note(`ALARM at step ${step}: ${text}`);
        },
      },
    });
    printer.note(isFinished ? `all rows are trained: ${folder}` : 'stopped; the same command goes on');
    if (!isFinished) process.exitCode = 130;
  } finally {
    stop.close();
  }
}
