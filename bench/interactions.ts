/**
 * @file How soon Discord hears of an interaction: 500 a second arrive at one bot, as a process of its own over a real
 * Redis and a real gateway connection, from a fake Discord in this process. Measured from the gateway's frame to the
 * acknowledgement, over what a busy community does: completion, lists, help, queue, and pictures that wait for a worker.
 * What the bot itself spends of a processor on each is told as well (on Linux), which a busy machine does not change.
 * Usage: interactions.ts [a second] [seconds]
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '../src/identity/id.ts';
import { formatKeyRing, withNewKey } from '../src/identity/key-ring.ts';
import { createIdentityStore } from '../src/identity/store.ts';
import { type FakeDiscord, startFakeDiscord } from '../test/helpers/fake-discord.ts';
import type { FakeInteraction } from '../test/helpers/fake-discord-interactions.ts';
import { startTestRedis } from '../test/helpers/redis-server.ts';
import { identityRecord } from '../test/identity/records.ts';

const [aSecond = 500, seconds = 10] = process.argv.slice(2).map(Number);
/** So many that none of them is slowed for asking too much. */
const MEMBERS = 2000;
/** The first of them are registered, and have pictures drawn. */
const REGISTERED = 200;
const WARM_UP = 200;
const TICK_MS = 10;
const GOAL_MS = 500;

type Kind = readonly [
  name: string,
  share: number,
  send: (discord: FakeDiscord, n: number) => FakeInteraction,
];

const memberOf = (n: number, among = MEMBERS): string => String(1000 + (n % among));
/** So many that none is taken for a flood. */
const COMMUNITIES = 40;
const guildOf = (n: number): string => String(5 + (n % COMMUNITIES));
const slash = (discord: FakeDiscord, n: number, name: string, options: readonly unknown[] = []) =>
  discord.interactions.slash(
    name,
    options,
    {},
    { member: memberOf(n), channel: String(700 + (n % 50)), guild: guildOf(n) },
  );
const typed = { name: 'prompt', type: 3, value: 'S*', focused: true };

const KINDS: readonly Kind[] = [
  [
    'completion',
    30,
    (discord, n) =>
      discord.interactions.typing('imagine', [typed], { member: memberOf(n), guild: guildOf(n) }),
  ],
  ['/identity list', 30, (discord, n) => slash(discord, n, 'identity', [{ name: 'list', type: 1 }])],
  ['/help', 20, (discord, n) => slash(discord, n, 'help')],
  ['/queue', 15, (discord, n) => slash(discord, n, 'queue')],
  [
    '/imagine',
    5,
    (discord, n) =>
      discord.interactions.slash(
        'imagine',
        [{ name: 'prompt', type: 3, value: `S* number ${n}` }],
        {},
        {
          member: memberOf(n, REGISTERED),
          channel: String(700 + (n % 50)),
          guild: guildOf(n),
        },
      ),
  ],
];
const SHARES = KINDS.flatMap((kind) => Array<Kind>(kind[1]).fill(kind));
/** Mixed, so that every tenth of a second holds something of all. */
const turn = (n: number): Kind | undefined => SHARES[(n * 37) % SHARES.length];

const quantile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;

function report(name: string, sent: readonly FakeInteraction[]): number {
  const times = sent.flatMap(({ sentAt, ackedAt }) => (ackedAt === undefined ? [] : [ackedAt - sentAt]));
  times.sort((a, b) => a - b);
  const cells = [0.5, 0.95, 0.99, 1].map((part) => quantile(times, part).toFixed(0).padStart(7));
  const missed = sent.length - times.length;
  console.log(
    `${name.padEnd(18)}${String(sent.length).padStart(6)}${cells.join('')}${String(missed).padStart(8)}`,
  );
  return missed > 0 ? Infinity : quantile(times, 0.99);
}

/** Milliseconds of processor time that a process has used; Linux counts in hundredths of a second. */
function processorMsOf(pid = 0): number {
  const path = `/proc/${pid}/stat`;
  if (!existsSync(path)) return Number.NaN;
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

const discord = await startFakeDiscord();
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
const bot = fork(join(import.meta.dirname, '../test/helpers/adapter-bot.ts'), {
  execArgv: ['--import', 'tsx'],
  env: {
    ...process.env,
    REDIS_URL: server.url,
    KEY_RING: formatKeyRing(ring),
    PREFIX: prefix,
    PLATFORM: 'discord',
    API: discord.api,
  },
});
await once(bot, 'message');

// A cold bot may take its time; what is measured has Discord's three seconds.
const { ackWithinMs } = discord.interactions;
discord.interactions.ackWithinMs = 60_000;
for (let n = 0; n < WARM_UP; n += 1) turn(n)?.[2](discord, n);
await discord.until(() => discord.interactions.all.every(({ ackedAt }) => ackedAt !== undefined));
discord.interactions.ackWithinMs = ackWithinMs;

const sent = new Map<string, FakeInteraction[]>(KINDS.map(([name]) => [name, []]));
const busyBefore = processorMsOf(bot.pid);
const startedAt = performance.now();
const total = aSecond * seconds;
let made = 0;
while (made < total) {
  const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * aSecond));
  for (; made < due; made += 1) {
    const kind = turn(made);
    if (kind !== undefined) sent.get(kind[0])?.push(kind[2](discord, WARM_UP + made));
  }
  await delay(TICK_MS);
}
const sentInMs = performance.now() - startedAt;
// Who has not acknowledged within Discord's three seconds never may.
await delay(ackWithinMs);

console.log(
  `${total} interactions in ${(sentInMs / 1000).toFixed(1)} s; milliseconds to the acknowledgement`,
);
console.log(`${''.padEnd(18)}${'sent'.padStart(6)}    p50    p95    p99    max  missed`);
for (const [name, some] of sent) report(name, some);
const p99 = report('all', [...sent.values()].flat());
const each = (processorMsOf(bot.pid) - busyBefore) / total;
console.log(`${each.toFixed(2)} ms of one processor for each: ${(1000 / each).toFixed(0)} a second at most.`);
console.log(p99 < GOAL_MS ? `p99 is under ${GOAL_MS} ms.` : `p99 is NOT under ${GOAL_MS} ms.`);

const left = once(bot, 'exit');
bot.kill('SIGKILL');
await left;
await server.close();
await discord.close();
process.exitCode = p99 < GOAL_MS ? 0 : 1;
