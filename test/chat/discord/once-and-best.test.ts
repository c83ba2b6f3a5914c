/** @file Shapes, the best of several, a photo that is used once, and /verify, on Discord's wire. */
import { expect, it } from 'vitest';
import { numberJudge } from '../../helpers/chat-bench.ts';
import {
  bench,
  button,
  discord,
  drawn,
  drawnOne,
  photoOf,
  saying,
  register,
  value,
} from '../../helpers/discord-members.ts';
import { buttonsOf, type FakeMessage, isEphemeral } from '../../helpers/fake-discord-messages.ts';

const work = () => bench.work(undefined, undefined, numberJudge);
const bytesOf = ({ files }: FakeMessage): readonly string[] =>
  files.map(({ bytes }) => Buffer.from(bytes).toString());
const imagine = (options: readonly object[], resolved: object = {}) =>
  discord.interactions.slash('imagine', [value('seed', 5, 4), ...options], resolved);

it('draws the shape that was chosen, and says so under the picture', async () => {
  work();
  await register();
  imagine([value('prompt', 'S*'), value('aspect', 'portrait')]);
  const picture = await drawnOne();
  expect(bytesOf(picture)).toEqual(['S* | S*=7 | 5 | - | portrait']);
  expect(picture.content).toContain('Portrait · seed 5');
});

it('shows of four the one that is most like the person, with how like it is', async () => {
  work();
  await register();
  imagine([value('prompt', 'S*'), value('best', true, 5)]);
  const picture = await drawnOne();
  expect(bytesOf(picture)).toEqual(['S* | S*=7 | 7 | -']);
  expect(picture.content).toContain('seed 7 · the best of 4 · likeness 100 of 100');
});

it('of a grid one is had alone or varied, as messages of their own, and the grid is deleted', async () => {
  work();
  await register();
  imagine([value('prompt', 'S*'), value('count', 4, 4)]);
  const newest = async (count: number): Promise<FakeMessage> =>
    (await drawn(count)).at(-1) ?? expect.fail('no picture');
  const grid = await newest(1);
  expect([grid.files.length, grid.components.length]).toEqual([4, 3]);
  discord.interactions.press(grid, button(grid, 'Only 3'));
  expect(bytesOf(await newest(2))).toEqual(['S* | S*=7 | 7 | -']);
  discord.interactions.press(grid, button(grid, 'Vary 2'));
  const varied = await newest(3);
  expect(bytesOf(varied)[0]).toMatch(/^S\* \| S\*=7 \| 6 \| \d+$/);
  const [, noise = ''] = /\| (\d+ \| \d+)$/.exec(bytesOf(varied)[1] ?? '') ?? [];
  discord.interactions.press(varied, button(varied, 'Vary 2'));
  expect(bytesOf(await newest(4))[0]?.startsWith(`S* | S*=7 | ${noise} > `)).toBe(true);
  discord.interactions.press(grid, button(grid, 'Delete'));
  await drawn(3);
  expect(discord.messages()).not.toContain(grid);
});

it('draws a photo once with a yes to that, keeps nothing of it, and offers nothing that would need it again', async () => {
  work();
  const photo = value('photo', '77', 11);
  imagine([value('prompt', 'S* as a chef'), photo], photoOf('face 7'));
  const words = await saying('To agree, ask again with consent: yes.');
  expect(isEphemeral(words)).toBe(true);
  imagine([value('prompt', 'S* as a chef'), photo, value('consent', true, 5)], photoOf('face 7'));
  const picture = await drawnOne();
  expect(bytesOf(picture)).toEqual(['S* as a chef | S*=7 | 5 | -']);
  expect(buttonsOf(picture).map(({ label }) => label)).toEqual(['Delete', 'Report']);
  const { identities, selfies } = bench.bot.services;
  expect(await identities.list('discord:9')).toEqual([]);
  expect(await selfies.waiting('discord:9')).toEqual([]);
});

it('/verify knows the very file that was posted, until it is deleted, and no other', async () => {
  work();
  await register();
  imagine([value('prompt', 'S* as a chef')]);
  const picture = await drawnOne();
  const [posted = ''] = bytesOf(picture);
  const verify = (bytes: string) =>
    discord.interactions.slash('verify', [value('picture', '77', 11)], photoOf(bytes), {
      member: '20',
      permissions: '0',
    });
  verify(posted);
  const known = await saying('I drew this on');
  expect(isEphemeral(known)).toBe(true);
  expect(known.content).toContain(String.raw`“S\* as a chef”`);
  verify(`${posted} `);
  await saying('I do not know this file');
  discord.interactions.press(picture, button(picture, 'Delete'));
  await discord.until(() => !discord.messages().includes(picture));
  const before = discord.everPosted.length;
  verify(posted);
  await discord.until(() => discord.everPosted.length > before);
  expect(discord.everPosted.at(-1)?.content).toContain('I do not know this file');
});
