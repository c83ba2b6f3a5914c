/** @file The prompt's grammar. */
import { expect, test } from 'vitest';
import { parseIdentityName, parsePrompt } from '../../src/identity/prompt.ts';

test.each([
  ['S* as a chef', 'S* as a chef', ['S*']],
  ['  S*   as\n a chef ', 'S* as a chef', ['S*']],
  ['s* and S*Anna', 'S* and S*anna', ['S*', 'S*anna']],
  ["S*anna's hat on S*, S* laughing", "S*anna's hat on S*, S* laughing", ['S*anna', 'S*']],
  ['(S*bob_2)', '(S*bob_2)', ['S*bob_2']],
  ['S* 3 times', 'S* 3 times', ['S*']],
])('%j names its people', (prompt, text, words) => {
  const parsed = parsePrompt(prompt);
  expect(parsed.text).toBe(text);
  expect(parsed.people.map(({ word }) => word)).toEqual(words);
});

test.each([
  ['', 'prompt-empty'],
  ['   ', 'prompt-empty'],
  ['a chef', 'prompt-without-person'],
  ['a class* of chefs', 'prompt-without-person'],
  ['S as a chef', 'prompt-without-person'],
])('%j is refused', (prompt, id) => {
  expect(() => parsePrompt(prompt)).toThrow(expect.objectContaining({ id }));
});

test.each([
  ['Anna', 'anna'],
  [' S*anna ', 'anna'],
  ['anna_2', 'anna_2'],
])('the name %j is kept as %j', (given, name) => {
  expect(parseIdentityName(given)).toBe(name);
});

test.each(['', '2anna', 'anna bella', 'änna', 'a'.repeat(33), '__proto__', 'a:b'])(
  'the name %j is refused',
  (given) => {
    expect(() => parseIdentityName(given)).toThrow(expect.objectContaining({ id: 'name-invalid' }));
  },
);
