/** @file Consent of others on Discord's wire: cards in private messages, mentions in prompts, recall, files. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import { type AdapterBench, adapterBench } from '../../helpers/adapter-bench.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';
import type { Sent } from '../../helpers/fake-discord-interactions.ts';
import { buttonsOf, type FakeMessage, isEphemeral } from '../../helpers/fake-discord-messages.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

let server: TestRedis;
let discord: FakeDiscord;
let bench: AdapterBench;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  discord = await startFakeDiscord();
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    fileOrigins: [discord.origin],
    patienceMs: 2000,
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
  discord.interactions.ackWithinMs = 30_000;
  bench.work();
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench.close();
  await discord.close();
});

const ann: Sent = { member: '9' };
const bob: Sent = { member: '20' };
/** The channel of private messages that the fake opens for bob. */
const BOBS = '7720';
const bobInPrivate: Sent = { ...bob, direct: true, channel: BOBS };
const value = (name: string, given: string | boolean, type = 3) => ({ name, type, value: given });
const sub = (name: string, ...options: object[]) => [{ name, type: 1, options }];
const users = {
  users: {
    20: { id: '20', username: 'bob', global_name: 'Bob' },
    9: { id: '9', username: 'ann', global_name: 'Ann' },
  },
};
const saying = (text: string, channel?: string): Promise<FakeMessage> =>
  discord.until(() => discord.messages(channel).find(({ content }) => content.includes(text)));
const button = (one: FakeMessage, label: string): string =>
  buttonsOf(one).find((each) => each.label === label)?.customId ?? `no button ${label}`;
const identity = (sent: Sent, name: string, ...options: object[]) =>
  discord.interactions.slash('identity', sub(name, ...options), users, sent);
const drawn = (): Promise<FakeMessage> =>
  discord.until(() => discord.messages().find(({ files }) => files.length > 0));

function register(sent: Sent, ...more: object[]): void {
  discord.cdn.set('/cdn/me.png', { type: 'image/png', bytes: Buffer.from('face 7') });
  const url = `${discord.origin}/cdn/me.png`;
  const file = { id: '77', filename: 'me.png', size: 6, url, content_type: 'image/png' };
  const options = [value('photo', '77', 11), value('name', 'ada'), value('consent', true, 5), ...more];
  discord.interactions.slash(
    'identity',
    sub('register', ...options),
    { ...users, attachments: { 77: file } },
    sent,
  );
}

it('a photo of another member asks that member in private messages, and his press alone registers it', async () => {
  register(ann, value('member', '20', 6));
  expect(isEphemeral(await saying('Bob is asked'))).toBe(true);
  const card = await saying('has sent a photo that is said to show you', BOBS);
  expect(card.files).toEqual([]);
  discord.interactions.press(card, button(card, 'I agree'), { ...ann, direct: true, channel: BOBS });
  await saying('Only the member who asked for this', BOBS);
  discord.interactions.press(card, button(card, 'I agree'), bobInPrivate);
  await saying('You agreed.', BOBS);
  await saying('Bob has agreed, and is registered as "ada"');
  expect(await bench.bot.services.identities.list('discord:9')).toEqual([]);
  const [record] = await bench.bot.services.identities.list('discord:20');
  expect(record?.consent).toMatchObject({ by: 'discord:20', askedBy: 'discord:9' });
});

it('a mention draws whoever allows it, the owner is asked, reads of it, and recalls the posted picture', async () => {
  register(bob);
  await saying('registered as "ada"');
  discord.interactions.slash('imagine', [value('prompt', '<@20> as a chef')], {}, ann);
  await saying('no identity that you may draw here');
  identity(bob, 'share', value('name', 'ada'), value('add', '9', 6), value('ask', true, 5));
  await saying('may be drawn by Ann. You are asked each time');
  discord.interactions.slash('imagine', [value('prompt', '<@20> as a chef')], {}, ann);
  await saying('This waits for the yes of');
  const card = await saying('asks to draw you', BOBS);
  expect(card.content).toContain(String.raw`“S\*ada as a chef”`);
  discord.interactions.press(card, button(card, 'Allow this once'), bobInPrivate);
  const picture = await drawn();
  expect(picture.content).not.toContain('<@20>');
  identity(bob, 'uses');
  const uses = await saying('as a chef”\n/identity recall');
  expect(isEphemeral(uses)).toBe(true);
  identity(ann, 'recall', value('use', uses.content.slice(0, 6)));
  await saying('No use of your face begins with');
  identity(bob, 'recall', value('use', uses.content.slice(0, 6)));
  await saying('Recalled one use of your face');
  await discord.until(() => discord.messages().every(({ id }) => id !== picture.id));
});

it('export hands its files over in a message for the member alone', async () => {
  register(bob);
  await saying('registered as "ada"');
  identity(bob, 'export', value('name', 'ada'));
  const message = await saying('as files.');
  expect(isEphemeral(message)).toBe(true);
  expect(message.files.map(({ name }) => name)).toEqual(['learned_embeds.safetensors', 'ada.json']);
  identity(ann, 'export', value('name', 'ada'));
  await saying('You have no identity yet');
});
