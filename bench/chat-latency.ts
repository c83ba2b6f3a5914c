/**
 * @file What the chat adds to a picture: command to posted less model time, and adding and listing with 1,000 jobs in
 * the queue. Real Redis, real queue, the web chat's channel, a worker process; only the drawing is a fixed wait. On a
 * busy machine the processor time of this process (bot and channel) says what a quiet one would do.
 * Usage: chat-latency.ts [pictures]
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Platform } from '../src/chat/platform.ts';
import type { Reply } from '../src/chat/message.ts';
import { createWebAdapter } from '../src/chat/web/adapter.ts';
import { consentReceipt } from '../src/identity/consent.ts';
import { newId } from '../src/identity/id.ts';
import { formatKeyRing, parseKeyRing, withNewKey } from '../src/identity/key-ring.ts';
import { encodePng } from '../src/image/encode-png.ts';
import { type BotParts, createBotParts } from '../src/main/bot-parts.ts';
import { startRedisChild } from '../src/main/redis-child.ts';
import { createWorkerParts } from '../src/main/worker-parts.ts';
import { ENGLISH } from '../src/say.ts';
import { quantile } from './statistics.ts';

const SIDE = 128;
const STEPS = 10;
const STEP_MS = 10;
const QUEUED = 1000;
const QUIET = { host: '127.0.0.1', port: 0, onError: () => undefined };

const row = (name: string, values: readonly number[]): void => {
  const cells = [0.5, 0.95, 1].map((part) => quantile(values, part).toFixed(1).padStart(9));
  console.log(`${name.padEnd(52)}${cells.join('')}`);
};

/** Milliseconds of processor time that this process has used. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The worker process: waits as a model would, makes a real PNG, and says how long the model took. */
function runWorker(redisUrl: string, ring: string): void {
  createWorkerParts({
    redisUrl,
    ring: parseKeyRing(ring),
    encoder: { bundle: 'bench', encode: () => Promise.reject(new Error('not in this bench')) },
    maker: {
      bundle: 'bench',
      async draw({ prompt, seed }, { onStep }) {
        const startedAt = performance.now();
        for (let step = 1; step <= STEPS; step += 1) {
          await delay(STEP_MS);
          onStep(step, STEPS);
        }
        const modelMs = performance.now() - startedAt;
        const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * seed) % 251);
        const bytes = await encodePng({ width: SIDE, height: SIDE, data });
        process.send?.({ prompt, modelMs });
        return { pictures: [{ bytes, contentType: 'image/png', width: SIDE, height: SIDE, seed }], modelMs };
      },
    },
    onReport: () => undefined,
    onError: console.error,
  });
}

async function measurePictures(
  bot: BotParts,
  worker: ChildProcess,
  platform: Platform,
  count: number,
): Promise<void> {
  const modelMs = new Map<string, number>();
  worker.on('message', (message) => {
    const told = z.object({ prompt: z.string(), modelMs: z.number() }).parse(message);
    modelMs.set(told.prompt, told.modelMs);
  });
  const answered: number[] = [];
  const added: number[] = [];
  const used: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const prompt = `S* number ${i}`;
    const startedAt = performance.now();
    const usedBefore = cpu();
    const posted = untilPosted(prompt);
    await invoke(bot, platform, 'imagine', { prompt });
    answered.push(performance.now() - startedAt);
    const total = (await posted) - startedAt;
    while (!modelMs.has(prompt)) await delay(1);
    used.push(cpu() - usedBefore);
    if (i >= 5) added.push(total - (modelMs.get(prompt) ?? 0));
  }
  row('/imagine to its answer', answered.slice(5));
  row('/imagine to the posted picture, less model time', added);
  row('  processor time of the bot for it', used.slice(5));
}

const watchers = new Map<string, (at: number) => void>();
const untilPosted = (prompt: string): Promise<number> => new Promise((done) => watchers.set(prompt, done));

/** The platform with a look at what is posted. */
const watched = (platform: Platform): Platform => ({
  ...platform,
  async edit(ref, message) {
    const stands = await platform.edit(ref, message);
    if (message.pictures.length > 0)
      watchers.get(/“(.*)”/.exec(message.text)?.[1] ?? '')?.(performance.now());
    return stands;
  },
});

async function invoke(
  bot: BotParts,
  platform: Platform,
  command: string,
  options: Record<string, string>,
): Promise<Reply | undefined> {
  let reply: Reply | undefined;
  const origin = { platform: platform.name, community: 'bench', channel: 'studio', locale: 'en' };
  await bot.router.invoke({
    ...origin,
    author: { id: 'ann', displayName: 'Ann' },
    command,
    options,
    respond(given) {
      reply = given;
      if (given.kind !== 'message') return Promise.resolve(undefined);
      return platform.post({ ...origin, member: 'ann' }, given.message, given.key ?? newId());
    },
  });
  if (reply?.kind === 'message' && reply.message.ephemeral && command === 'imagine') {
    throw new Error(`refused: ${reply.message.text}`);
  }
  return reply;
}

async function measureQueue(bot: BotParts, platform: Platform, identityId: string): Promise<void> {
  const { imagine } = bot.services;
  const adding: number[] = [];
  const listing: number[] = [];
  const asking: number[] = [];
  const typing: number[] = [];
  const listingCpu: number[] = [];
  const time = async (values: number[], run: () => Promise<unknown>): Promise<void> => {
    const startedAt = performance.now();
    await run();
    values.push(performance.now() - startedAt);
  };
  for (let i = 0; i < QUEUED; i += 1) {
    const settings = { prompt: 'S*', negativePrompt: '', count: 1, seed: i };
    const job = { version: 1 as const, ownerId: 'web:ann', people: [{ word: 'S*', identityId }], settings };
    await time(adding, () => imagine.add(newId(), job));
  }
  for (let i = 0; i < 200; i += 1) {
    const usedBefore = cpu();
    await time(listing, () => imagine.state());
    listingCpu.push(cpu() - usedBefore);
    await time(asking, () => invoke(bot, platform, 'queue', {}));
    await time(typing, () => invoke(bot, platform, 'imagine', { prompt: 'S*' }));
  }
  row(`adding a job, up to ${QUEUED} waiting`, adding);
  row(`listing with ${QUEUED} waiting: places and times of all`, listing);
  row('  processor time of the bot for it', listingCpu);
  row(`/queue with ${QUEUED} waiting`, asking);
  row(`/imagine with ${QUEUED} waiting, to its answer`, typing);
}

async function main(pictures: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chat-latency-'));
  const redis = await startRedisChild({ folder });
  const redisUrl = `unix://${redis.path}`;
  const ring = withNewKey(undefined, 'bench');
  const web = createWebAdapter({ ...QUIET, redisUrl, ring });
  const platform = watched(web.platform);
  const bot = createBotParts({
    redisUrl,
    ring,
    platforms: [platform],
    rate: { requests: 1e6, seconds: 1 },
    limits: { maxPending: 1e6 },
    onError: console.error,
  });
  await bot.ready();
  const worker = fork(fileURLToPath(import.meta.url), ['worker', redisUrl, formatKeyRing(ring)], {
    execArgv: process.execArgv,
  });
  const identityId = newId();
  const now = new Date();
  await bot.services.identities.create(
    {
      version: 1,
      id: identityId,
      ownerId: 'web:ann',
      bundle: 'bench',
      words: 1,
      width: 8,
      createdAt: now.toISOString(),
      expiresAt: new Date(now.getTime() + 3_600_000).toISOString(),
      consent: consentReceipt('web:ann', now, { termDays: 1, language: ENGLISH }),
    },
    'ann',
    [new Float32Array(8)],
  );
  console.log(`${'milliseconds'.padEnd(52)}${'median'.padStart(9)}${'p95'.padStart(9)}${'max'.padStart(9)}`);
  await measurePictures(bot, worker, platform, pictures);
  worker.kill('SIGKILL');
  await measureQueue(bot, platform, identityId);
  await bot.close();
  await web.close();
  await redis.stop();
  await rm(folder, { recursive: true, force: true });
}

const [role, redisUrl = '', ring = ''] = process.argv.slice(2);
if (role === 'worker') runWorker(redisUrl, ring);
else {
  await main(Number(role ?? 100));
  process.exit(0);
}
