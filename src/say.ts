/** @file Sentences for people: written in English where they are said, put into the reader's language where they are shown. */

/** The English sentence with its values in numbered places; plain data, so that it may wait in a queue. */
export interface Phrase {
  /** "{0} has {1} {1:picture|pictures}": the key of every translation. */
  readonly say: string;
  readonly values: readonly Value[];
  /** Whether its first letter is a capital one where it is shown. */
  readonly capital?: boolean | undefined;
}

/** A day of the calendar, in UTC; ISO 8601. */
export interface Day {
  readonly day: string;
}

/** A list is read as "a, b and c"; a string is shown as it is. */
export type Value = string | number | Day | Phrase | readonly (string | Phrase)[];
export type Text = string | Phrase;

/** What a reader reads: a BCP 47 tag, and translations by the English sentence. */
export interface Language {
  readonly tag: string;
  readonly sentences: Readonly<Record<string, string>>;
}

export const ENGLISH: Language = { tag: 'en-GB', sentences: {} };

/** say`${n} {0:picture|pictures} of ${name}`: `{0:...}` is the form that the language wants for the first value. */
export const say = (parts: TemplateStringsArray, ...values: readonly Value[]): Phrase => ({
  say: parts.reduce((text, part, i) => `${text}{${i - 1}}${part}`),
  values,
});

/** A sentence without values, such as a command's description, inside another one. */
export const constant = (sentence: string): Phrase => ({ say: sentence, values: [] });

/** The same one below the other. */
export const lines = (...texts: readonly Text[]): Phrase => ({
  say: texts.map((_, i) => `{${i}}`).join('\n'),
  values: texts,
});

export const capitalised = (phrase: Phrase): Phrase => ({ ...phrase, capital: true });

/** A number whose digits are not grouped, such as a seed. */
export const digits = (value: number): string => String(value);

/** A place for a value, or for the form of a word that goes with it. */
export const PLACE = /\{(\d+)(?::([^{}|]*)\|([^{}|]*))?\}/g;

/** What no catalogue has stays English. A plain string is translated when it is a sentence of the catalogue. */
export function inLanguage(text: Text, language: Language): string {
  const { tag, sentences } = language;
  const template = typeof text === 'string' ? text : text.say;
  const known = Object.hasOwn(sentences, template) ? (sentences[template] ?? template) : template;
  if (typeof text === 'string') return known;
  const said = known.replaceAll(PLACE, (_place, index: string, one?: string, other?: string) => {
    const value = text.values[Number(index)];
    if (one === undefined) return shown(value, language);
    return (formatsOf(tag).plural.select(Number(value)) === 'one' ? one : other) ?? '';
  });
  return text.capital === true ? said.charAt(0).toLocaleUpperCase(tag) + said.slice(1) : said;
}

function shown(value: Value | undefined, language: Language): string {
  const { tag } = language;
  if (value === undefined || typeof value === 'string') return value ?? '';
  if (typeof value === 'number') return formatsOf(tag).number.format(value);
  if ('say' in value) return inLanguage(value, language);
  if ('day' in value) return formatsOf(tag).day.format(new Date(value.day));
  const items = value.map((one) => shown(one, language));
  return formatsOf(tag).list.format(items);
}

interface Formats {
  readonly plural: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
  readonly day: Intl.DateTimeFormat;
  readonly list: Intl.ListFormat;
}

/** Making one costs a hundred times what using it does; there are as many as languages. */
const formats = new Map<string, Formats>();

function formatsOf(tag: string): Formats {
  const known = formats.get(tag);
  if (known !== undefined) return known;
  const made: Formats = {
    plural: new Intl.PluralRules(tag),
    number: new Intl.NumberFormat(tag),
    day: new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' }),
    list: new Intl.ListFormat(tag, { type: 'conjunction' }),
  };
  formats.set(tag, made);
  return made;
}
