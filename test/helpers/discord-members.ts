/** @file Members on a fake Discord, for the tests that import this: a bot of its own for each test, and what they do there. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openDiscordPlatform } from '../../src/chat/discord/adapter.ts';
import { fitForDiscord } from '../../src/main/fit-pictures.ts';
import { type AdapterBench, adapterBench } from './adapter-bench.ts';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import type { FakeInteraction, Sent } from './fake-discord-interactions.ts';
import { buttonsOf, type FakeMessage } from './fake-discord-messages.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

export let server: TestRedis;
export let discord: FakeDiscord;
export let bench: AdapterBench;
/** How far the adapter's clock is ahead. */
export const clock = { aheadMs: 0 };
/** What a test file may set before its tests begin. */
export const setUp = { patienceMs: 2000 };
export const NOTE = 'These are the words of consent.';
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  clock.aheadMs = 0;
  discord = await startFakeDiscord();
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    fileOrigins: [discord.origin],
    now: () => Date.now() + clock.aheadMs,
    notes: { 'identity register': NOTE },
    patienceMs: setUp.patienceMs,
    fit: fitForDiscord,
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
  discord.interactions.ackWithinMs = 30_000;
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench.close();
  await discord.close();
});

export const value = (name: string, given: string | number | boolean, type = 3) => ({
  name,
  type,
  value: given,
});
export const sub = (name: string, ...options: object[]) => [{ name, type: 1, options }];
/** As Discord resolves them where an option names them. */
export const people = {
  users: {
    20: { id: '20', username: 'bob', global_name: 'Bob' },
    9: { id: '9', username: 'ann', global_name: 'Ann' },
  },
};
/** A text field of a form that comes back filled in. */
export const filled = (name: string, text: string) => ({
  type: 18,
  component: { type: 4, custom_id: name, value: text },
});
export const message = (fits: (one: FakeMessage) => boolean): Promise<FakeMessage> =>
  discord.until(() => discord.messages().find(fits));
export const saying = (text: string, channel?: string): Promise<FakeMessage> =>
  message((one) => one.content.includes(text) && (channel === undefined || one.channel === channel));
export const button = (one: FakeMessage, label: string): string =>
  buttonsOf(one).find((each) => each.label === label)?.customId ?? `no button ${label}`;
const PREVIEW = 'The picture while it is being drawn';
/** Messages with finished pictures, once there are so many. */
export const drawn = (count = 1): Promise<readonly FakeMessage[]> =>
  discord.until(() => {
    const found = discord.messages().filter(({ files }) => files.some(({ alt }) => alt !== PREVIEW));
    return found.length === count && found;
  });
/** The only message with finished pictures. */
export async function drawnOne(): Promise<FakeMessage> {
  const [one] = await drawn();
  return one ?? expect.fail('no picture');
}

/** A file with these bytes on Discord's CDN, as it resolves the option that names it "77". */
export function photoOf(bytes: string) {
  discord.cdn.set('/cdn/me.png', { type: 'image/png', bytes: Buffer.from(bytes) });
  const url = `${discord.origin}/cdn/me.png`;
  const file = { id: '77', filename: 'me.png', size: bytes.length, url, content_type: 'image/png' };
  return { attachments: { 77: file } };
}

/** Sends a photo of face 7 with a yes. */
export function sendPhoto(sent: Sent, more: readonly object[] = [], name = 'ada'): FakeInteraction {
  const options = [value('photo', '77', 11), value('name', name), value('consent', true, 5), ...more];
  const resolved = { ...people, ...photoOf('face 7') };
  return discord.interactions.slash('identity', sub('register', ...options), resolved, sent);
}

/** Has face 7 registered. */
export async function register(sent: Sent = {}, name = 'ada'): Promise<FakeMessage> {
  sendPhoto(sent, [], name);
  return saying(`registered as "${name}"`);
}
