/** @file Trains one recipe from the command line: `npx tsx src/main/train.ts RECIPE --preset v0`. */
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Command, InvalidArgumentError, Option } from 'commander';
import { BACKBONES } from '../train/backbone.ts';
import { exportRecipe, exportState } from '../train/finished.ts';
import { printProgress } from './progress.ts';
import type { Preset } from '../train/recipe.ts';
import { type TrainingOptions, trainRecipe } from '../train/trainer.ts';
import { stopSignal } from './stop-signal.ts';

interface Flags {
  readonly preset: Preset;
  readonly resume?: boolean | string;
  readonly fromBundle?: boolean;
  readonly workers?: number;
  readonly folder?: string;
  readonly minutes?: number;
  readonly export?: boolean;
  readonly exportState?: string;
  readonly steps?: number;
  readonly batch?: number;
  readonly learningRate?: number;
  readonly evaluateEvery?: number;
  readonly seed?: number;
  readonly data?: string;
  readonly targets?: string;
  readonly words?: number;
  readonly scales?: string;
  readonly backbone?: string;
  readonly bundle?: string;
  readonly faces?: string;
  readonly triplets?: string;
  readonly start?: string;
  readonly out?: string;
  readonly accumulate?: number;
}

const OVERRIDES = [
  'steps',
  'batch',
  'learningRate',
  'evaluateEvery',
  'seed',
  'data',
  'targets',
  'words',
  'scales',
  'backbone',
  'bundle',
  'faces',
  'triplets',
  'start',
  'out',
  'accumulate',
] as const satisfies readonly (keyof Flags)[];

const number = (text: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('expected a number');
  return value;
};

/** Parses `argv` (without node and script) and trains; SIGINT and SIGTERM stop after a checkpoint. */
export async function runTraining(argv: readonly string[]): Promise<void> {
  const command = new Command('train')
    .argument('<recipe>', 'a name, or the file URL of a module that exports `recipe`')
    .addOption(new Option('--preset <preset>').choices(['smoke', 'v0', 'v1', 'paper']).default('smoke'))
    .option('--resume [state]', 'go on from the latest checkpoint, or from a state file')
    .option('--from-bundle', 'begin with the weights of the bundle as it is, at step 0')
    .option('--workers <count>', 'worker threads, which divide the batch (default: the cores)', number)
    .option('--folder <folder>', 'checkpoint and curve (default: ~/.cache/dreamidentity/RECIPE-PRESET)')
    .option('--minutes <minutes>', 'stop after so long, with a checkpoint', number)
    .option('--export', 'do not train: write the bundle from the latest checkpoint')
    .option('--export-state <file>', 'do not train: write the latest checkpoint as a small float16 file')
    .option('--steps <steps>', 'in place of the preset’s', number)
    .option('--batch <samples>', 'in place of the preset’s', number)
    .option('--learning-rate <rate>', 'in place of the preset’s', number)
    .option('--evaluate-every <steps>', 'in place of the preset’s', number)
    .option('--seed <seed>', 'in place of the preset’s', number)
    .option('--accumulate <parts>', 'run each thread’s batch in so many parts, for less memory', number)
    .addOption(
      new Option('--data <set>', 'id-encoder: what it learns from').choices([
        'reconstruction',
        'self-augmented',
        'both',
      ]),
    )
    .addOption(
      new Option('--targets <which>', 'id-encoder: which picture of a face it has to draw').choices([
        'itself',
        'another',
      ]),
    )
    .option('--words <k>', 'id-encoder: pseudo words for a person', number)
    .addOption(
      new Option('--scales <which>', 'id-encoder: features of the backbone').choices(['multi', 'last']),
    )
    .addOption(new Option('--backbone <name>', 'id-encoder: what looks at the face').choices(BACKBONES))
    .option('--bundle <folder>', 'id-encoder: the frozen text-to-image model')
    .option('--faces <folder>', 'id-encoder: photographs to learn from, in place of drawn people')
    .option('--triplets <folder>', 'id-encoder: what augment wrote')
    .option(
      '--start <folder>',
      'id-encoder: the encoder to begin from, or "fresh" (default: the bundle’s, if any)',
    )
    .option('--out <folder>', 'id-encoder: where the encoder goes (default: into the bundle)')
    .action(async (recipe: string, flags: Flags) => {
      await act(recipe, flags);
    });
  await command.parseAsync([...argv], { from: 'user' });
}

async function act(recipe: string, flags: Flags): Promise<void> {
  const { preset, folder, minutes, resume, fromBundle, workers } = flags;
  const printer = printProgress(process.stderr);
  const stored = { recipe, preset, onProgress: printer.work, ...(folder === undefined ? {} : { folder }) };
  if (flags.export === true) {
    await exportRecipe(stored);
    return;
  }
  if (flags.exportState !== undefined) {
    const groups = await exportState(stored, flags.exportState);
    printer.note(`${flags.exportState}: ${groups.join(', ')}`);
    return;
  }
  const stop = stopSignal(minutes);
  const options: TrainingOptions = {
    ...stored,
    overrides: overridesOf(flags),
    ...(resume === undefined ? {} : { resume }),
    ...(fromBundle === undefined ? {} : { fromBundle }),
    ...(workers === undefined ? {} : { workers }),
    signal: stop.signal,
    onStep: printer.step,
    onNote: printer.note,
    onAlarm: (step, text) => {
      printer.note(`ALARM at step ${step}: ${text}`);
    },
    onEvaluation: (step, figures) => {
      const text = Object.entries(figures).map(([name, value]) => `${name} ${value.toPrecision(4)}`);
      printer.note(`evaluation at step ${step}: ${text.join('  ')}`);
    },
  };
  try {
    const result = await trainRecipe(options);
    printer.note(`${result.isFinished ? 'finished' : 'stopped'} at step ${result.step}: ${result.folder}`);
  } catch (error) {
    // A name, so that a failure that has nothing to do with the stop is still told.
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    printer.note('stopped before the first step; what was half prepared is prepared again the next time');
  } finally {
    stop.close();
  }
}

/** What was given, under the names that the plan and the recipes' configs have. */
const overridesOf = (flags: Flags): Readonly<Record<string, unknown>> =>
  Object.fromEntries(OVERRIDES.flatMap((key) => (flags[key] === undefined ? [] : [[key, flags[key]]])));

const script = process.argv[1];
if (script !== undefined && realpathSync(script) === fileURLToPath(import.meta.url)) {
  await runTraining(process.argv.slice(2));
}
