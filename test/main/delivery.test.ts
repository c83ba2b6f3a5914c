/** @file Nothing is lost and nothing comes twice, with real processes that are really killed. */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { newId } from '../../src/identity/id.ts';
import { formatKeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { createIdentityStore } from '../../src/identity/store.ts';
import {
  createRecordingPlatform,
  type Recorded,
  type RecordingPlatform,
} from '../helpers/recording-platform.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';
import { identityRecord } from '../identity/records.ts';

const ring = withNewKey(undefined, 'k1');
const children = new Set<ChildProcess>();
let bundle: string;
let server: TestRedis;
let prefix: string;
let platform: RecordingPlatform;

beforeAll(async () => {
  bundle = await writeTinyBundle(await mkdtemp(join(tmpdir(), 'tiny-')));
});
afterAll(async () => rm(bundle, { recursive: true, force: true }));
beforeEach(async () => {
  server = await startTestRedis();
  prefix = `{${newId()}}`;
  const redis = server.client();
  platform = createRecordingPlatform({ redis, prefix });
  const record = identityRecord('recording:ann', { bundle: 'tiny', words: 2, width: 32 });
  const words = [1, 2].map((word) =>
    Float32Array.from({ length: 32 }, (_, i) => Math.sin(word * 5 + i) / 20),
  );
  await createIdentityStore({ redis, ring, prefix }).create(record, 'ann', words);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await server.close();
});

interface Process {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

async function start(
  part: 'bot' | 'worker',
  environment: Readonly<Record<string, string>> = {},
  until: 'started' | 'ready' = 'ready',
): Promise<Process> {
  const child = fork(join(import.meta.dirname, `../helpers/delivery-${part}.ts`), {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      REDIS_URL: server.url,
      KEY_RING: formatKeyRing(ring),
      PREFIX: prefix,
      BUNDLE: bundle,
      ...environment,
    },
  });
  children.add(child);
  const said: string[] = [];
  child.on('message', (message) => {
    if (typeof message === 'string') said.push(message);
  });
  const ended = new Promise<number | NodeJS.Signals | null>((done) => {
    child.once('exit', (code, signal) => {
      done(signal ?? code);
    });
  });
  while (!said.includes(until)) await delay(10);
  return {
    child,
    said,
    ended,
  };
}

/** How many pictures a worker has reported, once it has reported that many at least. */
async function drawn({ said }: Process, atLeast: number): Promise<number> {
  const reports = (): number => said.filter((text) => text === 'imagine done').length;
  while (reports() < atLeast) await delay(10);
  return reports();
}

const imagine = ({ child }: Process, prompt: string, steps = 4): void => {
  child.send({ command: 'imagine', options: { prompt, steps: String(steps), seed: '7' } });
};

async function until(so: (messages: readonly Recorded[]) => boolean): Promise<readonly Recorded[]> {
  for (;;) {
    const messages = await platform.messages('general');
    if (so(messages)) return messages;
    await delay(10);
  }
}

const withPictures = (messages: readonly Recorded[]): readonly Recorded[] =>
  messages.filter(({ pictures }) => pictures.length > 0);
const timesShown = ({ history }: Recorded): number =>
  history.filter((entry) => entry.endsWith('pictures')).length;

test('a worker killed in the middle of a picture: another one draws the same picture, and it is posted once', async () => {
  const bot = await start('bot');
  const first = await start('worker', { SIGNAL: 'SIGKILL', AT_PICTURE: '2' });
  imagine(bot, 'S* as a chef', 20);
  const [undisturbed] = withPictures(await until((all) => withPictures(all).length === 1));
  imagine(bot, 'S* as a chef', 20);
  expect(await first.ended).toBe('SIGKILL');
  expect(await drawn(first, 1)).toBe(1);
  const second = await start('worker');
  const pictures = withPictures(await until((all) => withPictures(all).length === 2));
  expect(pictures[1]?.pictures).toEqual(undisturbed?.pictures);
  expect(pictures.map(timesShown)).toEqual([1, 1]);
  expect(await drawn(second, 1)).toBe(1);
  expect(await platform.everPosted('general')).toHaveLength(2);
}, 300_000);

test.each(['before-posted', 'after-posted'] as const)(
  'a bot killed %s: the next bot leaves one message with the picture in the channel',
  async (when) => {
    const bot = await start('bot', { DIE: when });
    await start('worker');
    imagine(bot, 'S* as a chef');
    expect(await bot.ended).toBe('SIGKILL');
    expect(withPictures(await platform.messages('general'))).toHaveLength(when === 'after-posted' ? 1 : 0);
    const next = await start('bot');
    const posted = async (): Promise<boolean> =>
      (await server.client().zcard(`${prefix}:outbox:recording`)) === 0;
    while (!(await posted())) await delay(20);
    expect(withPictures(await platform.messages('general'))).toHaveLength(1);
    expect(await platform.everPosted('general')).toHaveLength(1);
    imagine(next, 'S* as a chef');
    await until((all) => withPictures(all).length === 2);
  },
  300_000,
);

test('Redis killed and restarted: the member is told at once, queued jobs and identities are there, each picture is posted once', async () => {
  const bot = await start('bot');
  for (const hat of ['red', 'blue', 'ugly']) imagine(bot, `S* wearing a ${hat} hat`, 20);
  await until((all) => all.length === 3);
  await server.crash();
  imagine(bot, 'S* as a chef');
  while (!bot.said.some((text) => text.includes('cannot reach my picture queue'))) await delay(5);
  await server.restart();
  await start('worker');
  const pictures = withPictures(await until((all) => withPictures(all).length === 3));
  expect(pictures.map(timesShown)).toEqual([1, 1, 1]);
  imagine(bot, 'S* as a chef');
  await until((all) => withPictures(all).length === 4);
}, 300_000);

test('a worker told to stop finishes the picture in hand and leaves the next one to another worker', async () => {
  const bot = await start('bot');
  imagine(bot, 'S* as a chef', 20);
  imagine(bot, 'S* wearing a red hat', 10);
  await until((all) => all.length === 2);
  const first = await start('worker', { SIGNAL: 'SIGTERM' });
  expect(await first.ended).toBe(0);
  expect(await drawn(first, 1)).toBe(1);
  await until((all) => withPictures(all).length === 1);
  const second = await start('worker');
  await until((all) => withPictures(all).length === 2);
  expect(await drawn(second, 1)).toBe(1);
}, 300_000);

test('a bot that starts while Redis is away answers at once and works when Redis is there', async () => {
  const { path } = server.child;
  const bot = await start('bot', { REDIS_URL: `unix://${path}.not-yet` }, 'started');
  imagine(bot, 'S* as a chef');
  while (!bot.said.some((text) => text.includes('cannot reach my picture queue'))) await delay(5);
  const { symlink } = await import('node:fs/promises');
  await symlink(path, `${path}.not-yet`);
  await start('worker');
  let answer = 'cannot reach';
  while (answer.includes('cannot reach')) {
    const answered = bot.said.length;
    imagine(bot, 'S* as a chef');
    while (bot.said.length === answered) await delay(10);
    answer = bot.said[answered] ?? '';
  }
  await until((all) => withPictures(all).length >= 1);
}, 300_000);
