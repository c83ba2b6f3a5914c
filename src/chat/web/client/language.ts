/** @file The page's own words, in the language of the page: the server has read it from what the browser asks for. */
import { ENGLISH, inLanguage, type Language, say, type Value } from '../../../say.ts';
import { germanOnThePage } from '../../language/de-page.ts';
import { spanishOnThePage } from '../../language/es-page.ts';

const languages: readonly Language[] = [
  { tag: 'de', sentences: germanOnThePage },
  { tag: 'es', sentences: spanishOnThePage },
];

interface Page {
  /** None where a test runs the page's functions without a browser. */
  readonly document?: { readonly documentElement: { readonly lang: string } };
}
const lang = (globalThis as Page).document?.documentElement.lang;
const language = languages.find(({ tag }) => tag === lang) ?? ENGLISH;

/** A sentence of the page's own, as its reader reads it. */
export const t = (parts: TemplateStringsArray, ...values: readonly Value[]): string =>
  inLanguage(say(parts, ...values), language);
