/** @file Which generated pictures are kept, and which lists they are made from. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleaned, type Scored } from '../../../src/train/augment/clean.ts';
import { parseEditingPrompts, parseNames } from '../../../src/train/augment/lists.ts';

const picture = (prompt: string, identity: number | undefined, text: number): Scored => ({
  prompt,
  identity,
  text,
});

test('of each prompt the quarter that is best in both scores is kept', () => {
  const chefs = [
    picture('chef', 0.9, 0.4),
    picture('chef', 0.8, 0.1),
    picture('chef', 0.2, 0.3),
    picture('chef', 0.1, 0.2),
  ];
  const nurses = [
    picture('nurse', 0.3, 0.1),
    picture('nurse', 0.5, 0.5),
    picture('nurse', 0.4, 0.2),
    picture('nurse', 0.2, 0.4),
  ];
  expect(cleaned([...chefs, ...nurses], 0.25)).toEqual([chefs[0], nurses[1]]);
});

test('a picture without a face is never kept, however well it fits the words', () => {
  expect(cleaned([picture('chef', undefined, 1), picture('chef', undefined, 0.9)], 1)).toEqual([]);
});

test('no kept picture is worse than a dropped one of its prompt in both scores', () => {
  const scores = fc.record({
    prompt: fc.constantFrom('chef', 'nurse', 'hat'),
    identity: fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
    text: fc.double({ min: -1, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.array(scores, { maxLength: 40 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (all, keep) => {
        const kept = cleaned(all, keep);
        const dropped = all.filter((one) => !kept.includes(one) && one.identity !== undefined);
        for (const good of kept) {
          const better = dropped.find(
            ({ prompt, identity = -1, text }) =>
              prompt === good.prompt && identity > (good.identity ?? -1) && text > good.text,
          );
          expect(better).toBeUndefined();
        }
      },
    ),
  );
});

test('a list drops repeated lines whatever their case, comments and empty lines', () => {
  expect(parseNames('# singers\nAda  Bell\n\nada bell\nCy Dorn\n')).toEqual({
    entries: ['Ada Bell', 'Cy Dorn'],
    duplicates: 1,
  });
  expect(() => parseNames('# nobody\n')).toThrow('no names');
});

test('an editing prompt holds S* once, and what follows a tab is not part of it', () => {
  expect(parseEditingPrompts('S* as a chef\tchef\n').entries).toEqual(['S* as a chef']);
  expect(() => parseEditingPrompts('a chef\n')).toThrow('must hold S* once');
  expect(() => parseEditingPrompts('S* and S*\n')).toThrow('must hold S* once');
  expect(() => parseEditingPrompts('\n')).toThrow('no prompts');
});
