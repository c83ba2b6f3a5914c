/** @file Redis away: the member gets a sentence at once; Redis back: the chat goes on by itself. */
import { afterEach, expect, it } from 'vitest';
import { startTestChat, type TestChat } from './server.ts';

let chat: TestChat;
afterEach(async () => chat.close());

it('says so at once while Redis is away, and goes on with everything when it is back', async () => {
  chat = await startTestChat();
  const browser = await chat.open();
  browser.send({ type: 'say', requestId: 'a', text: 'before' });
  await browser.next('answered');
  const pid = chat.redis.child.pid();
  if (pid === undefined) throw new Error('no Redis');

  process.kill(pid, 'SIGSTOP');
  try {
    browser.send({ type: 'say', requestId: 'b', text: 'lost' });
    const { sentence } = await browser.next('refused', ({ requestId }) => requestId === 'b');
    expect(sentence).toMatch(/cannot reach my store/);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
  await chat.redis.crash();
  await browser.next('welcome', ({ storeReachable }) => !storeReachable);
  browser.send({ type: 'invoke', requestId: 'c', command: 'queue', options: {} });
  const { message } = await browser.next('message', (event) => event.message.ephemeral);
  expect(message.text).toMatch(/^I cannot reach my picture queue/);

  await chat.redis.restart();
  await browser.next(
    'welcome',
    ({ storeReachable, messages }) => storeReachable && messages.some(({ text }) => text === 'before'),
  );
  browser.send({ type: 'say', requestId: 'd', text: 'after' });
  await browser.next('answered', ({ requestId }) => requestId === 'd');
}, 60_000);
