/** @file A picture is posted on Slack exactly once, whenever its bot is killed. */
import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FakeSlack, type SlackCall, startFakeSlack } from '../../helpers/fake-slack.ts';
import { type KilledBots, killedBots } from '../../helpers/killed-bot.ts';

let slack: FakeSlack;
let bots: KilledBots;

beforeEach(async () => {
  slack = await startFakeSlack();
  bots = await killedBots('slack', slack.api, 'slack:U9');
});
afterEach(async () => {
  await bots.close();
  await slack.close();
});

const first = ({ method }: SlackCall): boolean => method === 'chat.postMessage';
const withPicture = ({ method, args }: SlackCall): boolean =>
  method.startsWith('chat.') && JSON.stringify(args['blocks'] ?? '').includes('drawn for');
const moments = [
  ['the first answer stands, and before it knows where', 'after', first],
  ['the picture is posted', 'before', withPicture],
  ['the picture is posted, and before it knows', 'after', withPicture],
] as const;

test.each(moments)(
  'killed when %s (%s): one message with one picture',
  async (_when, moment, fits) => {
    const bot = await bots.start();
    let killed = false;
    slack.hooks[moment] = (call) => {
      if (killed || !fits(call)) return undefined;
      killed = true;
      bots.kill();
      return moment === 'before' ? new Promise(() => undefined) : undefined;
    };
    const command = {
      command: '/imagine',
      text: 'S* as a chef',
      user_id: 'U9',
      user_name: 'ann',
      team_id: 'T1',
      channel_id: 'C1',
      trigger_id: '1.1',
    };
    void slack.push('slash_commands', command);
    bots.work();
    await once(bot, 'exit');
    await bots.start();
    await bots.settled();
    expect(killed).toBe(true);
    const shown = slack.messages('C1');
    expect(shown.map(({ blocks }) => blocks.filter(({ type }) => type === 'image').length)).toEqual([1]);
    expect(slack.everPosted).toHaveLength(1);
  },
  240_000,
);
