/** @file A picture is posted on Discord exactly once, whenever its bot is killed. */
import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { DiscordCall } from '../../helpers/fake-discord-wire.ts';
import { bots, discord, imagine } from '../../helpers/killed-on-discord.ts';

const first = ({ path }: DiscordCall): boolean => path.endsWith('/callback');
const withPicture = ({ files }: DiscordCall): boolean => files.size > 0;
const moments = [
  ['the first answer stands, and before it knows where', 'after', first, false],
  ['the picture is posted', 'before', withPicture, false],
  ['the picture is posted, and before it knows', 'after', withPicture, false],
  ['the picture is posted, the next one coming after the token’s end', 'after', withPicture, true],
] as const;

test.each(moments)(
  'killed when %s (%s): one message with one picture',
  async (_when, moment, fits, late) => {
    const bot = await bots.start();
    let killed = false;
    discord.hooks[moment] = (call) => {
      if (killed || !fits(call)) return undefined;
      killed = true;
      bots.kill();
      return moment === 'before' ? new Promise(() => undefined) : undefined;
    };
    const asked = imagine();
    bots.work();
    await once(bot, 'exit');
    if (late) asked.expired = true;
    await bots.start();
    await bots.settled();
    expect(killed).toBe(true);
    const shown = discord.messages('7');
    expect(shown.map(({ files }) => files.length)).toEqual([1]);
    expect(discord.everPosted).toHaveLength(1);
  },
  240_000,
);
