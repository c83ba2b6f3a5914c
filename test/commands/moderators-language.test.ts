/** @file Moderators are answered in their own language, whoever else moderates with them, and their log too. */
import { expect, it } from 'vitest';
import type { RawOptions } from '../../src/chat/option.ts';
import { idOf } from '../helpers/members.ts';
import { bench, draw, member, one, pictures, said } from '../helpers/moderated-community.ts';

const german = { locale: 'de' };
const spanish = { locale: 'es-MX' };
const set = (line: string, options: RawOptions, locale: object): Promise<string> =>
  said('max', `settings ${line}`, options, locale);

it('settings, rules and refusals are said in the manager’s language', async () => {
  expect(await set('quota', { pictures: 1 }, german)).toBe('Alle: 1 Bild am Tag für jedes Mitglied.');
  expect(await set('words', { text: 'gun' }, german)).toBe('Regel 1: „gun“ ist ausgeschlossen: im Text.');
  expect(await set('channel', { 'max-count': 2, style: 'Watercolor' }, spanish)).toBe(
    'Este canal: imágenes: como mucho 2; estilo Acuarela.',
  );
  expect(await set('pattern', { text: 'a(b' }, spanish)).toMatch(
    /^No puedo leer ese patrón: un «\(» no está cerrado\. Puede tener letras y /,
  );
  expect(await set('show', {}, german)).toBe(
    [
      'Alle: 1 Bild am Tag.',
      'Dieser Kanal: Bilder: höchstens 2; Stil Aquarell. Jeder Kanal: keine eigenen Einstellungen.',
      'Regel 1: „gun“ ist ausgeschlossen: im Text.',
      'Nichts wartet auf die Moderation.',
      'Kein Kanal für die Moderation.',
      '0 Mitglieder ausgeschlossen.',
    ].join('\n'),
  );
  expect(await said('max', 'help', {}, german)).toContain(
    '/settings: Was diese Gemeinschaft malt und wie viel',
  );
});

it('what one moderator does, the next one reads of in another language', async () => {
  bench.work();
  await bench.register('ann', 7);
  expect(await said('mia', 'moderate list', {}, spanish)).toMatch(/: S\*ann de ann \(ann\), hasta el /);
  await said('mia', 'moderate block', { member: member('bob'), days: 7, reason: 'cats' }, german);
  await said('mia', 'moderate unblock', { member: member('bob') }, spanish);
  await set('approval', { mode: 'pictures' }, german);
  const log = await said('max', 'moderate log', {}, spanish);
  expect(log.split('\n').map((line) => line.slice('2026-12-01 12:00 '.length))).toEqual([
    'max: ajustes: Cada imagen de un miembro espera a la moderación antes de mostrarse.',
    'mia: bloqueo levantado [bob (bob)]',
    expect.stringMatching(/^mia: bloqueo hasta el .*: cats \[bob \(bob\)\]$/),
  ]);
  // Entries of a member who is forgotten lose the name, and nothing of their words.
  await said('bob', 'identity forget-me', { confirm: true });
  expect(await said('max', 'moderate log', {}, german)).toMatch(
    /mia: Ausschluss aufgehoben\n.*mia: ausgeschlossen bis /,
  );
});

it('cards come in the language of whoever chose the channel, the queue in that of whoever looks', async () => {
  bench.work();
  await bench.register('ann', 7);
  await set('inbox', {}, { ...german, channel: 'mods' });
  await draw('S* as a chef');
  const picture = one(await pictures(1));
  const reported = bench.bot.services.signer.sign('reported', idOf(picture));
  await bench.press(picture, reported, { member: 'bob', fields: { reason: 'not nice' } });
  const card = one(await bench.platform.messages('mods'));
  expect(card.text).toBe('Ein Bild von ann (ann) wurde gemeldet: „S* as a chef“\n    “not nice”');
  expect(card.buttons.map(({ label }) => label)).toEqual(['Wegnehmen', 'Behalten']);
  expect(await said('mia', 'moderate queue', {}, spanish)).toBe(
    '1 caso para ti; el más antiguo espera menos de un minuto.\n1. Se ha denunciado una imagen de ann (ann): «S* as a chef»; espera menos de un minuto\n    “not nice”',
  );
});
