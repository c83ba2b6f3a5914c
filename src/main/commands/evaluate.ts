/** @file `evaluate`: how well the bundle keeps people and follows prompts, on identities that it never saw. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { UserError } from '../../errors.ts';
import { PROTOCOL } from '../../evaluate/tables/protocol.ts';
import { parse, wholeNumber } from './arguments.ts';
import { evaluatePeople, METHODS, type PeopleFlags } from './evaluate-people.ts';
import { evaluateTableCommand, type TableFlags } from './evaluate-table.ts';
import { rowsFolder, seedList, tableOption } from './train-rows.ts';

type Flags = Partial<PeopleFlags> & Partial<TableFlags>;

/** Takes the words after `evaluate`. */
export async function runEvaluate(argv: readonly string[]): Promise<void> {
  const command = new Command('evaluate')
    .description(
      'Measures identity and context on drawn people; judges of their own say who and what is shown.',
    )
    .option('--seeds <a:b>', 'identity seeds from a to b - 1; the test people begin at 2000000', seeds)
    .option('--prompts <file>', 'one a line: prompt with S*, a tab, the context to judge')
    .option('--images <number>', 'pictures for each person and prompt', wholeNumber(1, 8), 1)
    .option('--steps <number>', "denoising steps (default: the bundle's)", wholeNumber(1))
    .addOption(
      new Option('--method <name>', 'what stands for the person').choices(METHODS).default('encoder'),
    )
    .option('--inversion-steps <number>', 'of --method textual-inversion', wholeNumber(1), 400)
    .option(
      '--look-alikes <number>',
      'also tell each person from so many who look alike',
      wholeNumber(1, 100),
    )
    .option('--groups', 'also by style, sex and skin')
    .option(
      '--sheet <file>',
      'also writes the first eight people in the first eight prompts as a WebP picture',
    )
    .option('--cell <pixels>', 'side of a tile of the sheet', wholeNumber(32, 512), 192)
    .option('--json', 'print the figures as JSON')
    .addOption(tableOption())
    .option('--training-seeds <list>', 'with --table: of the rows', seedList, PROTOCOL.trainingSeeds)
    .option('--folder <folder>', 'with --table: where train-rows put the encoders', rowsFolder())
    .option('--results <folder>', 'with --table: for tableN.csv, .txt, .svg and .webp', 'docs/results')
    .option('--people <number>', 'with --table: fewer than the protocol’s, for a trial', wholeNumber(8, 1000))
    .action(evaluate);
  await parse(command, argv);
}

function seeds(text: string): readonly number[] {
  const [, from, to] = /^(\d{1,12}):(\d{1,12})$/.exec(text) ?? [];
  const count = Number(to) - Number(from);
  if (count >= 2 && count <= 10_000) return Array.from({ length: count }, (_, i) => Number(from) + i);
  throw new InvalidArgumentError('Expected two to ten thousand seeds, as in 2000000:2000050.');
}

async function evaluate(flags: Flags): Promise<void> {
  const { table, seeds: people, prompts } = flags;
  if (table !== undefined) {
    await evaluateTableCommand({ ...(flags as TableFlags), table });
    return;
  }
  if (people === undefined || prompts === undefined) {
    throw new UserError('bad-arguments', 'evaluate: --seeds and --prompts are needed, or --table.');
  }
  await evaluatePeople({ ...(flags as PeopleFlags), seeds: people, prompts });
}
