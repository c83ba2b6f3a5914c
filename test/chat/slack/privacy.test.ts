/** @file Consent of others on Slack's wire: cards in private messages, mentions in prompts, recall, files. */
import { beforeEach, expect, it } from 'vitest';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import {
  answerTo,
  bench,
  message,
  pictured,
  press,
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
  await sendPhoto('U20');
  await registered();
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  await answerTo('U9', 'no identity that you may draw here');
  await slash('U20', '/identity', 'share ada add: <@U9|ann> ask: yes');
  await answerTo('U20', 'You are asked each time');
  await slash('U9', '/imagine', '<@U20|bob> as a chef');
  const card = await inPrivate('U20', 'asks to draw you');
  expect(card.text).toContain('“S*ada as a chef”');
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
  await sendPhoto('U20');
  await registered();
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
