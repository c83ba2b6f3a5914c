/** @file Consent of others on Discord's wire: cards in private messages, mentions in prompts, recall, files. */
import { beforeEach, expect, it } from 'vitest';
import { remindOwners } from '../../../commands/identity/reminding.ts';
import { identityRecord } from '../../identity/records.ts';
import {
  bench,
  button,
  discord,
  drawn,
  people,
  saying,
  register,
  sendPhoto,
  sub,
  value,
} from '../../helpers/discord-members.ts';
import type { Sent } from '../../helpers/fake-discord-interactions.ts';
import { isEphemeral } from '../../helpers/fake-discord-messages.ts';

beforeEach(() => {
  bench.work();
});

const ann: Sent = { member: '9' };
const bob: Sent = { member: '20' };
/** The channel of private messages that the fake opens for bob. */
const BOBS = '7720';
const bobInPrivate: Sent = { ...bob, direct: true, channel: BOBS };
const identity = (sent: Sent, name: string, ...options: object[]) =>
  discord.interactions.slash('identity', sub(name, ...options), people, sent);

it('a photo of another member asks that member in private messages, and his press alone registers it', async () => {
  sendPhoto(ann, [value('member', '20', 6)]);
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
  await register(bob);
  discord.interactions.slash('imagine', [value('prompt', '<@20> as a chef')], {}, ann);
  await saying('no identity that you may draw here');
  identity(bob, 'share', value('name', 'ada'), value('add', '9', 6), value('ask', true, 5));
  await saying('may be drawn by Ann. You are asked each time');
  discord.interactions.slash('imagine', [value('prompt', '<@20> as a chef')], {}, ann);
  await saying('This waits for the yes of');
  const card = await saying('asks to draw you', BOBS);
  expect(card.content).toContain(String.raw`“S\*ada as a chef”`);
  discord.interactions.press(card, button(card, 'Allow this once'), bobInPrivate);
  const [picture] = await drawn();
  if (picture === undefined) expect.fail('no picture');
  expect(picture.content).not.toContain('<@20>');
  // The message stands a moment before the bot knows it, and until then the use is said to be on its way.
  const { requests } = bench.bot.services;
  await expect.poll(() => requests.pending('discord:9'), { timeout: 60_000 }).toEqual([]);
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
  await register(bob);
  identity(bob, 'export', value('name', 'ada'));
  const message = await saying('as files.');
  expect(isEphemeral(message)).toBe(true);
  expect(message.files.map(({ name }) => name)).toEqual(['learned_embeds.safetensors', 'ada.json']);
  identity(ann, 'export', value('name', 'ada'));
  await saying('You have no identity yet');
});

it('forget-me takes keys and posts away, and leaves a receipt for the member alone', async () => {
  await register(ann);
  const { identities, requests } = bench.bot.services;
  const [record] = await identities.list('discord:9');
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')], {}, ann);
  await drawn();
  identity(ann, 'forget-me', value('confirm', true, 5));
  const receipt = await saying('Receipt ');
  expect(isEphemeral(receipt)).toBe(true);
  expect(receipt.content).toContain('Deleted: 1 identity, 0 waiting photos, 1 request with its pictures.');
  expect(receipt.content).toContain('not even on disk');
  await drawn(0);
  expect(await identities.embedding(record?.id ?? 'none')).toBeUndefined();
  expect(await requests.list('discord:9')).toEqual([]);
});

it('an owner is told in private messages that an identity expires, and one press renews it', async () => {
  const { services } = bench.bot;
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const record = identityRecord('discord:20', { expiresAt });
  const words = Array.from({ length: record.words }, () => new Float32Array(record.width));
  await services.identities.create(record, 'ada', words);
  expect(await remindOwners(services, ['discord'], (error) => bench.errors.push(error))).toBe(1);
  const notice = await saying('Your identity "ada" expires on', BOBS);
  discord.interactions.press(notice, button(notice, 'Renew'), bobInPrivate);
  await saying('"ada" is kept until', BOBS);
  const [renewed] = await services.identities.list('discord:20');
  expect(Date.parse(renewed?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 300 * 86_400_000);
});
