/** @file The command line: `npm run dreamidentity -- SUBCOMMAND ...`. Each subcommand's file is loaded when it is asked for. */
import { Command } from 'commander';
import { reportFailure } from './report-failure.ts';

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
  encode: {
    description: 'turn a face into an identity (S*)',
    load: async () => (await import('./commands/encode.ts')).runEncode,
  },
  imagine: {
    description: 'draw that person in a new scene',
    load: async () => (await import('./commands/imagine.ts')).runImagine,
  },
  train: {
    description: 'train one recipe',
    load: async () => (await import('./train.ts')).runTraining,
  },
};

const program = new Command('dreamidentity')
  .description('One selfie in, pictures of that person anywhere.')
  .showHelpAfterError()
  .exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
for (const [name, { description, load }] of Object.entries(subcommands)) {
  program
    .command(name)
    .description(description)
    .argument('[words...]')
    .usage('...')
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (words: string[]) => {
      const run = await load();
      await run(words);
    });
}

try {
  await program.enablePositionalOptions().parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
