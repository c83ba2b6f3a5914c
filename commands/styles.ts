/** @file Style presets: how each is said in a prompt, in the words of the paper's captions. */
import type { Choice } from '../src/chat/option.ts';

interface Style extends Choice {
  /** What stands before the prompt. */
  readonly words: string;
}

/** The first one adds nothing. */
export const styles: readonly Style[] = [
  { value: 'plain', name: 'Plain', words: '' },
  { value: 'oil-painting', name: 'Oil painting', words: 'oil painting style, ' },
  { value: 'watercolor', name: 'Watercolor', words: 'watercolor style, ' },
  { value: 'pencil-art', name: 'Pencil art', words: 'pencil art style, ' },
  { value: 'fauvism', name: 'Fauvism', words: 'Fauvism style, ' },
];

export const DEFAULT_STYLE = 'plain';

/** The prompt as the model reads it; an unknown style, of a request from another version, adds nothing. */
export const inStyle = (prompt: string, style: string): string =>
  `${styles.find(({ value }) => value === style)?.words ?? ''}${prompt}`;

export const styleName = (style: string): string =>
  styles.find(({ value }) => value === style)?.name ?? style;
