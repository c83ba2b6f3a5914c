/** @file Lines of a page that somebody types into a chat, with how they are answered. */
import { readFileSync } from 'node:fs';
import { commands } from '../../commands/index.ts';
import { type DescribedCommand, describeCommands } from '../../src/chat/describe.ts';
import { type GivenOption, readCommandLine } from '../../src/chat/command-line.ts';

export interface PageLine {
  readonly typed: string;
  /** How its answer begins, or what it has in it, for a time of day or an id goes before. */
  readonly answer: string;
}

/** The fenced blocks of a page that are no language's. */
export const blocksOf = (page: string): readonly string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^```\n(.*?)^```/gms)].map((block) => block[1] ?? '');

export const linesOf = (page: string): readonly PageLine[] =>
  blocksOf(page).flatMap((block) =>
    [...block.matchAll(/^(\/.*)\n> (.*)$/gm)].map(([, typed = '', answer = '']) => ({ typed, answer })),
  );

const described = describeCommands(commands);

/** Throws for a line that is no command. */
export function readLine(typed: string): {
  readonly command: DescribedCommand;
  readonly given: readonly GivenOption[];
} {
  const line = readCommandLine(typed, described);
  if (line.kind !== 'command') throw new Error(`${typed} is no command`);
  return line;
}
