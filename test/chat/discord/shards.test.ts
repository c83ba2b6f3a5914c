/** @file Several bot processes over one Redis, each with a shard of its own or, while one takes over, with the same. */
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { DiscordCall } from '../../helpers/fake-discord-wire.ts';
import { isEphemeral } from '../../helpers/fake-discord-messages.ts';
import type { FakeInteraction } from '../../helpers/fake-discord-interactions.ts';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import { adapterBench } from '../../helpers/adapter-bench.ts';
import { bots, discord } from '../../helpers/killed-on-discord.ts';
import { startTestRedis } from '../../helpers/redis-server.ts';
import { identityRecord } from '../../identity/records.ts';

/** Communities of the first and of the second of two shards. */
const GUILDS = [String(2n << 22n), String(3n << 22n)];
const IN_EACH = 4;

/** One picture in each of several channels of each community; resolves when somebody has acknowledged all. */
async function ask(): Promise<readonly FakeInteraction[]> {
  const asked = GUILDS.flatMap((guild, i) =>
    Array.from({ length: IN_EACH }, (_, n) =>
      discord.interactions.slash(
        'imagine',
        [{ name: 'prompt', type: 3, value: `S* number ${n}` }],
        {},
        {
          guild,
          channel: `7${i}${n}`,
        },
      ),
    ),
  );
  await discord.until(() => asked.every(({ ackedAt }) => ackedAt !== undefined));
  return asked;
}

/** Channels with the number of pictures under each message that ever stood there. */
const shown = (): Readonly<Record<string, readonly number[]>> => {
  const all: Record<string, number[]> = {};
  for (const { channel, files } of discord.everPosted) (all[channel] ??= []).push(files.length);
  return all;
};
const onceEach = Object.fromEntries(
  GUILDS.flatMap((_, i) => Array.from({ length: IN_EACH }, (__, n) => [`7${i}${n}`, [1]])),
);
const answersTo = ({ id }: FakeInteraction): number =>
  discord.calls.filter(({ path }) => path.startsWith(`/interactions/${id}/`)).length;

test('each shard answers its own communities, and the other takes over what a dead one leaves', async () => {
  const [first] = await Promise.all([bots.start('0/2'), bots.start('1/2')]);
  expect(discord.gateway.identifies.map(({ shard }) => shard?.join('/')).sort()).toEqual(['0/2', '1/2']);
  const asked = await ask();
  expect(asked.map(answersTo)).toEqual(asked.map(() => 1));
  const died = once(first, 'exit');
  first.kill('SIGKILL');
  await died;
  bots.work();
  await bots.settled();
  expect(shown()).toEqual(onceEach);
}, 240_000);

test('two processes with the same shards, as while one replaces the other, show every picture once', async () => {
  await Promise.all([bots.start(), bots.start()]);
  bots.work();
  await ask();
  await bots.settled();
  expect(shown()).toEqual(onceEach);
  // For everybody to see: no word of the process that was late took the answer's place.
  expect(discord.everPosted.filter(isEphemeral)).toEqual([]);
  expect(discord.everPosted.map(({ content }) => content).filter((text) => /lost|wrong/.test(text))).toEqual(
    [],
  );
}, 240_000);

test.each(['before', 'after'] as const)(
  'a process that announced itself %s the other one’s answer, and comes late with its own, writes over no picture',
  async (order) => {
    const server = await startTestRedis();
    const errors: unknown[] = [];
    const onError = (error: unknown): void => void errors.push(error);
    const open = (patienceMs: number) =>
      openDiscordPlatform({ token: 'FAKE.TOKEN.x', api: discord.api, patienceMs, onError });
    // Neither takes the other for dead, however busy the machine is.
    const beatMs = 60_000;
    const first = await adapterBench(server, open(60_000), errors, { beatMs });
    const { prefix, ring } = first;
    const { identities, requests } = first.bot.services;
    const expiresAt = new Date(Date.now() + 365 * 86_400_000).toISOString();
    const record = identityRecord('discord:9', { bundle: 'text', words: 2, width: 8, expiresAt });
    await identities.create(record, 'me', [new Float32Array(8), new Float32Array(8)]);
    // It announces itself at once, asks after the other one has, and answers when the picture stands there.
    const late = open(0);
    const idle = { ...late, start: () => Promise.resolve() };
    const second = await adapterBench(server, idle, errors, { prefix, ring, beatMs });
    const { router } = second.bot;
    const shown = (): boolean => discord.everPosted.some(({ files }) => files.length === 1);
    let answered = 0;
    await late.start({
      ...router,
      async invoke(invocation) {
        while ((await requests.pending('discord:9')).length === 0) await delay(5);
        await router.invoke({
          ...invocation,
          respond: async (reply) => {
            await discord.until(shown);
            return invocation.respond(reply);
          },
        });
        answered += 1;
      },
    });
    const typeOf = ({ json }: DiscordCall): unknown => (json as { type?: number } | undefined)?.type;
    const sent = (type: number): boolean => discord.calls.some((call) => typeOf(call) === type);
    discord.hooks.before = (call) => {
      const waitsFor = order === 'before' ? 5 : 4;
      const waits = call.path.endsWith('/callback') && typeOf(call) === 9 - waitsFor;
      return waits ? discord.until(() => sent(waitsFor)) : undefined;
    };
    const asked = discord.interactions.slash('imagine', [{ name: 'prompt', type: 3, value: 'S* once' }]);
    first.work();
    // One that learns in time that the other follows says nothing, and is done before the picture stands.
    await discord.until(() => answered === 1 && answersTo(asked) === 2 && shown());
    await Promise.all([first.close(), second.close()]);
    expect(discord.messages('7').map(({ files }) => files.length)).toEqual([1]);
    expect(discord.everPosted).toHaveLength(1);
    expect(errors).toEqual([]);
    await server.close();
  },
  240_000,
);
