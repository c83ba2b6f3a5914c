/** @file The CLIP tokenizer: text to token ids, without start, end and padding. */
import { CheckpointError } from '../errors.ts';
import { applyMerges, END_OF_WORD, type Merge, type MergeRanks, rankMerges } from './byte-pair.ts';
import { byteAlphabet } from './bytes.ts';
import { normalizeText, splitWords } from './words.ts';

export interface SpecialTokens {
  readonly start: string;
  readonly end: string;
  readonly pad: string;
  readonly unknown: string;
}

/** A tokenizer as its files describe it. */
export interface TokenizerDefinition {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly merges: readonly Merge[];
  readonly special: SpecialTokens;
  /** Positions of the text encoder, start and end among them. */
  readonly maxLength: number;
}

export interface Tokenizer extends TokenizerDefinition {
  readonly ranks: MergeRanks;
  readonly startId: number;
  readonly endId: number;
  readonly padId: number;
  readonly unknownId: number;
  /** Most bytes that one token stands for. */
  readonly longestToken: number;
  /** Ids of words seen before; bounded. */
  readonly cache: Map<string, readonly number[]>;
}

const CACHED_WORDS = 20_000;

/** Throws CheckpointError when a special token or a byte is not in the vocabulary. */
export function createTokenizer(definition: TokenizerDefinition): Tokenizer {
  const { vocabulary, merges, special } = definition;
  const idOf = (token: string): number => {
    const id = vocabulary.get(token);
    if (id === undefined)
      throw new CheckpointError(`the tokenizer's vocabulary lacks ${JSON.stringify(token)}`);
    return id;
  };
  for (const character of byteAlphabet) {
    idOf(character);
    idOf(character + END_OF_WORD);
  }
  return {
    ...definition,
    ranks: rankMerges(merges),
    startId: idOf(special.start),
    endId: idOf(special.end),
    padId: idOf(special.pad),
    unknownId: idOf(special.unknown),
    longestToken: Math.max(...Array.from(vocabulary.keys(), (token) => token.length)),
    cache: new Map(),
  };
}

/**
 * Ids of the text's tokens. Special tokens written in the text count as themselves, as in transformers: Stable
 * Diffusion 2.1 pads with "!", so "!" is id 0 there and not a word.
 */
export function encodeText(tokenizer: Tokenizer, text: string): number[] {
  const { vocabulary, special } = tokenizer;
  const specials = new Set(Object.values(special) as string[]);
  return splitOut(text, specials).flatMap((part) =>
    specials.has(part)
      ? [vocabulary.get(part) ?? tokenizer.unknownId]
      : splitWords(normalizeText(part)).flatMap((word) => encodeWord(tokenizer, word)),
  );
}

function encodeWord(tokenizer: Tokenizer, word: string): readonly number[] {
  const { vocabulary, ranks, cache, special, unknownId } = tokenizer;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const symbols = word === special.start || word === special.end ? [word] : applyMerges(word, ranks);
  const ids = symbols.map((symbol) => vocabulary.get(symbol) ?? unknownId);
  if (cache.size >= CACHED_WORDS) cache.clear();
  cache.set(word, ids);
  return ids;
}

/** The text cut around every occurrence of a separator, separators kept; longer ones win. */
function splitOut(text: string, separators: ReadonlySet<string>): string[] {
  const found = [...separators].filter((separator) => text.includes(separator));
  if (found.length === 0) return [text];
  const pattern = found
    .sort((a, b) => b.length - a.length)
    .map((separator) => separator.replace(/[\\^$.*+?()[\]{}|]/gu, '\\$&'))
    .join('|');
  return text.split(new RegExp(`(${pattern})`, 'u')).filter((part) => part !== '');
}
