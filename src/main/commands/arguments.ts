/** @file Parsers for what stands on the command line; commander prints what they throw. */
import { type Command, CommanderError, InvalidArgumentError } from 'commander';
import { UserError } from '../../errors.ts';

export const wholeNumber =
  (min: number, max: number = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(
      max === Number.MAX_SAFE_INTEGER
        ? `Expected a whole number from ${min} on.`
        : `Expected a whole number from ${min} to ${max}.`,
    );
  };

export function decimalNumber(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InvalidArgumentError('Expected a number.');
}

/** Parses the words after a subcommand's name and runs its action. Throws UserError for words that do not fit. */
export async function parse(command: Command, argv: readonly string[]): Promise<void> {
  let complaint = '';
  command.exitOverride().configureOutput({
    writeErr: (text) => {
      complaint += text;
    },
  });
  try {
    await command.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help that was asked for has been shown: nothing else is to be done.
    if (error.exitCode === 0) return;
    const sentence = complaint.trim().replace(/^error: /, '');
    throw new UserError('bad-arguments', `${command.name()}: ${sentence} (--help lists the options)`);
  }
}
