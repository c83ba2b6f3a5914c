/** @file The prompt's grammar: `S*` stands for one's default identity, `S*name` for the one of that name. */
import { UserError } from '../errors.ts';
import { say } from '../say.ts';

/** The word that stands for the registered person. */
export const PSEUDO_WORD = 'S*';

const NAME = '[A-Za-z][A-Za-z0-9_]{0,31}';
const WORD = new RegExp(`(?<![A-Za-z0-9])[Ss]\\*(${NAME})?`, 'g');

export interface ParsedPrompt {
  /** The prompt with every pseudo word written alike: `S*`, or `S*` and the name in lower case. */
  readonly text: string;
  /** The distinct pseudo words in order; `name` is undefined for the default identity. */
  readonly people: readonly { readonly word: string; readonly name: string | undefined }[];
}

/** Throws UserError for an empty prompt and for one that names nobody. */
export function parsePrompt(prompt: string): ParsedPrompt {
  const trimmed = prompt.replaceAll(/\s+/g, ' ').trim();
  if (trimmed === '') throw new UserError('prompt-empty', 'The prompt is empty: write what to draw.');
  const people = new Map<string, string | undefined>();
  const text = trimmed.replaceAll(WORD, (_match, given: string | undefined) => {
    const name = given?.toLowerCase();
    const word = `${PSEUDO_WORD}${name ?? ''}`;
    people.set(word, name);
    return word;
  });
  if (people.size === 0) {
    throw new UserError(
      'prompt-without-person',
      say`Write ${PSEUDO_WORD} in the prompt where the person goes, as in "${PSEUDO_WORD} as a chef".`,
    );
  }
  return { text, people: [...people].map(([word, name]) => ({ word, name })) };
}

/** Without plain `S*`, where that stands for a photo and not for an identity. */
export const withoutPlain = ({ text, people }: ParsedPrompt): ParsedPrompt => ({
  text,
  people: people.filter(({ word }) => word !== PSEUDO_WORD),
});

const MENTION = /<@!?([A-Za-z0-9]{1,64})>/g;

/** Platforms' own ids of the members whom a prompt mentions, as adapters write a mention: `<@id>`. */
export const mentionedIn = (prompt: string): readonly string[] => [
  ...new Set([...prompt.matchAll(MENTION)].map(([, id = '']) => id)),
];

/** The prompt with every mention replaced by the pseudo word of that member. */
export const withWords = (prompt: string, words: ReadonlyMap<string, string>): string =>
  prompt.replaceAll(MENTION, (mention, id: string) => words.get(id) ?? mention);

/** A name as it is kept: trimmed, in lower case, without a leading `S*`. Throws UserError. */
export function parseIdentityName(given: string): string {
  const name = given
    .trim()
    .replace(/^[Ss]\*/, '')
    .toLowerCase();
  if (!new RegExp(`^${NAME}$`).test(name)) {
    throw new UserError(
      'name-invalid',
      'A name starts with a letter and has at most 32 letters, digits and underscores (no spaces or accents).',
    );
  }
  return name;
}
