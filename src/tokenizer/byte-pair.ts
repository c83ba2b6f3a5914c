/** @file Byte-pair encoding: joins a word's symbols, always the pair that was learned first. */
import { toByteCharacters } from './bytes.ts';

/** Marks the last symbol of a word. */
export const END_OF_WORD = '</w>';

export type Merge = readonly [left: string, right: string];

/** Merges by their pair's key; a lower rank was learned earlier and is applied first. */
export type MergeRanks = ReadonlyMap<string, number>;

/** Neither symbol contains a space: byte characters never do. */
export const pairKey = (left: string, right: string): string => `${left} ${right}`;

export const rankMerges = (merges: readonly Merge[]): MergeRanks =>
  new Map(merges.map(([left, right], rank) => [pairKey(left, right), rank]));

/** The word's bytes as symbols, the last one marked; a word is not empty. */
export function toSymbols(word: string): string[] {
  const symbols = toByteCharacters(word);
  return [...symbols.slice(0, -1), `${symbols.at(-1) ?? ''}${END_OF_WORD}`];
}

/** Joins every (left, right) in the list, from left to right. */
export function joinPair(symbols: readonly string[], left: string, right: string): string[] {
  const joined: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const symbol = symbols[i] ?? '';
    if (symbol === left && symbols[i + 1] === right) {
      joined.push(left + right);
      i++;
    } else {
      joined.push(symbol);
    }
  }
  return joined;
}

/** The symbols that are left when no known pair remains. */
export function applyMerges(word: string, ranks: MergeRanks): string[] {
  let symbols = toSymbols(word);
  for (;;) {
    const best = lowestPair(symbols, ranks);
    if (best === undefined) return symbols;
    symbols = joinPair(symbols, best[0], best[1]);
  }
}

function lowestPair(symbols: readonly string[], ranks: MergeRanks): Merge | undefined {
  let lowest = Infinity;
  let best: Merge | undefined;
  for (let i = 0; i + 1 < symbols.length; i++) {
    const [left = '', right = ''] = [symbols[i], symbols[i + 1]];
    const rank = ranks.get(pairKey(left, right));
    if (rank === undefined || rank >= lowest) continue;
    lowest = rank;
    best = [left, right];
  }
  return best;
}
