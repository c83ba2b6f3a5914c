/** @file What the command line can do. Each subcommand's file is loaded when it is asked for. */
import { UserError } from '../errors.ts';

interface Subcommand {
  readonly description: string;
  /** Takes the words after the subcommand's name. */
  readonly load: () => Promise<(argv: readonly string[]) => Promise<void>>;
}

const subcommands: Readonly<Record<string, Subcommand>> = {
  toon: {
    description: 'draw a person of the toon world',
    load: async () => (await import('./commands/toon.ts')).runToon,
  },
  toonify: {
    description: 'draw the person of a photograph as one of the toon world',
    load: async () => (await import('./commands/toonify.ts')).runToonify,
  },
  encode: {
    description: 'turn a face into an identity (S*)',
    load: async () => (await import('./commands/encode.ts')).runEncode,
  },
  imagine: {
    description: 'draw that person in a new scene',
    load: async () => (await import('./commands/imagine.ts')).runImagine,
  },
  models: {
    description: 'import, pull, list and verify models',
    load: async () => (await import('./commands/models.ts')).runModels,
  },
  evaluate: {
    description: 'measure identity and context on people never seen',
    load: async () => (await import('./commands/evaluate.ts')).runEvaluate,
  },
  'train-rows': {
    description: 'train the encoders that the paper’s tables compare',
    load: async () => (await import('./commands/train-rows.ts')).runTrainRows,
  },
  gate: {
    description: 'one measurement that a training must pass',
    load: async () => (await import('./commands/gate.ts')).runGate,
  },
  sheets: {
    description: 'draw contact sheets of the toon world',
    load: async () => (await import('./commands/sheets.ts')).runSheets,
  },
  names: {
    description: 'print the people whom the toon bundle knows by name',
    load: async () => (await import('./commands/augment-names.ts')).runNames,
  },
  augment: {
    description: 'make the self-augmented training set of the paper',
    load: async () => (await import('./commands/augment.ts')).runAugment,
  },
  train: {
    description: 'train one recipe',
    load: async () => (await import('./train.ts')).runTraining,
  },
};

const usage = [
  'Usage: npm run dreamidentity -- SUBCOMMAND [options]',
  '',
  ...Object.entries(subcommands).map(([name, { description }]) => `  ${name.padEnd(11)}${description}`),
  '',
  'SUBCOMMAND --help lists its options.',
].join('\n');

/** Runs `toon --seed 7 ...`. Throws UserError, ConfigError or CheckpointError for what the caller can mend. */
export async function runSubcommand([name, ...words]: readonly string[]): Promise<void> {
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const subcommand = Object.hasOwn(subcommands, name) ? subcommands[name] : undefined;
  if (subcommand === undefined) {
    throw new UserError('unknown-subcommand', `There is no subcommand "${name}".\n\n${usage}`);
  }
  const run = await subcommand.load();
  await run(words);
}
