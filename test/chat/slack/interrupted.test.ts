/** @file A bot that dies after it has acknowledged a delivery of Slack's leaves nobody waiting: the next one says so. */
import { once } from 'node:events';
import { expect, it } from 'vitest';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import { bots, imagine, slack } from '../../helpers/killed-on-slack.ts';

const told = (): Promise<SlackMessage> =>
  slack.until(() => slack.messages().find(({ text }) => text.includes('I was interrupted')));

it('a command while Redis is slow: acknowledged in time, and its asker is told by the response URL', async () => {
  const bot = await bots.start();
  await bots.whileRedisIsSlow(async () => {
    const asked = Date.now();
    await imagine();
    expect(Date.now() - asked).toBeLessThan(3000);
    bots.kill();
    await once(bot, 'exit');
  });
  await bots.start();
  expect((await told()).ephemeralTo).toBe('U9');
  expect(slack.calls.filter(({ method }) => method === 'response_url')).toHaveLength(1);
  await expect.poll(bots.unanswered, { timeout: 60_000 }).toBe(0);
  expect(slack.everPosted).toHaveLength(1);
}, 240_000);

it('a mention in a thread, with Slack slow to say who it is: its asker is told in that thread', async () => {
  const bot = await bots.start();
  slack.hooks.before = ({ method }) => {
    if (method !== 'users.info') return undefined;
    slack.hooks.before = () => undefined;
    bots.kill();
    return new Promise(() => undefined);
  };
  const event = {
    type: 'app_mention',
    user: 'U9',
    channel: 'C2',
    ts: '5.1',
    thread_ts: '4.1',
    text: '<@U1> S* as a chef',
  };
  void slack.push('events_api', { type: 'event_callback', team_id: 'T1', event_id: 'Ev1', event });
  await once(bot, 'exit');
  await bots.start();
  expect(await told()).toMatchObject({ channel: 'C2', thread: '4.1', ephemeralTo: 'U9' });
  await expect.poll(bots.unanswered, { timeout: 60_000 }).toBe(0);
  expect(slack.everPosted).toHaveLength(1);
}, 240_000);
