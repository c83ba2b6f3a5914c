/** @file What members say to the bot on Slack: mentions in channels and threads, and messages in private. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { textMakerAfter } from '../../helpers/chat-bench.ts';
import { gateway } from '../../helpers/gateway.ts';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import { bench, deliver, message, register, slack, slash, trigger } from '../../helpers/slack-members.ts';

const event = (id: string, happened: object, headers: Record<string, string> = {}): Promise<Response> =>
  deliver({ event: { type: 'event_callback', team_id: 'T1', event_id: id, event: happened } }, { headers });
const shown = ({ blocks }: SlackMessage): string => JSON.stringify(blocks);
const pictures = ({ blocks }: SlackMessage) => blocks.filter(({ type }) => type === 'image');

it('registers a face from a mention with a picture, and draws with alt text in the channel', async () => {
  bench.work();
  await register('U9');
  const card = slack.messages().find(({ text }) => text.includes('registered as'));
  expect(card?.channel).toBe('DU9');
  await slash('U9', '/imagine', 'S* as a *chef* &amp; king count: 2 seed: 5');
  const drawn = await message((one) => pictures(one).length === 2);
  expect(drawn.channel).toBe('C1');
  expect(shown(drawn)).toContain('“S* as a *chef* & king”');
  expect(shown(drawn)).toContain('"<@U9>"');
  expect(pictures(drawn).map(({ alt_text: alt }) => alt)).toEqual([
    'Picture 1 of 2 drawn for “S* as a *chef* & king”',
    'Picture 2 of 2 drawn for “S* as a *chef* & king”',
  ]);
  const files = [...slack.files.values()].filter(({ deleted }) => !deleted);
  expect(files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
    'S* as a *chef* & king | S*=7 | 5 | -',
    'S* as a *chef* & king | S*=7 | 6 | -',
  ]);
  expect(files[0]?.alt).toBe('Picture 1 of 2 drawn for “S* as a *chef* & king”');
  expect(
    slack.everPosted.filter(({ channel, ephemeralTo }) => channel === 'C1' && ephemeralTo === undefined),
  ).toHaveLength(1);
  expect(bench.errors).toEqual([]);
});

it('answers a mention in a thread there, and a delivery that comes twice once', async () => {
  bench.work();
  await register('U9');
  const said = {
    type: 'app_mention',
    user: 'U9',
    channel: 'C2',
    ts: '5.1',
    thread_ts: '4.1',
    text: '<@U1> S* as a chef',
  };
  await event('EvX', said);
  await event('EvX', said, { 'x-slack-retry-num': '1' });
  const drawn = await message((one) => one.channel === 'C2' && pictures(one).length === 1);
  expect(drawn.thread).toBe('4.1');
  await event('EvX', said, { 'x-slack-retry-num': '2' });
  expect(slack.everPosted.filter(({ channel }) => channel === 'C2')).toHaveLength(1);
});

it('a delivery that comes again while the first one is slow waits for it, and one message stands there', async () => {
  const [again, mayDraw] = [gateway(), gateway()];
  bench.work(textMakerAfter(mayDraw.opened));
  await register('U9');
  const { router } = bench.bot;
  const { invoke } = router;
  const invoked = vi.spyOn(router, 'invoke').mockImplementationOnce(async (invocation) => {
    await again.opened;
    await delay(300); // in which the other one could overtake it
    await invoke(invocation);
  });
  const said = { type: 'app_mention', user: 'U9', channel: 'C2', ts: '5.1', text: '<@U1> S* as a chef' };
  await event('EvSlow', said);
  await event('EvSlow', said, { 'x-slack-retry-num': '1' });
  again.open();
  const done = () => invoked.mock.settledResults.filter(({ type }) => type === 'fulfilled').length;
  await expect.poll(done, { timeout: 30_000 }).toBe(1);
  mayDraw.open();
  await message((one) => one.channel === 'C2' && pictures(one).length === 1);
  expect(slack.everPosted.filter(({ channel }) => channel === 'C2')).toHaveLength(1);
});

it('what is for the member alone is not said twice either when its delivery comes again', async () => {
  const said = { type: 'app_mention', user: 'U9', channel: 'C2', ts: '5.1', text: '<@U1> help' };
  await event('EvHelp', said);
  await message(({ text }) => text.includes('/identity register'));
  await event('EvHelp', said, { 'x-slack-retry-num': '1' });
  await event('EvOther', { ...said, text: '<@U1> queue' });
  await message(({ text }) => text.includes('waiting'));
  expect(slack.everPosted).toHaveLength(2);
});

it('takes a mention for a prompt whatever word it begins with, but for the name of a command', async () => {
  bench.work();
  await register('U9');
  const say = (text: string) =>
    event(`Ev${trigger()}`, { type: 'app_mention', user: 'U9', channel: 'C3', ts: '6.1', text });
  await say('<@U1> watercolor style, S* face');
  await message(
    ({ text, blocks }) =>
      text.startsWith('“watercolor style, S* face”') && blocks.some(({ type }) => type === 'image'),
  );
  await say('<@U1> help imagine');
  await message(({ text }) => text.includes('/imagine: '));
  await say('<@U1> imagin a chef');
  await message(({ text }) => text.includes('Did you mean /imagine?'));
});

it('hears what a member writes to it in private, and never itself', async () => {
  bench.work();
  await register('U9');
  const write = (text: string, more: object = {}) =>
    event(`Ev${trigger()}`, {
      type: 'message',
      channel_type: 'im',
      user: 'U9',
      channel: 'DU9',
      ts: '8.1',
      text,
      ...more,
    });
  await write('S* as a chef');
  const drawn = await message((one) => pictures(one).length === 1);
  expect([drawn.channel, drawn.thread]).toEqual(['DU9', undefined]);
  await write('<@U9> as a king');
  await message((one) => one.text.startsWith('“S* as a king”') && pictures(one).length === 1);
  const before = slack.everPosted.length;
  await write('S* as a spy', { bot_id: 'B1' });
  await write('S* as a spy', { subtype: 'message_changed' });
  await write('hello');
  await message(({ text }) => text.includes('There is no command /hello'));
  expect(slack.everPosted).toHaveLength(before + 1);
  expect(bench.errors).toEqual([]);
});
