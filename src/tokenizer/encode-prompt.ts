/** @file A prompt as the text encoder takes it: token ids, and the positions that pseudo words fill. */
import { UserError } from '../errors.ts';
import { encodeText, type Tokenizer } from './tokenizer.ts';
import { say } from '../say.ts';

/** Position `position` of the prompt takes vector `index` of the pseudo word `word`. */
interface Slot {
  readonly position: number;
  readonly word: string;
  readonly index: number;
}

export interface EncodedPrompt {
  /** [maxLength]: start, tokens, end, padding. A slot holds the padding id until its vector replaces the row. */
  readonly ids: Int32Array;
  readonly slots: readonly Slot[];
  /** Position of the end token. */
  readonly end: number;
}

/** How many vectors each pseudo word has: `{ "S*": 2, "S*anna": 2 }`. */
export type PseudoWords = Readonly<Record<string, number>>;

export interface PromptRules {
  /** A prompt without words is an error unless it is the unconditional or negative one. */
  readonly allowEmpty?: boolean;
  readonly requirePseudoWord?: boolean;
}

/** A stretch of the prompt that is encoded at once. */
interface Piece {
  readonly start: number;
  readonly text: string;
  readonly pseudoWord: string | undefined;
}

/** `S*` or `S*name`, in either case, not inside a word. */
const PSEUDO_WORD = /(?<![\p{L}\p{N}_])s\*[\p{L}\p{N}_-]*/giu;
const SHOWN_CHARACTERS = 80;

/**
 * Throws UserError 'empty-prompt', 'no-pseudo-word', 'unknown-pseudo-word' or, naming the part that does not fit,
 * 'prompt-too-long'.
 */
export function encodePrompt(
  tokenizer: Tokenizer,
  prompt: string,
  pseudoWords: PseudoWords = {},
  { allowEmpty = false, requirePseudoWord = false }: PromptRules = {},
): EncodedPrompt {
  if (!allowEmpty && prompt.trim() === '') {
    throw new UserError('empty-prompt', 'The prompt is empty: say what the picture should show.');
  }
  const pieces = splitPrompt(prompt, pseudoWords);
  if (requirePseudoWord && !pieces.some((piece) => piece.pseudoWord !== undefined)) {
    const [word = 'S*'] = Object.keys(pseudoWords);
    throw new UserError(
      'no-pseudo-word',
      say`Write ${word} where the person goes, as in "${word} as a chef".`,
    );
  }
  const ids = new Int32Array(tokenizer.maxLength).fill(tokenizer.padId);
  ids[0] = tokenizer.startId;
  const slots: Slot[] = [];
  let position = 1;
  for (const { start, text, pseudoWord } of pieces) {
    const room = tokenizer.maxLength - 1 - position;
    if (pseudoWord === undefined) {
      // A text with more bytes than the longest tokens could hold is refused before any work on it.
      if (text.length > room * tokenizer.longestToken) throw tooLong(prompt, start);
      const tokens = encodeText(tokenizer, text);
      if (tokens.length > room) throw tooLong(prompt, start);
      ids.set(tokens, position);
      position += tokens.length;
    } else {
      const count = pseudoWords[pseudoWord] ?? 0;
      if (count > room) throw tooLong(prompt, start);
      for (let index = 0; index < count; index++)
        slots.push({ position: position++, word: pseudoWord, index });
    }
  }
  ids[position] = tokenizer.endId;
  return { ids, slots, end: position };
}

/** Pseudo words, and what lies between them cut at white space. */
function splitPrompt(prompt: string, pseudoWords: PseudoWords): Piece[] {
  const pieces: Piece[] = [];
  const addText = (from: number, to: number): void => {
    for (const match of prompt.slice(from, to).matchAll(/\S+/gu)) {
      pieces.push({ start: from + match.index, text: match[0], pseudoWord: undefined });
    }
  };
  let from = 0;
  for (const { 0: text, index: start } of prompt.matchAll(PSEUDO_WORD)) {
    const pseudoWord = findPseudoWord(text, pseudoWords);
    addText(from, start);
    pieces.push({ start, text, pseudoWord });
    from = start + pseudoWord.length;
  }
  addText(from, prompt.length);
  return pieces;
}

/** The longest known word that `written` is or that it begins with before a hyphen ("S*-like"), in either case. */
function findPseudoWord(written: string, pseudoWords: PseudoWords): string {
  const lower = written.toLowerCase();
  const fits = (word: string): boolean =>
    lower === word.toLowerCase() || lower.startsWith(`${word.toLowerCase()}-`);
  const known = Object.keys(pseudoWords);
  const found = known.filter(fits).sort((a, b) => b.length - a.length)[0];
  if (found !== undefined) return found;
  const choice = known.length === 0 ? 'No face is known yet.' : `Known are ${known.join(', ')}.`;
  throw new UserError('unknown-pseudo-word', say`No face is known as ${shorten(written)}. ${choice}`);
}

const tooLong = (prompt: string, start: number): UserError =>
  new UserError(
    'prompt-too-long',
    say`The prompt is too long. This part does not fit: "${shorten(prompt.slice(start).trim())}". Shorten it.`,
  );

const shorten = (text: string): string =>
  text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
