/** @file `names`: the invented people whom the toon bundle knows by name, for `augment --names`. */
import { Command } from 'commander';
import { UserError } from '../../errors.ts';
import { celebrityName, NAME_COUNT } from '../../toon/names.ts';
import { parse, wholeNumber } from './arguments.ts';

/** As many names as the paper's list has without its duplicates. */
const PAPER_NAMES = 1015;

/** Takes the words after `names`. */
export async function runNames(argv: readonly string[]): Promise<void> {
  const command = new Command('names')
    .description('Prints the toon bundle’s celebrities, one a line.')
    .option('--count <number>', 'how many', wholeNumber(1), PAPER_NAMES)
    .action(({ count }: { readonly count: number }) => {
      process.stdout.write(namesText(count));
    });
  await parse(command, argv);
}

/** One name a line. Throws UserError for more than there are. */
export function namesText(count: number): string {
  if (count > NAME_COUNT) throw new UserError('bad-arguments', `There are ${NAME_COUNT} names.`);
  return Array.from({ length: count }, (_, person) => `${celebrityName(person)}\n`).join('');
}
