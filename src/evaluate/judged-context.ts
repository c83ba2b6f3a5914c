/** @file The context that a prompt asks for, by name: "chef", "hat", "beach", "oil", or several joined by "+". */
import { UserError } from '../errors.ts';
import { ACCESSORIES, type AccessoryName } from '../toon/accessories/index.ts';
import { paperCaption } from '../toon/caption.ts';
import type { Context } from '../toon/context.ts';
import { JOBS, type JobName } from '../toon/jobs/index.ts';
import { keysOf } from '../toon/keys.ts';
import { PLACES, type PlaceName } from '../toon/places/index.ts';
import { STYLE_NAMES, type StyleName } from '../toon/styles/index.ts';

export interface JudgedContext {
  /** As written; "face" is no context at all. */
  readonly name: string;
  readonly context: Context;
  readonly style: StyleName;
  /** What the judge of prompts is asked: the paper's form with "a person" in it. */
  readonly text: string;
}

const isIn =
  <K extends string>(keys: readonly K[]) =>
  (word: string): word is K =>
    (keys as readonly string[]).includes(word);

const isJob = isIn<JobName>(keysOf(JOBS));
const isAccessory = isIn<AccessoryName>(keysOf(ACCESSORIES));
const isPlace = isIn<PlaceName>(keysOf(PLACES));
const isStyle = isIn<StyleName>(STYLE_NAMES);

/** Throws UserError 'unknown-context' that lists the names. */
export function judgedContext(name: string): JudgedContext {
  let context: Context = {};
  let style: StyleName = 'plain';
  for (const word of name.split('+')) {
    if (isJob(word)) context = { ...context, job: word };
    else if (isAccessory(word)) context = { ...context, accessory: word };
    else if (isPlace(word)) context = { ...context, place: word };
    else if (isStyle(word)) style = word;
    else if (word !== 'face') throw unknown(word);
  }
  return { name, context, style, text: paperCaption('a person', context, style, false) };
}

/** What a combination would be with one part less: a picture of it must show more than any of these. */
export function partsOf({ name }: JudgedContext): JudgedContext[] {
  const words = name.split('+');
  if (words.length === 1) return [];
  return words.map((_, left) => judgedContext(words.filter((_word, i) => i !== left).join('+')));
}

function unknown(word: string): UserError {
  const names = ['face', ...keysOf(JOBS), ...keysOf(ACCESSORIES), ...keysOf(PLACES), ...STYLE_NAMES];
  return new UserError('unknown-context', `There is no context "${word}"; known are ${names.join(', ')}.`);
}

export interface JudgedPrompt {
  /** With S* where the person goes. */
  readonly prompt: string;
  readonly judged: JudgedContext;
}

/** One prompt a line: prompt, tab, the context to judge; empty lines and lines that begin with # are passed over. */
export function parsePrompts(text: string): JudgedPrompt[] {
  const prompts = text
    .split(/\r?\n/)
    .map((line, i) => ({ line: line.trim(), number: i + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, number }) => {
      const [prompt = '', name, ...rest] = line.split('\t');
      if (name === undefined || rest.length > 0 || !prompt.includes('S*')) {
        throw new UserError(
          'bad-prompts-file',
          `Line ${number} of the prompts file must be a prompt with S* in it, a tab, and a context.`,
        );
      }
      return { prompt: prompt.trim(), judged: judgedContext(name.trim()) };
    });
  if (prompts.length === 0) throw new UserError('bad-prompts-file', 'The prompts file has no prompts.');
  return prompts;
}
