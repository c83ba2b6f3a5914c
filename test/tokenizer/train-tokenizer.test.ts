/** @file A trained vocabulary makes every word of its list one token and can still spell everything else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/tensor/random.ts';
import { createTokenizer, encodeText } from '../../src/tokenizer/tokenizer.ts';
import { trainTokenizer } from '../../src/tokenizer/train-tokenizer.ts';

const words = fc.array(fc.stringMatching(/^[abcn]{1,9}$/u), { minLength: 1, maxLength: 60 });

describe('trainTokenizer', () => {
  it('makes every word one token of its own', () => {
    fc.assert(
      fc.property(words, (list) => {
        const tokenizer = createTokenizer(trainTokenizer(list, { maxLength: 32 }));
        const ids = list.map((word) => encodeText(tokenizer, word));
        expect(ids.every((tokens) => tokens.length === 1)).toBe(true);
        expect(new Set(ids.flat()).size).toBe(new Set(list).size);
      }),
    );
  });

  it('gives the same vocabulary for any order of the list', () => {
    fc.assert(
      fc.property(words, fc.integer(), (list, seed) => {
        const shuffled = seededRandom(seed).shuffle(list);
        expect(trainTokenizer(shuffled, { maxLength: 32 })).toEqual(trainTokenizer(list, { maxLength: 32 }));
      }),
      { numRuns: 20 },
    );
  });

  it('spells unknown text with known symbols, never with the unknown token', () => {
    const tokenizer = createTokenizer(trainTokenizer(['chef', 'nurse', 'naïve'], { maxLength: 32 }));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
        const ids = encodeText(tokenizer, text);
        expect(ids.every((id) => id < tokenizer.padId)).toBe(true);
        expect(ids.length > 0).toBe(text.trim() !== '');
      }),
    );
  });

  it('numbers the vocabulary without gaps and puts the special tokens last', () => {
    const { vocabulary, merges } = trainTokenizer(['red', 'hair', 'chair', 'air'], { maxLength: 32 });
    expect([...vocabulary.values()]).toEqual([...vocabulary.keys()].map((_, i) => i));
    expect([...vocabulary.keys()].slice(-3)).toEqual(['<|pad|>', '<|startoftext|>', '<|endoftext|>']);
    expect(vocabulary.size).toBeLessThanOrEqual(512 + merges.length + 3);
  });

  it('learns 5,000 names with few symbols beside them', () => {
    const random = seededRandom(7);
    const syllables = [
      'ba',
      'bro',
      'chi',
      'den',
      'fa',
      'gor',
      'hil',
      'jo',
      'ka',
      'lin',
      'mer',
      'nov',
    ] as const;
    const names = new Set<string>();
    while (names.size < 5000) names.add(Array.from({ length: 4 }, () => random.pick(syllables)).join(''));
    const { merges } = trainTokenizer([...names], { maxLength: 32 });
    expect(merges.length).toBeLessThan(6500);
  });

  it.each(["don't", 'two words', 'b2b', ''])('refuses %j, which CLIP does not read as one word', (word) => {
    expect(() => trainTokenizer([word], { maxLength: 32 })).toThrow(RangeError);
  });
});
