/** @file Learns byte-pair merges for a closed list of words, until every word is one token. */
import {
  applyMerges,
  END_OF_WORD,
  joinPair,
  type Merge,
  pairKey,
  rankMerges,
  toSymbols,
} from './byte-pair.ts';
import { byteAlphabet } from './bytes.ts';
import type { SpecialTokens, TokenizerDefinition } from './tokenizer.ts';
import { normalizeText, splitWords } from './words.ts';

/** Our own bundles pad with a token that no text contains. */
const SPECIAL: SpecialTokens = {
  start: '<|startoftext|>',
  end: '<|endoftext|>',
  pad: '<|pad|>',
  unknown: '<|endoftext|>',
};

/**
 * A tokenizer in which each of the words is exactly one token; any other text falls back to shorter symbols, at
 * worst to bytes. The order of `words` does not matter. Throws RangeError for a word that CLIP's pattern cuts.
 */
export function trainTokenizer(
  words: readonly string[],
  { maxLength }: { readonly maxLength: number },
): TokenizerDefinition {
  const merges = learnMerges(distinctWords(words));
  const symbols = [
    ...byteAlphabet,
    ...byteAlphabet.map((character) => character + END_OF_WORD),
    ...merges.map(([left, right]) => left + right),
    SPECIAL.pad,
    SPECIAL.start,
    SPECIAL.end,
  ];
  const vocabulary = new Map([...new Set(symbols)].map((symbol, id) => [symbol, id]));
  return { vocabulary, merges, special: SPECIAL, maxLength };
}

function distinctWords(words: readonly string[]): string[] {
  const normalized = new Set(words.map(normalizeText));
  for (const word of normalized) {
    if (splitWords(word).length !== 1) {
      throw new RangeError(
        `${JSON.stringify(word)} is ${splitWords(word).length} words to CLIP, expected one`,
      );
    }
  }
  return [...normalized].sort();
}

/** Merges the pair that most words share, again and again; ties go to the pair that sorts first. */
function learnMerges(words: readonly string[]): Merge[] {
  const corpus = words.map(toSymbols);
  const wordsOfPair = new Map<string, Set<number>>();
  const forEachPair = (word: number, visit: (key: string) => void): void => {
    const symbols = corpus[word] ?? [];
    for (let i = 0; i + 1 < symbols.length; i++) visit(pairKey(symbols[i] ?? '', symbols[i + 1] ?? ''));
  };
  const index = (word: number): void => {
    forEachPair(word, (key) => {
      const sharing = wordsOfPair.get(key) ?? new Set();
      wordsOfPair.set(key, sharing.add(word));
    });
  };
  corpus.forEach((_, word) => {
    index(word);
  });
  const merges = new Map<string, Merge>();
  for (let best = mostShared(wordsOfPair); best !== undefined; best = mostShared(wordsOfPair)) {
    const [left = '', right = ''] = best.split(' ');
    merges.set(best, [left, right]);
    for (const word of [...(wordsOfPair.get(best) ?? [])]) {
      forEachPair(word, (key) => wordsOfPair.get(key)?.delete(word));
      corpus[word] = joinPair(corpus[word] ?? [], left, right);
      index(word);
    }
    wordsOfPair.delete(best);
  }
  return completed(words, [...merges.values()]);
}

/** The key of the pair that most words contain; undefined when none is in two words. */
function mostShared(wordsOfPair: ReadonlyMap<string, ReadonlySet<number>>): string | undefined {
  let best: string | undefined;
  let most = 2;
  for (const [key, words] of wordsOfPair) {
    if (words.size < most || (words.size === most && best !== undefined && key > best)) continue;
    best = key;
    most = words.size;
  }
  return best;
}

/**
 * Gives every word that is not yet one token the merges that it lacks, from the left. Being last in rank, they change
 * no word that is one token already. (They also mend a word whose encoding takes another path than learning did,
 * because one string can be made by two merges.)
 */
function completed(words: readonly string[], learned: readonly Merge[]): Merge[] {
  const merges = [...learned];
  const ranks = new Map(rankMerges(merges));
  for (const word of words) {
    for (let symbols = applyMerges(word, ranks); symbols.length > 1; symbols = applyMerges(word, ranks)) {
      const [left = '', right = ''] = symbols;
      ranks.set(pairKey(left, right), merges.length);
      merges.push([left, right]);
    }
  }
  return merges;
}
