/** @file Prompt rules: words and patterns that a community does not want drawn. */
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { fold, hasWords, wordForms } from './fold.ts';
import { matches } from './match.ts';
import { compilePattern } from './pattern.ts';
import { say } from '../say.ts';

export const MAX_RULES = 100;
export const MAX_RULE_TEXT = 200;
/** Over all patterns of a community, so that a prompt is always judged within milliseconds. */
const MAX_INSTRUCTIONS = 2000;
const MAX_FOLDED = 2000;

export const ruleSchema = z.object({
  /** Counted up in each community; never given twice. */
  id: z.int().positive(),
  kind: z.enum(['words', 'pattern']),
  text: z.string().min(1).max(MAX_RULE_TEXT),
  where: z.enum(['prompt', 'negative', 'both']),
});
export type Rule = z.infer<typeof ruleSchema>;

/** Throws UserError for a rule that would catch nothing, cannot be read, or is too much with the others. */
export function requireSound(rule: Rule, others: readonly Rule[]): void {
  if (rule.kind === 'words') {
    if ((fold(rule.text).match(/[\p{L}\p{N}]/gu) ?? []).length < 2) {
      throw new UserError('rule-empty', 'A rule for words needs at least two letters.');
    }
  } else if (matches(compilePattern(rule.text), fold('S*'))) {
    throw new UserError(
      'rule-too-wide',
      'That pattern fits every prompt, so nothing could be drawn: make it narrower.',
    );
  }
  if (others.length >= MAX_RULES) {
    throw new UserError(
      'too-many-rules',
      say`There are ${MAX_RULES} rules, which is the most: remove one first.`,
    );
  }
  const size = [...others, rule].reduce((sum, one) => sum + sizeOf(one), 0);
  if (size > MAX_INSTRUCTIONS) {
    throw new UserError(
      'rules-too-large',
      'The patterns are too large together: remove one, or shorten them.',
    );
  }
}

const sizeOf = ({ kind, text }: Rule): number => (kind === 'words' ? 0 : compilePattern(text).length);

/** The first rule that the prompt breaks; 'unreadable' for a text that cannot be judged. */
export function breachOf(
  rules: readonly Rule[],
  { prompt, negative }: { readonly prompt: string; readonly negative: string },
): Rule | 'unreadable' | undefined {
  if (rules.length === 0) return undefined;
  const texts = { prompt: fold(prompt), negative: fold(negative) };
  if (texts.prompt.length > MAX_FOLDED || texts.negative.length > MAX_FOLDED) return 'unreadable';
  const forms = { prompt: wordForms(texts.prompt), negative: wordForms(texts.negative) };
  return rules.find((rule) => {
    const places = rule.where === 'both' ? (['prompt', 'negative'] as const) : [rule.where];
    if (rule.kind === 'words') return places.some((place) => hasWords(forms[place], rule.text));
    const program = compilePattern(rule.text);
    return places.some((place) => matches(program, texts[place]));
  });
}

/** Throws UserError in one sentence that repeats at most the member's own words. */
export function requireWithinRules(
  rules: readonly Rule[],
  texts: { readonly prompt: string; readonly negative: string },
): void {
  const breach = breachOf(rules, texts);
  if (breach === undefined) return;
  if (breach === 'unreadable') {
    throw new UserError(
      'prompt-unreadable',
      'That prompt has characters that cannot be checked: use plain letters.',
    );
  }
  throw new UserError(
    'prompt-against-rules',
    breach.kind === 'words'
      ? say`“${breach.text}” is not drawn in this community: its moderators have ruled it out. Change the prompt.`
      : say`That prompt is against rule ${breach.id} of this community’s moderators. Change the prompt.`,
  );
}
