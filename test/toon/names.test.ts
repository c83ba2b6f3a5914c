/** @file Invented names. */
import { describe, expect, it } from 'vitest';
import { captionWords } from '../../src/toon/caption.ts';
import { celebrityName, NAME_COUNT } from '../../src/toon/names.ts';

const names = Array.from({ length: NAME_COUNT }, (_, i) => celebrityName(i).split(' '));

describe('celebrityName', () => {
  it('has two capitalised words, the first from a short shared list', () => {
    expect(
      names.every((words) => words.length === 2 && words.every((word) => /^[A-Z][a-z]+$/.test(word))),
    ).toBe(true);
    expect(new Set(names.map(([first]) => first)).size).toBeLessThan(75);
  });

  it("gives everybody a surname that is nobody else's, no first name and no word of a caption", () => {
    const surnames = new Set(names.map(([, surname = '']) => surname.toLowerCase()));
    expect(surnames.size).toBe(NAME_COUNT);
    const others = [...captionWords(), ...names.map(([first = '']) => first.toLowerCase())];
    expect(others.filter((word) => surnames.has(word))).toEqual([]);
  });

  it('gives no first name that is a word of a caption', () => {
    const words = new Set(captionWords());
    expect(names.filter(([first = '']) => words.has(first.toLowerCase()))).toEqual([]);
  });

  it('throws RangeError beyond the last name', () => {
    expect(() => celebrityName(NAME_COUNT)).toThrow(RangeError);
    expect(() => celebrityName(-1)).toThrow(RangeError);
  });
});
