/** @file Prompt rules: words in every spelling, patterns as JavaScript reads them, and nothing that hangs. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { fold, hasWords, wordForms } from '../../src/moderation/fold.ts';
import { matches } from '../../src/moderation/match.ts';
import { compilePattern } from '../../src/moderation/pattern.ts';
import { breachOf, requireSound, requireWithinRules, type Rule } from '../../src/moderation/rules.ts';
import { processorMs } from '../helpers/processor-time.ts';

const rule = (parts: Partial<Rule>): Rule => ({
  id: 1,
  kind: 'words',
  text: 'nude',
  where: 'prompt',
  ...parts,
});
const breaks = (one: Partial<Rule>, prompt: string, negative = ''): boolean =>
  breachOf([rule(one)], { prompt, negative }) !== undefined;

describe('a rule for words', () => {
  it.each([
    'S* nude',
    'S* NUDE at sea',
    'S* núdé',
    'S* nu\u00adde',
    'S* n\u200bude',
    'S* ｎｕｄｅ',
    'S* nud3',
    'S* nudе (Cyrillic)',
    'S*nude-ish, nude',
  ])('finds the word in "%s"', (prompt) => {
    expect(breaks({}, prompt)).toBe(true);
  });

  it.each(['S* denuded', 'S* in a nudge', 'S* as a chef', 'S* nu de'])(
    'finds no whole word in "%s"',
    (prompt) => {
      expect(breaks({}, prompt)).toBe(false);
    },
  );

  it('finds words only next to one another, whatever stands between them', () => {
    expect(breaks({ text: 'red army' }, 'S* in the Red, Army!')).toBe(true);
    expect(breaks({ text: 'red army' }, 'S* in a red coat of the army')).toBe(false);
  });

  it('looks where it was told to', () => {
    expect(breaks({ where: 'prompt' }, 'S*', 'nude')).toBe(false);
    expect(breaks({ where: 'negative' }, 'S*', 'nude')).toBe(true);
    expect(breaks({ where: 'both' }, 'S* nude')).toBe(true);
  });

  it('repeats nothing to the member but the word that is ruled out', () => {
    expect(() => {
      requireWithinRules([rule({})], { prompt: 'S* nude, with my secret', negative: '' });
    }).toThrow('“nude” is not drawn in this community: its moderators have ruled it out. Change the prompt.');
    expect(() => {
      requireWithinRules([rule({ id: 7, kind: 'pattern', text: 'nu+de' })], {
        prompt: 'S* nuude',
        negative: '',
      });
    }).toThrow(/^That prompt is against rule 7 of/);
  });
});

describe('a pattern', () => {
  it.each([
    ['nudes?\\b', 'S* with nudes', true],
    ['nudes?\\b', 'S* nudesque', false],
    ['(kill|hurt)(s|ing)?', 'S* KILLING time', true],
    ['^s\\* (gun|knife)', 'S* gun', true],
    ['\\d{4}', 'S* in 1984', true],
    ['\\d{5}', 'S* in 1984', false],
    ['[^a-z*\\s]', 'S* as a chef', false],
    ['café', 'S* in a CAFÉ', true],
    ['at sea$', 'S* at sea', true],
  ])('%s in "%s": %s', (text, prompt, expected) => {
    expect(breaks({ kind: 'pattern', text }, prompt)).toBe(expected);
  });

  it.each([
    '(a',
    'a)',
    '[a',
    '*',
    'a**',
    'a{2',
    'a{9,2}',
    'a{999}',
    '(?=a)',
    '\\p',
    '\\1',
    '',
    '()',
    '[]',
    '(((a{50}){50}){50})',
    '((((){50}){50}){50}){50}',
    `${'('.repeat(100)}a${')'.repeat(100)}`,
  ])('%s is refused by one sentence', (text) => {
    expect(() => compilePattern(text)).toThrow(UserError);
  });

  it.each(['.', 'a*', '\\w|', 's'])('%s would forbid everything, and is refused', (text) => {
    expect(() => {
      requireSound(rule({ kind: 'pattern', text }), []);
    }).toThrow(/fits every prompt/);
  });

  it('takes no longer for what makes a backtracking matcher hang', () => {
    const startedAt = processorMs();
    for (const text of ['(a+)+b', '(a|a)*b', '(a*)*b', '(.*)(.*)(.*)(.*)x9', '(a?){50}a{50}b']) {
      expect(breaks({ kind: 'pattern', text }, `S* ${'a'.repeat(390)}`)).toBe(false);
    }
    expect(processorMs() - startedAt).toBeLessThan(2000);
  });

  it('means what JavaScript means by it', () => {
    const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '\\d', '\\w');
    const { pattern } = fc.letrec<{ pattern: string; piece: string }>((tie) => ({
      piece: fc.oneof(
        { depthSize: 'small' },
        atom,
        fc
          .tuple(atom, fc.constantFrom('*', '+', '?', '{2}', '{1,3}', '{0,2}', '{2,}'))
          .map((parts) => parts.join('')),
        tie('pattern').map((inner) => `(${inner})`),
        fc
          .tuple(tie('pattern'), fc.constantFrom('*', '+', '?', '{1,2}'))
          .map(([inner, sign]) => `(${inner})${sign}`),
      ),
      pattern: fc.oneof(
        { depthSize: 'small' },
        fc.array(tie('piece'), { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join('')),
        fc.tuple(tie('piece'), tie('piece')).map((parts) => parts.join('|')),
      ),
    }));
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', ' '), maxLength: 8 });
    const edges = fc.constantFrom('', '^', '$', '\\b');
    fc.assert(
      fc.property(pattern, text, edges, (source, given, edge) => {
        const whole = edge === '$' ? `(${source})$` : `${edge}(${source})`;
        let program;
        try {
          program = compilePattern(whole);
        } catch (error) {
          if (error instanceof UserError && error.message.includes('too large')) return;
          throw error;
        }
        expect(matches(program, given)).toBe(new RegExp(whole, 'su').test(given));
      }),
      { numRuns: 3000 },
    );
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 400 }),
  fc.string({ unit: fc.constantFrom(...Array.from('ab.*+?()[]{}|\\^$-,1 S')), maxLength: 200 }),
  fc.string({ unit: fc.constantFrom('a', 'ﷺ', 'a\u0300', '(', ')', '+'), maxLength: 400 }),
);

it('2,000 random sets of rules judge random prompts without a crash, each within a second', () => {
  const drafts = fc.array(
    fc.record({
      kind: fc.constantFrom('words', 'pattern'),
      text: anyText.map((text) => text.slice(0, 200)).filter((text) => text !== ''),
      where: fc.constantFrom('prompt', 'negative', 'both'),
    }),
    { maxLength: 12 },
  );
  let sets = 0;
  let longest = 0;
  let kept = 0;
  fc.assert(
    fc.property(drafts, anyText, anyText, (given, prompt, negative) => {
      const rules: Rule[] = [];
      for (const [i, draft] of given.entries()) {
        const one = { id: i + 1, ...draft };
        try {
          requireSound(one, rules);
          rules.push(one);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }
      const startedAt = processorMs();
      breachOf(rules, { prompt, negative });
      longest = Math.max(longest, processorMs() - startedAt);
      sets += 1;
      kept += rules.length;
    }),
    { numRuns: 2000 },
  );
  expect(sets).toBe(2000);
  expect(kept).toBeGreaterThan(2000);
  expect(longest).toBeLessThan(1000);
});

it('the largest set of patterns judges the longest prompt in a moment', () => {
  const rules: Rule[] = [];
  for (let i = 1; i <= 100; i += 1) {
    const one = rule({ id: i, kind: 'pattern', text: `(a|.){40}(b|.)x${i}` });
    try {
      requireSound(one, rules);
      rules.push(one);
    } catch {
      break;
    }
  }
  expect(rules.length).toBeGreaterThan(5);
  const startedAt = processorMs();
  expect(breachOf(rules, { prompt: `S* ${'a'.repeat(397)}`, negative: 'a'.repeat(400) })).toBeUndefined();
  expect(processorMs() - startedAt).toBeLessThan(2000);
});

it('folding never makes a rule miss itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 2, maxLength: 30 }), (text) => {
      if (!/[\p{L}\p{N}]/u.test(fold(text))) return;
      expect(hasWords(wordForms(fold(`S* ${text} there`)), text)).toBe(true);
    }),
  );
});
