/** @file Parsers for what stands on the command line; commander prints what they throw. */
import { type Command, InvalidArgumentError } from 'commander';

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

/** Parses the words after a subcommand's name; what does not fit ends the process with status 2. */
export async function parse(command: Command, argv: readonly string[]): Promise<void> {
  command.showHelpAfterError('(--help lists the options)').exitOverride((error) => {
    process.exit(error.exitCode === 0 ? 0 : 2);
  });
  await command.parseAsync([...argv], { from: 'user' });
}
