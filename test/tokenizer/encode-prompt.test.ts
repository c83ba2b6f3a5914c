/** @file Prompts become fixed rows of ids with slots for pseudo words. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { encodePrompt, type PromptRules, type PseudoWords } from '../../src/tokenizer/encode-prompt.ts';
import { createTokenizer, encodeText } from '../../src/tokenizer/tokenizer.ts';
import { clipDefinition } from './clip-definition.ts';

const tokenizer = createTokenizer(clipDefinition('!'));
const encode = (prompt: string, words?: PseudoWords, rules?: PromptRules): ReturnType<typeof encodePrompt> =>
  encodePrompt(tokenizer, prompt, words, rules);

function refusal(action: () => unknown): UserError {
  try {
    action();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('encodePrompt', () => {
  it('wraps the tokens in start and end and pads the rest', () => {
    const { ids, slots, end } = encode('a photo of a cat');
    expect([...ids.subarray(0, 8)]).toEqual([49406, 320, 1125, 539, 320, 2368, 49407, 0]);
    expect(ids.length).toBe(77);
    expect(new Set(ids.subarray(7))).toEqual(new Set([0]));
    expect(slots).toEqual([]);
    expect(end).toBe(6);
  });

  it('gives each pseudo word as many positions as it has vectors', () => {
    const { ids, slots, end } = encode('S* as a chef, S*', { 'S*': 2 });
    const [as, a, chef, comma] = encodeText(tokenizer, 'as a chef,');
    expect([...ids.subarray(0, 11)]).toEqual([49406, 0, 0, as, a, chef, comma, 0, 0, 49407, 0]);
    expect(slots).toEqual([
      { position: 1, word: 'S*', index: 0 },
      { position: 2, word: 'S*', index: 1 },
      { position: 7, word: 'S*', index: 0 },
      { position: 8, word: 'S*', index: 1 },
    ]);
    expect(end).toBe(9);
  });

  it('keeps several people of one prompt apart', () => {
    const { slots } = encode('S*anna kisses S*an and s*ANNA', { 'S*an': 1, 'S*anna': 2 });
    expect(slots.map(({ word, index }) => `${word}${index}`)).toEqual([
      'S*anna0',
      'S*anna1',
      'S*an0',
      'S*anna0',
      'S*anna1',
    ]);
  });

  it.each([
    ["S*'s hat", "'s hat"],
    ['S*, smiling', ', smiling'],
    ['S*-like', '-like'],
    ['(S*)', '()'],
    ['**S***', '** **'],
  ])('finds the pseudo word in %j and leaves %j as text', (prompt, rest) => {
    const { ids, slots, end } = encode(prompt, { 'S*': 1 });
    const taken = new Set(slots.map(({ position }) => position));
    expect(slots).toHaveLength(1);
    const text = [...ids].filter((_, i) => i > 0 && i < end && !taken.has(i));
    const split = rest === '()' ? ['(', ')'] : [rest];
    expect(text).toEqual(split.flatMap((part) => encodeText(tokenizer, part)));
  });

  it.each([
    ['an empty prompt', '', undefined, undefined, 'empty-prompt', 'what the picture should show'],
    ['white space', ' \n ', undefined, undefined, 'empty-prompt', 'what the picture should show'],
    ['a person nobody knows', 'S*bob runs', { 'S*': 2 }, undefined, 'unknown-pseudo-word', 'S*bob'],
    ['a missing space', 'S*as a chef', { 'S*': 2 }, undefined, 'unknown-pseudo-word', 'S*as'],
    ['a person without any face', 'S* runs', undefined, undefined, 'unknown-pseudo-word', 'No face'],
    ['nobody', 'a chef', { 'S*': 2 }, { requirePseudoWord: true }, 'no-pseudo-word', '"S* as a chef"'],
    ['5s*', 'the 5s* phone', { 'S*': 2 }, { requirePseudoWord: true }, 'no-pseudo-word', 'S*'],
  ] as const)('refuses %s', (_name, prompt, words, rules, id, hint) => {
    const error = refusal(() => encode(prompt, words, rules));
    expect(error.id).toBe(id);
    expect(error.message).toContain(hint);
  });

  it('takes an empty prompt where it is the unconditional one', () => {
    const { ids, end } = encode('', {}, { allowEmpty: true });
    expect(end).toBe(1);
    expect([...ids.subarray(0, 3)]).toEqual([49406, 49407, 0]);
  });

  it('names the part that does not fit', () => {
    const fitting = Array.from({ length: 73 }, () => 'cat').join(' ');
    expect(encode(`${fitting} S*`, { 'S*': 2 }).end).toBe(76);
    const error = refusal(() => encode(`cat ${fitting} S* at the Great Wall`, { 'S*': 2 }));
    expect(error.id).toBe('prompt-too-long');
    expect(error.message).toContain('"S* at the Great Wall"');
  });

  it('refuses a megabyte without delay', () => {
    const before = performance.now();
    expect(refusal(() => encode('x'.repeat(1_000_000))).id).toBe('prompt-too-long');
    expect(refusal(() => encode('x '.repeat(500_000))).message.length).toBeLessThan(250);
    expect(performance.now() - before).toBeLessThan(1000);
  });

  it('places any mixture of words and people in order, without gaps', () => {
    const part = fc.oneof(fc.stringMatching(/^[a-z]{1,8}$/u), fc.constantFrom('S*', 'S*anna'));
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 3 }),
        (parts, k) => {
          const { ids, slots, end } = encode(parts.join(' '), { 'S*': k, 'S*anna': 2 });
          const expected = parts.flatMap((p) =>
            p.startsWith('S*')
              ? Array.from({ length: p === 'S*' ? k : 2 }, () => 0)
              : encodeText(tokenizer, p),
          );
          expect([...ids.subarray(1, end)]).toEqual(expected);
          expect(slots.length).toBe(parts.reduce((n, p) => n + (p === 'S*' ? k : p === 'S*anna' ? 2 : 0), 0));
        },
      ),
    );
  });
});
