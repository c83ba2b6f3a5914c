/** @file `models`: which models there are, and how they come here. */
import { Command } from 'commander';
import { CATALOGUE } from '../../catalogue/catalogue.ts';
import { DEFAULT_SOURCE } from '../../catalogue/pull.ts';
import { readRegistry } from '../../catalogue/registry.ts';
import { UserError } from '../../errors.ts';
import { loadConfig } from '../config.ts';
import { parse } from './arguments.ts';
import { describeModels, printLines } from './models/describe.ts';
import { importModel } from './models/import.ts';
import { pull } from './models/pull.ts';
import { verifyModels } from './models/verify.ts';

const verbs: Readonly<Record<string, (name: string) => Command>> = {
  import: (name) =>
    new Command(name)
      .argument('<folder>', 'in the diffusers layout: float32 or float16, in shards or not, files or links')
      .option('--name <name>', 'to call it by (default: from the folder)')
      .option('--replace', 'take the place of another model of that name')
      .description(
        'Checks every key, shape and dtype of a folder and registers it where it lies; nothing is copied.',
      )
      .action(importModel),
  list: (name) =>
    new Command(name).description('What is registered, and what can be pulled.').action(async () => {
      printLines(describeModels(await readRegistry(loadConfig().dataFolder), CATALOGUE));
    }),
  verify: (name) =>
    new Command(name)
      .argument('[name]', 'one model (default: all)')
      .option('--quick', 'compare sizes and structure, not hashes')
      .description('Checks registered models again: structure, sizes and SHA-256.')
      .action(verifyModels),
  pull: (name) =>
    new Command(name)
      .argument('<name>', 'of the catalogue (models list)')
      .option('--accept-licence', 'you have read the licence and accept it')
      .option('--float32', 'the full-precision files, where both are published')
      .option('--source <address>', 'a mirror of the source', DEFAULT_SOURCE)
      .description(
        'Downloads a model of the catalogue, checks it and registers it; goes on where it stopped.',
      )
      .action(pull),
};

const usage = [
  'Usage: npm run dreamidentity -- models VERB [options]',
  '',
  ...Object.entries(verbs).map(([name, make]) => `  ${name.padEnd(8)}${make(name).description()}`),
].join('\n');

/** Takes the words after `models`. */
export async function runModels([verb, ...words]: readonly string[]): Promise<void> {
  if (verb === undefined || verb === '--help' || verb === '-h') {
    printLines([usage]);
    return;
  }
  const make = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (make === undefined) throw new UserError('unknown-verb', `models cannot "${verb}".\n\n${usage}`);
  await parse(make(`models ${verb}`), words);
}
