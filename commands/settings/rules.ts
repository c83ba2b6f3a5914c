/** @file `/settings words`, `/settings pattern`, `/settings allow`: what prompts may not say. */
import { defineCommand, type LeafCommand } from '../../src/chat/command.ts';
import { choice, integer, string, withDefault } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import { MAX_RULE_TEXT, requireSound, type Rule } from '../../src/moderation/rules.ts';
import { constant, type Phrase, say } from '../../src/say.ts';
import { changeSettings } from './change.ts';

const PLACES: Readonly<Record<Rule['where'], string>> = {
  prompt: 'the prompt',
  negative: 'the negative prompt',
  both: 'the prompt and the negative prompt',
};
const where = withDefault(
  choice(
    'Where it is looked for; the prompt when left out',
    Object.entries(PLACES).map(([value, name]) => ({ value, name })),
  ),
  'prompt',
);

const adding = (name: string, description: string, kind: Rule['kind'], what: string): LeafCommand =>
  defineCommand({
    name,
    description,
    visibility: 'private',
    options: { text: string(what, { maxLength: MAX_RULE_TEXT }), where },
    run: (context, { text, where: place }) =>
      changeSettings(
        context,
        (settings) => {
          const { rules, nextRule } = settings;
          const rule: Rule = { id: nextRule, kind, text, where: placeOf(place) };
          requireSound(rule, rules);
          return { ...settings, rules: [...rules, rule], nextRule: nextRule + 1 };
        },
        ({ rules }) => {
          const added = rules.at(-1);
          return added === undefined ? say`No rules for prompts.` : ruleLine(added);
        },
      ),
  });

const placeOf = (place: string): Rule['where'] =>
  place === 'negative' || place === 'both' ? place : 'prompt';

export const words = adding(
  'words',
  'Rule out a word, or words next to one another',
  'words',
  'The word, in any case and spelling with accents or digits',
);

export const pattern = adding(
  'pattern',
  'Rule out what fits a pattern',
  'pattern',
  'Letters, . [a-z] \\d \\w \\s \\b ^ $ ( | ) * + ? and {2,5}',
);

export const allow = defineCommand({
  name: 'allow',
  description: 'Remove a rule for prompts',
  visibility: 'private',
  options: { rule: integer('Its number in /settings show', { min: 1, max: 1_000_000 }) },
  run: (context, { rule }) =>
    changeSettings(
      context,
      (settings) => {
        const rules = settings.rules.filter(({ id }) => id !== rule);
        if (rules.length === settings.rules.length) {
          throw new UserError('rule-unknown', say`There is no rule ${rule}: /settings show lists them.`);
        }
        return { ...settings, rules };
      },
      () => say`Rule ${rule} is removed.`,
    ),
});

/** "Rule 3: the words “x” are ruled out in the prompt". */
export const ruleLine = ({ id, kind, text, where: place }: Rule): Phrase =>
  kind === 'words'
    ? say`Rule ${id}: “${text}” is ruled out in ${constant(PLACES[place])}.`
    : say`Rule ${id}: what fits “${text}” is ruled out in ${constant(PLACES[place])}.`;
