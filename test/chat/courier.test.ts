/** @file The courier: whatever happens on the way, the answer stands in the channel once. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../src/identity/id.ts';
import {
  attachment,
  type ChatBench,
  chatBench,
  type ChatBenchOptions,
  textMakerAfter,
} from '../helpers/chat-bench.ts';
import { message } from '../../src/chat/message.ts';
import { UndeliverableError } from '../../src/chat/platform.ts';
import { gateway } from '../helpers/gateway.ts';
import { textOf, withPictures } from '../helpers/posted-pictures.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

const WAIT = { timeout: 60_000 };

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

async function ready(options: ChatBenchOptions = {}): Promise<ChatBench> {
  const bench = chatBench(server, options);
  await bench.bot.ready();
  return bench;
}

test('a platform that fails a few times is tried again until the picture stands there, once', async () => {
  let failures = 0;
  const bench = await ready({
    platformOptions: {
      before(call, message) {
        if (call !== 'edit' || message?.pictures.length === 0 || failures >= 2) return;
        failures += 1;
        throw new Error('503 from the platform');
      },
    },
  });
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  await bench.until((all) => withPictures(all).length === 1);
  expect(failures).toBe(2);
  expect(bench.errors.map(String)).toEqual(Array(2).fill('Error: 503 from the platform'));
  await bench.close();
  expect(await bench.platform.everPosted('general')).toHaveLength(2);
});

test('a slip on the way does not make the bot look at the request at every beat', async () => {
  let slips = 0;
  const bench = await ready({
    platformOptions: {
      before(call, message) {
        if (call !== 'edit' || slips > 0 || message?.progress === undefined) return;
        slips += 1;
        throw new Error('503 from the platform');
      },
    },
  });
  let open: () => void = () => undefined;
  const opened = new Promise<void>((done) => (open = done));
  bench.work({ maker: textMakerAfter(opened) });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const { requests } = bench.bot.services;
  const looks = vi.spyOn(requests, 'isMine');
  await vi.waitFor(() => {
    expect(slips).toBe(1);
  }, WAIT);
  looks.mockClear();
  await vi.waitFor(() => {
    expect(looks).toHaveBeenCalled();
  }, WAIT);
  const beats = vi.spyOn(requests, 'beat');
  await vi.waitFor(() => {
    expect(beats.mock.calls.length).toBeGreaterThan(8);
  }, WAIT);
  expect(looks.mock.calls.length).toBeLessThan(4);
  open();
  await bench.until((all) => withPictures(all).length === 1);
  await bench.close();
});

test('what was asked a moment ago is not lost because its job is not there yet', async () => {
  const bench = await ready();
  bench.work();
  await bench.register('ann', 7);
  const { courier, services } = bench.bot;
  const id = newId();
  const ownerId = 'recording:ann';
  const target = { platform: 'recording', community: 'test', channel: 'general', member: 'ann' };
  const wish = {
    kind: 'imagine',
    prompt: 'S*',
    negativePrompt: '',
    style: 'none',
    count: 1,
    seed: 5,
  } as const;
  const createdAt = new Date(Date.now() - 3600_000).toISOString();
  // As after a yes that took an hour: it goes into the outbox, and is looked at before its job is added.
  await services.requests.open({ version: 1, id, ownerId, target, locale: 'en', createdAt, wish });
  const look = () => courier.follow(id, () => Promise.resolve(undefined));
  await look();
  await look(); // after whatever the first one has led to
  const [identity] = await services.identities.list(ownerId);
  const people = [{ word: 'S*', identityId: identity?.id ?? 'none' }];
  await services.imagine.add(id, { version: 1, ownerId, people, settings: wish });
  const [posted] = withPictures(await bench.until((all) => withPictures(all).length === 1));
  expect(posted?.history.join()).not.toContain('lost');
  await bench.close();
});

test('a channel that is gone for good is given up instead of tried for ever', async () => {
  const bench = await ready({
    platformOptions: {
      before(_call, message) {
        if (message !== undefined && message.pictures.length > 0)
          throw new UndeliverableError('unknown channel');
      },
    },
  });
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  while ((await bench.bot.services.requests.pending('recording:ann')).length > 0) await delay(10);
  expect(bench.errors.map(String)).toEqual(['UndeliverableError: unknown channel']);
  await bench.close();
});

test('when the first answer cannot be shown, the picture is posted all the same', async () => {
  const bench = await ready();
  bench.work();
  await bench.register('ann', 7);
  const lost = () => Promise.reject(new Error('the interaction is gone'));
  await bench.bot.router.invoke({
    platform: 'recording',
    community: 'test',
    channel: 'general',
    author: { id: 'ann', displayName: 'Ann' },
    locale: 'en',
    command: 'imagine',
    options: { prompt: 'S*' },
    respond: lost,
  });
  await bench.until((all) => withPictures(all).length === 1);
  expect(bench.errors.map(String)).toEqual(['Error: the interaction is gone']);
  await bench.close();
});

test('when somebody removed the message that told the progress, the picture is posted as a new one', async () => {
  const gate = gateway();
  const bench = await ready();
  bench.work({ maker: textMakerAfter(gate.opened) });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const told = await bench.until((all) => all.some(({ text }) => text === '“S*”'));
  const message = told.find(({ text }) => text === '“S*”')?.id ?? '';
  await bench.platform.remove({ platform: 'recording', channel: 'general', message });
  gate.open();
  await bench.until((all) => withPictures(all).length === 1);
  await bench.close();
});

test('a slow platform is not asked for more edits than its pace allows, and still ends with the picture', async () => {
  const edits: number[] = [];
  const bench = await ready({
    platformOptions: {
      before(call) {
        if (call === 'edit') edits.push(Date.now());
      },
    },
  });
  bench.work();
  await bench.register('ann', 7);
  edits.length = 0;
  await bench.type('imagine', { prompt: 'S*', steps: 100 });
  const [posted] = withPictures(await bench.until((all) => withPictures(all).length === 1));
  const gaps = edits.slice(1, -1).map((at, i) => at - (edits[i] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(bench.platform.editIntervalMs - 2);
  expect(posted?.history.length).toBeLessThan(100);
  await bench.close();
});

test('of two bots over one Redis one answers, and when it is gone the other one does', async () => {
  const one = await ready();
  const second = await ready({ prefix: one.prefix, ring: one.ring });
  const worker = one.work();
  await one.register('ann', 7);
  for (let i = 0; i < 5; i += 1) await (i % 2 === 0 ? one : second).type('imagine', { prompt: `S* ${i}` });
  await one.until((all) => withPictures(all).length === 5);
  await worker.close();
  await one.type('imagine', { prompt: 'S* of the first bot' });
  await one.bot.close();
  second.work();
  const all = await second.until((messages) => withPictures(messages).length === 6);
  for (const { history } of withPictures(all)) {
    expect(history.filter((entry) => entry.includes('pictures'))).toHaveLength(1);
  }
  await second.close();
});

test('a bot that is ready is known to live: no other one takes what it follows', async () => {
  const beatMs = 60_000;
  const one = await ready({ beatMs });
  const second = await ready({ beatMs, prefix: one.prefix, ring: one.ring });
  const worker = one.work();
  await one.register('ann', 7);
  await worker.close();
  await one.type('imagine', { prompt: 'S*' });
  const [id = ''] = await one.bot.services.requests.pending('recording:ann');
  expect(await second.bot.services.requests.take(id)).toBe(false);
  await one.close();
  expect(await second.bot.services.requests.take(id)).toBe(true);
  await second.close();
});

test('a bot that was taken for dead while it posted leaves the answer to the one that took over', async () => {
  const beatMs = 60_000;
  const [posting, mayPost] = [gateway(), gateway()];
  const one = await ready({
    beatMs,
    platformOptions: {
      async before(_call, message) {
        if (message?.pictures.length !== 1) return;
        posting.open();
        await mayPost.opened;
      },
    },
  });
  const second = await ready({ beatMs, prefix: one.prefix, ring: one.ring });
  one.work();
  await one.register('ann', 7);
  await one.type('imagine', { prompt: 'S*' });
  await posting.opened;
  const [id = ''] = await one.bot.services.requests.pending('recording:ann');
  await one.bot.services.requests.leave(); // as when its heart stood still
  await second.bot.courier.follow(id, async (isAnswered) => {
    expect(isAnswered).toBe(false);
    mayPost.open();
    await one.until((all) => withPictures(all).length === 1);
    const card = message({ text: 'queued' });
    return second.platform.respondIn('general', 'ann')({ kind: 'message', message: card, key: id });
  });
  const [posted] = withPictures(await second.until((all) => withPictures(all).length === 1));
  expect(posted?.history.slice(-3)).toEqual(['edit 1 pictures', 'post queued', 'edit 1 pictures']);
  while ((await second.bot.services.requests.get(id))?.state !== 'posted') await delay(10);
  await one.close();
  await second.close();
  expect([...one.errors, ...second.errors]).toEqual([]);
});

test('a button that is pressed the moment its picture stands there works, and /verify knows the picture', async () => {
  const told: string[] = [];
  const bench = await ready({
    platformOptions: {
      // Before the bot has heard that it stands there.
      async after(_call, shown) {
        const [picture] = shown.pictures;
        if (picture === undefined || told.length > 0) return;
        told.push('pressed');
        told.push(textOf(await bench.press(shown, 'Vary')));
        const file = attachment(Buffer.from(picture.bytes).toString());
        told.push(textOf(await bench.type('verify', { picture: file })));
      },
    },
  });
  bench.work();
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S* as a chef' });
  await bench.until((all) => withPictures(all).length === 2);
  expect(told).toEqual([
    'pressed',
    '“S* as a chef”',
    expect.stringMatching(/^I drew this on .*: “S\* as a chef”$/),
  ]);
  await bench.close();
  expect(bench.errors).toEqual([]);
});

test('a picture that is finished while the bot is away is posted when it comes back', async () => {
  const bench = await ready();
  const worker = bench.work();
  await bench.register('ann', 7);
  await worker.close();
  await bench.type('imagine', { prompt: 'S*' });
  await bench.bot.close();
  const drawer = chatBench(server, { prefix: bench.prefix, ring: bench.ring, platforms: [] });
  drawer.work();
  while (drawer.reports.length === 0) await delay(10);
  expect(withPictures(await bench.platform.messages('general'))).toHaveLength(0);
  const later = await ready({ prefix: bench.prefix, ring: bench.ring });
  await later.until((all) => withPictures(all).length === 1);
  expect(await later.platform.everPosted('general')).toHaveLength(2);
  await drawer.close();
  await later.close();
});

test('with Redis killed in the middle the member is told at once, and everything goes on when it is back', async () => {
  const own = await startTestRedis();
  const bench = chatBench(own);
  await bench.bot.ready();
  const gate = gateway();
  bench.work({ maker: textMakerAfter(gate.opened) });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S* one' });
  await bench.type('imagine', { prompt: 'S* two' });
  await bench.until((all) => all.some(({ label = '' }) => label.includes('Drawing begins')));
  await own.crash();
  await expect.poll(() => bench.bot.check().catch(() => 'away'), WAIT).toBe('away');
  let sentence = '';
  const answered = bench.bot.router.invoke({
    platform: 'recording',
    community: 'test',
    channel: 'general',
    author: { id: 'ann', displayName: 'Ann' },
    locale: 'en',
    command: 'imagine',
    options: { prompt: 'S*' },
    respond(reply) {
      sentence = reply.kind === 'message' ? reply.message.text : '';
      return Promise.resolve(undefined);
    },
  });
  // A timer of the same process: a machine that is busy delays both.
  await Promise.race([answered, delay(500)]);
  expect(sentence).toMatch(/cannot reach my picture queue right now/);
  await answered;
  await own.restart();
  gate.open();
  const all = await bench.until((messages) => withPictures(messages).length === 2);
  for (const { history } of withPictures(all)) {
    expect(history.filter((entry) => entry.includes('pictures'))).toHaveLength(1);
  }
  await bench.type('imagine', { prompt: 'S* three' });
  await bench.until((messages) => withPictures(messages).length === 3);
  await bench.close();
  await own.close();
});

/** Something to wait for until it is opened. */
