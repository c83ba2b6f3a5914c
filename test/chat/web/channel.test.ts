/** @file The channel on a real Redis: one message a key, private ones apart, pictures by unguessable address. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { message, type MessageParts } from '../../../src/chat/message.ts';
import type { ReplyTarget } from '../../../src/chat/platform.ts';
import { startTestChat, type TestChat } from './server.ts';

let chat: TestChat;
beforeAll(async () => {
  chat = await startTestChat();
});
afterAll(async () => chat.close());

const target = (member: string): ReplyTarget => ({
  platform: 'web',
  community: '',
  channel: 'studio',
  member,
});
const picture = (byte: number) =>
  ({
    bytes: Uint8Array.of(byte, 2, 3),
    contentType: 'image/png',
    altText: 'a chef',
    fileName: 'chef.png',
  }) as const;
const post = (member: string, key: string, parts: MessageParts<string>) =>
  chat.web.platform.post(target(member), message(parts), key);
const memberOf = (cookie: string): string => /=([a-z0-9]+)\./.exec(cookie)?.[1] ?? '';

it('shows one message for a key, however often it is posted', async () => {
  const refs = await Promise.all([1, 2, 3].map(() => post('ada', 'key-1', { text: 'once' })));
  expect(new Set(refs.map(({ message: id }) => id)).size).toBe(1);
  const { messages } = await pageOf('bo');
  expect(messages.filter(({ text }) => text === 'once')).toHaveLength(1);
});

it('edits in place, and says when there is nothing to edit', async () => {
  const ref = await post('ada', 'key-2', { text: 'before' });
  expect(await chat.web.platform.edit(ref, message({ text: 'after' }))).toBe(true);
  expect((await pageOf('bo')).messages.at(-1)).toMatchObject({ text: 'after', version: 2 });
  await chat.web.platform.remove(ref);
  expect(await chat.web.platform.edit(ref, message({ text: 'again' }))).toBe(false);
  await chat.web.platform.remove(ref);
});

it('shows an ephemeral message to its member alone, on every path', async () => {
  const [ada, bo] = await Promise.all([chat.open(), chat.open()]);
  const ref = await post(memberOf(ada.cookie), 'key-3', {
    text: 'secret',
    ephemeral: true,
    pictures: [picture(7)],
  });
  const { message: seen } = await ada.next('message', (event) => event.message.text === 'secret');
  const url = seen.pictures[0]?.url ?? '';
  const fetchAs = (cookie: string) => fetch(chat.address + url, { headers: { cookie } });
  expect((await fetchAs(ada.cookie)).status).toBe(200);
  expect((await fetchAs(bo.cookie)).status).toBe(404);
  expect((await fetchAs('')).status).toBe(404);
  await post('ada', 'key-4', { text: 'public' });
  await bo.next('message', (event) => event.message.text === 'public');
  expect(JSON.stringify(bo.events)).not.toContain('secret');
  expect((await pageOf(memberOf(bo.cookie))).messages.some(({ text }) => text === 'secret')).toBe(false);
  // Not even by an edit that forgets that it was private.
  expect(await chat.web.platform.edit(ref, message({ text: 'secret again' }))).toBe(false);
});

it('serves pictures with their type to whoever has the address, and none that nobody posted', async () => {
  await post('ada', 'key-5', { text: '', pictures: [picture(9)] });
  const { messages } = await pageOf('bo');
  const response = await fetch(chat.address + (messages.at(-1)?.pictures[0]?.url ?? ''));
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(new Uint8Array(await response.arrayBuffer())).toEqual(Uint8Array.of(9, 2, 3));
  expect((await fetch(`${chat.address}/pictures/abcdefghijklmnopqrst`)).status).toBe(404);
});

it('lets go of the pictures of a message that is taken away', async () => {
  const ref = await post('ada', 'key-6', { text: '', pictures: [picture(5)] });
  const url = chat.address + ((await pageOf('bo')).messages.at(-1)?.pictures[0]?.url ?? '');
  expect((await fetch(url)).status).toBe(200);
  await chat.web.platform.remove(ref);
  expect((await fetch(url)).status).toBe(404);
});

it('keeps for ever nothing that one member alone sees, or is called', async () => {
  const browser = await chat.open();
  const member = memberOf(browser.cookie);
  const redis = chat.redis.client();
  const before = new Set(await redis.keys('*'));
  await post(member, 'key-7', { text: 'for you', ephemeral: true, pictures: [picture(3)] });
  browser.send({ type: 'rename', requestId: 'r1', name: 'Ada' });
  await browser.next('renamed');
  const after = (await redis.keys('*')).filter((key) => !before.has(key) && !key.includes(':counter'));
  // The message, its list, its key, its picture, the name.
  expect(after).toHaveLength(5);
  const terms = await Promise.all(after.map((key) => redis.pttl(key)));
  expect(terms.filter((ms) => ms <= 0)).toEqual([]);
});

it('gives the latest fifty messages, and the ones before them on request', async () => {
  for (let i = 0; i < 60; i += 1) await post('ada', `many-${i}`, { text: `many ${i}` });
  const browser = await chat.open();
  const welcome = browser.events.find(({ type }) => type === 'welcome');
  if (welcome?.type !== 'welcome') throw new Error('no welcome');
  expect(welcome).toMatchObject({ more: true, storeReachable: true });
  expect(welcome.messages).toHaveLength(50);
  expect(welcome.messages.at(-1)?.text).toBe('many 59');
  browser.send({ type: 'earlier', before: welcome.messages[0]?.order ?? 0 });
  const earlier = await browser.next('earlier');
  expect(earlier.messages.at(-1)?.text).toBe('many 9');
});

async function pageOf(member: string) {
  const browser = await chat.open();
  const welcome = browser.events.find(({ type }) => type === 'welcome');
  browser.socket.close();
  if (welcome?.type !== 'welcome') throw new Error('no welcome');
  return { messages: welcome.messages, member };
}
