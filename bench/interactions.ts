/**
 * @file How soon Discord hears of an interaction, and what each costs: so many a second arrive at bots, each a process
 * of its own with its shard, over one real Redis and real gateway connections, from a fake Discord in this process.
 * Measured from the gateway's frame to the acknowledgement, over what a busy community does: completion, lists, help,
 * queue, and pictures that wait for a worker. The processor's time that bots and Redis spend on each is told as well
 * (on Linux): another process that keeps the machine busy makes answers late, and changes that little.
 * `--at-once` sends the next one when fewer than so many wait for their answer, however long that takes: for a machine
 * that has other work, where only the processor's time says something.
 * Usage: interactions.ts [--a-second 500] [--seconds 10] [--bots 1] [--at-once N]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { newId } from '../src/identity/id.ts';
import { formatKeyRing, withNewKey } from '../src/identity/key-ring.ts';
import { createIdentityStore } from '../src/identity/store.ts';
import { type FakeDiscord, startFakeDiscord } from '../test/helpers/fake-discord.ts';
import type { FakeInteraction } from '../test/helpers/fake-discord-interactions.ts';
import { startTestRedis } from '../test/helpers/redis-server.ts';
import { identityRecord } from '../test/identity/records.ts';
import { quantile } from './statistics.ts';

const { values } = parseArgs({
  options: {
    'a-second': { type: 'string', default: '500' },
    seconds: { type: 'string', default: '10' },
    bots: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: 'Infinity' },
  },
});
const aSecond = Number(values['a-second']);
const total = aSecond * Number(values.seconds);
const bots = Number(values.bots);
const atOnce = Number(values['at-once']);

/** So many that none of them is slowed for asking too much. */
const MEMBERS = 2000;
/** The first of them are registered, and have pictures drawn. */
const REGISTERED = 200;
const WARM_UP = 400;
const TICK_MS = 10;
const GOAL_MS = 500;
/** Discord gives an interaction up after so long; the fake waits longer, so that what is late is counted, not lost. */
const DISCORD_MS = 3000;

type Kind = readonly [
  name: string,
  share: number,
  send: (discord: FakeDiscord, n: number) => FakeInteraction,
];

/** So many that none is taken for a flood. */
const COMMUNITIES = 40;
/** Discord's shard of a community is in the bits above the 22nd of its id. */
const guildOf = (n: number): string => String(BigInt(5 + (n % COMMUNITIES)) << 22n);
const memberOf = (n: number, among = MEMBERS): string => String(1000 + (n % among));
const sent = (n: number, among = MEMBERS) => ({
  member: memberOf(n, among),
  channel: String(700 + (n % 50)),
  guild: guildOf(n),
});
const typed = { name: 'prompt', type: 3, value: 'S*', focused: true };
const prompt = (n: number) => ({ name: 'prompt', type: 3, value: `S* number ${n}` });

const KINDS: readonly Kind[] = [
  ['completion', 30, ({ interactions }, n) => interactions.typing('imagine', [typed], sent(n))],
  [
    '/identity list',
    30,
    ({ interactions }, n) => interactions.slash('identity', [{ name: 'list', type: 1 }], {}, sent(n)),
  ],
  ['/help', 20, ({ interactions }, n) => interactions.slash('help', [], {}, sent(n))],
  ['/queue', 15, ({ interactions }, n) => interactions.slash('queue', [], {}, sent(n))],
  [
    '/imagine',
    5,
    ({ interactions }, n) => interactions.slash('imagine', [prompt(n)], {}, sent(n, REGISTERED)),
  ],
];
const SHARES = KINDS.flatMap((kind) => Array<Kind>(kind[1]).fill(kind));
/** Mixed, so that every tenth of a second holds something of all. */
const turn = (n: number): Kind | undefined => SHARES[(n * 37) % SHARES.length];

/** One line of the table; the 99th percentile. */
function report(name: string, some: readonly FakeInteraction[]): number {
  const times = some.map(({ sentAt, ackedAt = Infinity }) => ackedAt - sentAt);
  const cells = [0.5, 0.95, 0.99, 1].map((part) => quantile(times, part).toFixed(0).padStart(7));
  const late = times.filter((ms) => ms > DISCORD_MS).length;
  console.log(
    `${name.padEnd(18)}${String(some.length).padStart(6)}${cells.join('')}${String(late).padStart(8)}`,
  );
  return quantile(times, 0.99);
}

/** Milliseconds of processor time that processes have used; Linux counts in hundredths of a second. */
function processorMsOf(pids: readonly (number | undefined)[]): number {
  return pids.reduce<number>((sum, pid) => {
    const path = `/proc/${pid ?? 0}/stat`;
    if (!existsSync(path)) return Number.NaN;
    const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}

const discord = await startFakeDiscord();
discord.interactions.ackWithinMs = 600_000;
const server = await startTestRedis();
const ring = withNewKey(undefined, 'k1');
const prefix = `{${newId()}}`;
const redis = server.client();
const identities = createIdentityStore({ redis, ring, prefix });
const expiresAt = new Date(Date.now() + 365 * 86_400_000).toISOString();
for (let n = 0; n < REGISTERED; n += 1) {
  const record = identityRecord(`discord:${memberOf(n)}`, { bundle: 'text', words: 2, width: 8, expiresAt });
  await identities.create(record, 'me', [new Float32Array(8), new Float32Array(8)]);
}
const processes = await Promise.all(
  Array.from({ length: bots }, async (_, shard): Promise<ChildProcess> => {
    const bot = fork(join(import.meta.dirname, '../test/helpers/adapter-bot.ts'), {
      env: {
        ...process.env,
        REDIS_URL: server.url,
        KEY_RING: formatKeyRing(ring),
        PREFIX: prefix,
        PLATFORM: 'discord',
        API: discord.api,
        SHARD: `${shard}/${bots}`,
        BEAT_MS: '2000',
      },
    });
    await once(bot, 'message');
    return bot;
  }),
);

const all: FakeInteraction[] = [];
const kinds = new Map<string, FakeInteraction[]>(KINDS.map(([name]) => [name, []]));
let answered = 0;
const unanswered = (): number => {
  while (all[answered]?.ackedAt !== undefined) answered += 1;
  return all.length - answered;
};
function send(n: number): void {
  const [name, , sending] = turn(n) ?? [];
  const one = sending?.(discord, n);
  if (name === undefined || one === undefined) return;
  all.push(one);
  kinds.get(name)?.push(one);
}
const allAnswered = () => discord.until(() => unanswered() === 0);

// A cold process may take its time.
for (let n = 0; n < WARM_UP; n += 1) {
  send(n);
  while (unanswered() >= Math.min(atOnce, 50)) await delay(1);
}
await allAnswered();
for (const some of kinds.values()) some.length = 0;

const busy = () => ({
  bots: processorMsOf(processes.map(({ pid }) => pid)),
  redis: processorMsOf([server.child.pid()]),
});
const before = busy();
const startedAt = performance.now();
for (let made = 0; made < total;) {
  const due =
    atOnce === Infinity
      ? Math.floor(((performance.now() - startedAt) / 1000) * aSecond)
      : made + Math.max(0, atOnce - unanswered());
  for (; made < Math.min(total, due); made += 1) send(WARM_UP + made);
  await delay(atOnce === Infinity ? TICK_MS : 1);
}
const sentInMs = performance.now() - startedAt;
await allAnswered();
const after = busy();

console.log(
  `${total} interactions in ${(sentInMs / 1000).toFixed(1)} s at ${bots} ${bots === 1 ? 'bot' : 'bots'}; milliseconds to the acknowledgement`,
);
console.log(`${''.padEnd(18)}${'sent'.padStart(6)}    p50    p95    p99    max    late`);
for (const [name, some] of kinds) report(name, some);
const p99 = report('all', [...kinds.values()].flat());
const ofBots = (after.bots - before.bots) / total;
const ofRedis = (after.redis - before.redis) / total;
console.log(
  `Processor time for each: ${ofBots.toFixed(2)} ms of a bot (${(1000 / ofBots).toFixed(0)} a second at most in one process), ${ofRedis.toFixed(2)} ms of Redis.`,
);
if (atOnce === Infinity)
  console.log(p99 < GOAL_MS ? `p99 is under ${GOAL_MS} ms.` : `p99 is NOT under ${GOAL_MS} ms.`);

await Promise.all(
  processes.map(async (bot) => {
    const left = once(bot, 'exit');
    bot.disconnect();
    await left;
  }),
);
await server.close();
await discord.close();
process.exitCode = atOnce === Infinity && p99 >= GOAL_MS ? 1 : 0;
