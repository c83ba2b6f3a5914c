/** @file The page speaks its reader's language: its own words, its commands, and what it is called. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { germanOnThePage } from '../../../src/chat/language/de-page.ts';
import { spanishOnThePage } from '../../../src/chat/language/es-page.ts';
import { sentencesOnThePage, wordsInEnglishAlone } from '../../helpers/sentences.ts';
import { startTestChat } from './server.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

it.each([
  ['German', germanOnThePage],
  ['Spanish', spanishOnThePage],
])('every sentence of the page is in the %s catalogue that the page loads', (_, catalogue) => {
  expect([...sentencesOnThePage()].filter((one) => !Object.hasOwn(catalogue, one))).toEqual([]);
});

it('no word stands on the page in English for everybody', () => {
  expect(wordsInEnglishAlone()).toEqual([]);
});

/** Words of the page as a browser has them on a page of that language. */
async function wordsOn(lang: string | undefined) {
  if (lang !== undefined) vi.stubGlobal('document', { documentElement: { lang } });
  const { megabytes } = await import('../../../src/chat/web/client/upload.ts');
  const { dayName } = await import('../../../src/chat/web/client/time.ts');
  return [dayName(0, 0), megabytes(1.5 * 1024 * 1024)];
}

it.each([
  ['de', ['Heute', '1,5 MB']],
  ['es', ['Hoy', '1,5 MB']],
  ['en-GB', ['Today', '1.5 MB']],
  ['fr', ['Today', '1.5 MB']],
  [undefined, ['Today', '1.5 MB']],
])('on a page whose language is %s its words are of that language, or English', async (lang, words) => {
  expect(await wordsOn(lang)).toEqual(words);
});

describe('the server', () => {
  it('gives each browser the page and the commands in the language it asks for', async () => {
    const chat = await startTestChat();
    const htmlFor = async (language: string) => {
      const answer = await fetch(chat.address, { headers: { 'accept-language': language } });
      expect(answer.headers.get('vary')).toBe('accept-language');
      return /<html lang="([^"]+)">/.exec(await answer.text())?.[1];
    };
    expect(await Promise.all(['de-AT,en;q=0.5', 'es-MX', 'fr', 'en-US'].map(htmlFor))).toEqual([
      'de',
      'es',
      'en-GB',
      'en-GB',
    ]);
    const [german, english] = [await chat.open(undefined, 'de'), await chat.open(undefined, 'en')];
    const described = ({ events }: typeof german) =>
      events
        .flatMap((event) => (event.type === 'welcome' ? event.commands : []))
        .find(({ name }) => name === 'imagine')?.description;
    expect([described(german), described(english)]).toEqual([
      'Male dich selbst in einer neuen Szene',
      'Draw yourself in a new scene',
    ]);
    expect(chat.errors).toEqual([]);
    await chat.close();
  });
});
