/** @file The two lists that a self-augmented set is made from: names that the model knows, and editing prompts. */
import { UserError } from '../../errors.ts';

interface List {
  readonly entries: readonly string[];
  /** How many lines repeated an earlier one. */
  readonly duplicates: number;
}

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim().replaceAll(/\s+/g, ' '))
    .filter((line) => line !== '' && !line.startsWith('#'));

/** Lines that differ in case alone are the same; lines that begin with # are passed over. */
function listOf(text: string): List {
  const lines = linesOf(text);
  const entries = [...new Map(lines.toReversed().map((line) => [line.toLowerCase(), line])).values()];
  return { entries: entries.toReversed(), duplicates: lines.length - entries.length };
}

/** One name a line. Throws UserError when there is none. */
export function parseNames(text: string): List {
  const list = listOf(text);
  if (list.entries.length === 0) throw new UserError('no-names', 'The names file has no names.');
  return list;
}

/** One prompt a line, with S* where the name goes; what follows a tab is passed over. Throws UserError. */
export function parseEditingPrompts(text: string): List {
  const list = listOf(text.replaceAll(/\t.*$/gm, ''));
  const bad = list.entries.find((prompt) => prompt.split('S*').length !== 2);
  if (list.entries.length === 0) throw new UserError('no-prompts', 'The prompts file has no prompts.');
  if (bad !== undefined) {
    throw new UserError('bad-editing-prompt', `An editing prompt must hold S* once: "${bad.slice(0, 80)}".`);
  }
  return list;
}
