/** @file Members are answered in their language: nothing is left out of a catalogue, and nothing of one language in another. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import { languageOf, languages } from '../../src/chat/language/language.ts';
import { shortcuts } from '../../src/chat/shortcut.ts';
import { ENGLISH, inLanguage, PLACE, say } from '../../src/say.ts';
import { attachment, chatBench } from '../helpers/chat-bench.ts';
import { member, membersOf } from '../helpers/members.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { sentencesForMembers } from '../helpers/sentences.ts';

const catalogues = Object.entries(languages).map(([name, { sentences }]) => [name, sentences] as const);

describe.each(catalogues)('the catalogue %s', (name, sentences) => {
  it('has every sentence that members are shown, and no other', () => {
    expect([...sentencesForMembers()].filter((one) => !Object.hasOwn(sentences, one))).toEqual([]);
    const known = sentencesForMembers();
    expect(Object.keys(sentences).filter((one) => !known.has(one))).toEqual([]);
  });

  it('shows the same values in every sentence', () => {
    const places = (text: string): readonly string[] =>
      [...new Set([...text.matchAll(PLACE)].map(([, index = '']) => index))].sort();
    for (const [english, translated] of Object.entries(sentences)) {
      expect([english, places(translated)]).toEqual([english, places(english)]);
      // A pattern's count is the only other thing in braces.
      expect(translated.replaceAll(PLACE, '').replace('{2,5}', '')).not.toMatch(/[{}]/);
      expect(translated.trim()).not.toBe('');
    }
  });

  it('fits where platforms have little room', () => {
    const { sentences: read } = languageOf(name);
    const long = describeCommands(commands)
      .flatMap(({ description, options }) => [description, ...options.map((one) => one.description)])
      .filter((text) => (read[text] ?? '').length > 100);
    expect(long).toEqual([]);
    // Where a platform has a box to tick, all of it stands beside the box: it may be what somebody agrees to.
    const boxes = describeCommands(commands)
      .flatMap(({ options }) => options.filter(({ type }) => type === 'boolean'))
      .flatMap(({ description }) => [description, read[description] ?? '']);
    expect(boxes.length).toBeGreaterThan(0);
    expect(boxes.filter((text) => text.length > 75)).toEqual([]);
    expect(shortcuts.filter((one) => (read[one.name] ?? '').length > 32)).toEqual([]);
  });
});

it('numbers, days, plurals and lists read as the language wants them', () => {
  const { de, es } = languages;
  if (de === undefined || es === undefined) expect.fail('no such language');
  const waiting = (n: number) => say`${n} {0:picture|pictures} waiting, ${0} being drawn, ${'x'}.`;
  expect([1, 2, 12_345].map((n) => inLanguage(waiting(n), de))).toEqual([
    '1 Bild wartet, 0 werden gerade gemalt, x.',
    '2 Bilder warten, 0 werden gerade gemalt, x.',
    '12.345 Bilder warten, 0 werden gerade gemalt, x.',
  ]);
  expect(inLanguage(say`"${'a'}" is kept until ${{ day: '2026-12-24T23:30:00.000Z' }}.`, es)).toBe(
    '«a» se guarda hasta el 24 de diciembre de 2026.',
  );
  const names = say`This waits for the yes of ${['Ann', 'Bob', 'Cid']} before it is drawn.`;
  expect([ENGLISH, de, es].map((language) => inLanguage(names, language))).toEqual([
    'This waits for the yes of Ann, Bob and Cid before it is drawn.',
    'Das wartet auf das Ja von Ann, Bob und Cid, bevor es gemalt wird.',
    'Esto espera el sí de Ann, Bob y Cid antes de dibujarse.',
  ]);
});

it('what a member writes is never taken for a sentence or a place', () => {
  const { de } = languages;
  if (de === undefined) expect.fail('no such language');
  expect(inLanguage(say`"${'Done.'}" is now "${'{0}'}": write S*${'{1:a|b}'}.`, de)).toBe(
    '„Done.“ heißt jetzt „{0}“: Schreib S*{1:a|b}.',
  );
  expect(languageOf('de-AT').tag).toBe('de');
  expect(languageOf('es_419').tag).toBe('es');
  for (const locale of ['en-US', 'fr', '', '__proto__', 'constructor'])
    expect(languageOf(locale)).toBe(ENGLISH);
});

describe('a member', () => {
  let server: TestRedis;
  beforeAll(async () => (server = await startTestRedis()));
  afterAll(async () => server.close());

  it('is answered in his language at once, on the way, at the end, and in what he agrees to', async () => {
    const bench = chatBench(server);
    const { said, draw, message, share, identityOf } = membersOf(() => bench);
    await bench.bot.ready();
    const german = { locale: 'de' };
    expect(await said('ann', 'identity list', {}, german)).toMatch(/^Du hast noch keine Identität: /);
    expect(await said('ann', 'imagine', {}, german)).toBe(
      '„prompt“ fehlt. Was gemalt werden soll, mit S* für dich.',
    );
    expect(await said('ann', 'imagin', {}, german)).toBe(
      'Den Befehl /imagin gibt es nicht. Meintest du /imagine? /help zeigt alle.',
    );
    bench.work();
    const photo = attachment('face 7');
    await said('ann', 'identity register', { photo, name: 'ann', consent: true }, german);
    await message('Du bist als „ann“ registriert, bis zum ');
    const { consent } = await identityOf('ann', 'ann');
    expect(consent.words).toMatch(/^Das ist mein eigenes Gesicht/);
    expect(await draw('ann', 'S* as a chef', german)).toContain('“S* as a chef”');
    const posted = await message('Seed ');
    expect(posted.buttons.map(({ label }) => label)).toEqual([
      'Neu würfeln',
      'Abwandeln',
      'Text ändern',
      'Löschen',
      'Melden',
    ]);
    expect(posted.pictures[0]?.altText).toBe('Bild, gemalt für „S* as a chef“');
    expect(await draw('ann', 'S* in a {0} way', { locale: 'es-MX' })).toContain('S* in a {0} way');

    // Bob writes Spanish, Ann German: each reads his own.
    await share({ add: member('bob'), ask: true });
    await said('ann', 'identity list', {}, german);
    expect(await draw('bob', 'S*ann as a spy', { locale: 'es-ES' })).toBe(
      'Esto espera el sí de ann antes de dibujarse.',
    );
    const card = await message('bob möchte dich malen, S*ann: „S*ann as a spy“');
    expect(card.buttons.map(({ label }) => label)).toEqual(['Dieses Mal erlauben', 'Nein']);
    await bench.press(card, 'Nein', { member: 'ann' });
    await message('ann no ha aceptado. No se dibuja nada.');
    await bench.close();
    expect(bench.errors).toEqual([]);
  });

  it('reads in his language why a worker refuses', async () => {
    const bench = chatBench(server);
    const { said, message } = membersOf(() => bench);
    await bench.bot.ready();
    bench.work();
    const photo = attachment('a cat');
    await said('ann', 'identity register', { photo, name: 'ann', consent: true }, { locale: 'es' });
    await message('No se ha registrado nada y la foto se ha borrado.');
    await bench.close();
  });
});
