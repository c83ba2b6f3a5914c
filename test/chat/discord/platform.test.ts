/** @file What the bot posts on Discord by itself: in the room that the community's boosts give it, and once, however busy the channel. */
import { REST } from 'discord.js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDiscordApi } from '../../../src/chat/discord/api.ts';
import { createDiscordPlatform } from '../../../src/chat/discord/platform.ts';
import { createTokenMemory } from '../../../src/chat/discord/token-memory.ts';
import { message, type Message } from '../../../src/chat/message.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';

const MEBIBYTE = 1024 * 1024;
let discord: FakeDiscord;
beforeEach(async () => (discord = await startFakeDiscord()));
afterEach(() => discord.close());

/** "Encodes" pictures again by cutting them off, so that a test sees how much room there was. */
const cut = (given: Message, fileBytes = 10 * MEBIBYTE): Promise<Message> => {
  const pictures = given.pictures.map((one) => ({ ...one, bytes: one.bytes.subarray(0, fileBytes) }));
  return Promise.resolve({ ...given, pictures });
};
function bot() {
  const rest = new REST({ api: discord.api, version: '10', retries: 0 }).setToken('FAKE.TOKEN.x');
  const api = createDiscordApi(rest);
  return createDiscordPlatform({ api, tokens: createTokenMemory(Date.now), now: Date.now, fit: cut });
}
const target = { platform: 'discord', community: '5', channel: '7', member: '9' };
const picture = (mebibytes: number): Message =>
  message({
    text: 'A large one',
    pictures: [
      {
        bytes: new Uint8Array(mebibytes * MEBIBYTE),
        contentType: 'image/png',
        altText: 'A picture',
        fileName: 'a.png',
      },
    ],
  });
const sizes = (): readonly number[] =>
  discord.messages().flatMap(({ files }) => files.map(({ bytes }) => bytes.byteLength / MEBIBYTE));
const asked = (): number => discord.calls.filter(({ path }) => path.startsWith('/guilds/')).length;

it.each([
  [0, '7', 10],
  [1, '7', 10],
  [2, '7', 12],
  [2, '7720', 10],
])(
  'in a community of boost level %i a picture of 12 MiB for channel %s has %i MiB',
  async (level, channel, room) => {
    discord.boosts.set('5', level);
    const platform = bot();
    const ref = await platform.post({ ...target, channel }, picture(12), 'key');
    expect(sizes()).toEqual([room]);
    expect(await platform.edit(ref, picture(12))).toBe(true);
    expect(sizes()).toEqual([room]);
  },
);

it('asks for the boosts only where a picture is large, and once an hour', async () => {
  discord.boosts.set('5', 3);
  const platform = bot();
  await platform.post(target, picture(1), 'small');
  expect(asked()).toBe(0);
  await platform.post(target, picture(11), 'first');
  await platform.post(target, picture(11), 'second');
  expect(asked()).toBe(1);
});

it('a picture that is refused all the same, as where a boost has just ended, is posted as every channel takes it', async () => {
  discord.boosts.set('5', 2);
  const platform = bot();
  await platform.post(target, picture(11), 'first');
  discord.boosts.set('5', 0);
  await platform.post(target, picture(11), 'second');
  expect(sizes()).toEqual([11, 10]);
});

it('what stands there already is found behind hundreds of others’ messages, and no second one is posted', async () => {
  const platform = bot();
  const since = new Date();
  const mine = message({
    text: 'mine',
    buttons: [{ label: 'Delete', actionId: 'delete.mykey..signature', style: 'danger' }],
  });
  await platform.post(target, mine, 'mykey', since);
  // The nonce, by which Discord itself would know it, holds for minutes.
  for (const one of discord.everPosted) Object.assign(one, { nonce: undefined });
  for (let i = 0; i < 250; i += 1) discord.say('7', `other `);
  const before = discord.calls.length;
  const ref = await platform.post(target, mine, 'mykey', since);
  expect(ref.message).toBe(discord.everPosted[0]?.id);
  expect(discord.everPosted).toHaveLength(251);
  expect(discord.calls.length - before).toBe(3 + 1);
  // It looks no further back than to when it was asked for.
  const later = discord.calls.length;
  await platform.post(target, message({ text: 'new' }), 'new', new Date(Date.now() + 6 * 60_000));
  expect(discord.calls.length - later).toBe(1 + 1);
});
