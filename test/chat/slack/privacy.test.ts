/** @file Consent of others on Slack's wire: cards in private messages, mentions in prompts, recall, files. */
import { beforeEach, expect, it } from 'vitest';
import { remindOwners } from '../../../commands/identity/reminding.ts';
import { identityRecord } from '../../identity/records.ts';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import {
  answerTo,
  bench,
  message,
  pictured,
  press,
  register,
  registered,
  sendPhoto,
  slack,
  slash,
} from '../../helpers/slack-members.ts';

beforeEach(() => {
  bench.work();
});

const inPrivate = (user: string, text: string): Promise<SlackMessage> =>
  message((one) => one.channel === `D${user}` && one.text.includes(text));

it('a photo of another member asks that member in private messages, and his press alone registers it', async () => {
  slack.names.set('U9', 'Ann Berg').set('U20', 'Bob Cole');
  await sendPhoto('U9', 'member: <@U20|bob>');
  const card = await inPrivate('U20', 'said to show you');
  expect(card.text).toMatch(/^Ann Berg has sent a photo/);
  await inPrivate('U9', 'Bob Cole is asked');
  expect(card.blocks.some(({ type }) => type === 'image')).toBe(false);
  await press('U9', card, 'I agree');
  await answerTo('U9', 'Only the member who asked for this');
  await press('U20', card, 'I agree');
  await registered();
  expect(await bench.bot.services.identities.list('slack:U9')).toEqual([]);
  const [record] = await bench.bot.services.identities.list('slack:U20');
  expect(record?.consent).toMatchObject({ by: 'slack:U20', askedBy: 'slack:U9' });
  await inPrivate('U20', 'You agreed.');
});

it('a mention draws whoever allows it, the owner is asked, reads of it, and recalls the posted picture', async () => {
  slack.names.set('U9', 'Ann Berg');
  await register('U20');
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  await answerTo('U9', 'no identity that you may draw here');
  await slash('U20', '/identity', 'share ada add: <@U9|ann> ask: yes');
  await answerTo('U20', 'You are asked each time');
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  const card = await inPrivate('U20', 'asks to draw you');
  expect(card.text).toMatch(/^Ann Berg asks to draw you, S\*ada: “S\*ada as a chef”/);
  await press('U20', card, 'Allow this once');
  const picture = await pictured();
  await slash('U20', '/identity', 'uses');
  const uses = await answerTo('U20', '/identity recall');
  await slash('U9', '/identity', `recall ${uses.text.slice(0, 6)}`);
  await answerTo('U9', 'No use of your face');
  await slash('U20', '/identity', `recall ${uses.text.slice(0, 6)}`);
  await answerTo('U20', 'Recalled one use of your face');
  await slack.until(() => !slack.messages().includes(picture));
  expect([...slack.files.values()].every(({ deleted }) => deleted)).toBe(true);
});

it('export hands its files over in the private messages with the member', async () => {
  await register('U20');
  await slash('U20', '/identity', 'export ada');
  const handed = await slack.until(() =>
    slack.calls.find(({ args }) => JSON.stringify(args).includes('as files.')),
  );
  expect([...slack.files.values()].map(({ name }) => name)).toEqual([
    'learned_embeds.safetensors',
    'ada.json',
  ]);
  expect(handed.args).toMatchObject({ channel_id: 'DU20' });
});

it('forget-me takes keys, posts and their files away, and leaves a receipt for the member alone', async () => {
  await register('U20');
  const { identities, requests } = bench.bot.services;
  const [record] = await identities.list('slack:U20');
  await slash('U20', '/imagine', 'S* as a chef');
  const picture = await pictured();
  await slash('U20', '/identity', 'forget-me confirm: yes');
  const receipt = await answerTo('U20', 'Receipt ');
  expect(receipt.text).toContain('Deleted: 1 identity, 0 waiting photos, 1 request with its pictures.');
  expect(receipt.text).toContain('not even on disk');
  expect(slack.messages()).not.toContain(picture);
  expect([...slack.files.values()].every(({ deleted }) => deleted)).toBe(true);
  expect(await identities.embedding(record?.id ?? 'none')).toBeUndefined();
  expect(await requests.list('slack:U20')).toEqual([]);
});

it('an owner is told in private messages that an identity expires, and one press renews it', async () => {
  const { services } = bench.bot;
  const expiresAt = new Date(Date.now() + 3 * 86_400_000).toISOString();
  const record = identityRecord('slack:U20', { expiresAt });
  const words = Array.from({ length: record.words }, () => new Float32Array(record.width));
  await services.identities.create(record, 'ada', words);
  expect(await remindOwners(services, ['slack'], (error) => bench.errors.push(error))).toBe(1);
  const notice = await inPrivate('U20', 'Your identity "ada" expires on');
  await press('U20', notice, 'Renew');
  await inPrivate('U20', '"ada" is kept until');
  const [renewed] = await services.identities.list('slack:U20');
  expect(Date.parse(renewed?.expiresAt ?? '')).toBeGreaterThan(Date.now() + 300 * 86_400_000);
});
