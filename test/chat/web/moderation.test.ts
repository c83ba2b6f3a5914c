/** @file Moderating the web chat: whoever opens a page that only this machine reaches owns the place, otherwise nobody. */
import { afterEach, expect, it } from 'vitest';
import { type Browser, startTestChat, type TestChat } from './server.ts';

let chat: TestChat;
afterEach(async () => {
  expect(chat.errors).toEqual([]);
  await chat.close();
});

let count = 0;
async function ask(
  browser: Browser,
  command: string,
  subcommand: string,
  options: Record<string, string> = {},
): Promise<string> {
  const requestId = `r${(count += 1)}`;
  browser.send({ type: 'invoke', requestId, command, subcommand, options });
  await browser.next('answered', (event) => event.requestId === requestId);
  const { message } = await browser.next('message');
  return message.text;
}

it('on loopback everybody manages it, and finds members who are here by their names', async () => {
  chat = await startTestChat();
  const [owner, other] = [await chat.open(), await chat.open()];
  expect(await ask(owner, 'settings', 'words', { text: 'gun' })).toBe(
    'Rule 1: “gun” is ruled out in the prompt.',
  );
  other.send({ type: 'rename', requestId: 'name', name: 'Bob the builder' });
  await other.next('answered', (event) => event.requestId === 'name');
  expect(await ask(owner, 'moderate', 'block', { member: '@bob the builder' })).toBe(
    'Bob the builder may not register or draw here until you unblock.',
  );
  expect(await ask(owner, 'moderate', 'block', { member: '@nobody' })).toBe('"member" must be a member.');
  other.send({ type: 'invoke', requestId: 'draw', command: 'imagine', options: { prompt: 'S*' } });
  const { message } = await other.next('message', (event) => event.message.text.includes('blocked'));
  expect(message.text).toBe('The moderators of this community have blocked you from drawing here.');
});

it('where others reach it, nobody does', async () => {
  chat = await startTestChat({ host: '0.0.0.0' });
  const visitor = await chat.open();
  expect(await ask(visitor, 'settings', 'show')).toBe(
    'Only those who manage this community may do that: ask one of them.',
  );
  expect(await ask(visitor, 'moderate', 'list')).toBe(
    'Only the moderators of this community may do that: ask one of them.',
  );
});
