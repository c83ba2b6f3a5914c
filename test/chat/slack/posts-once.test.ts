/** @file A picture is posted on Slack exactly once, whenever its bot is killed. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { SlackCall } from '../../helpers/fake-slack.ts';
import { bots, imagine, slack } from '../../helpers/killed-on-slack.ts';

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
    void imagine();
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
