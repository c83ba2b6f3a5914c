/** @file Redis away: the member gets a sentence at once; Redis back: the chat goes on by itself. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Browser, startTestChat, type TestChat } from './server.ts';

let chat: TestChat;
beforeEach(async () => {
  chat = await startTestChat();
});
afterEach(async () => chat.close());

/** Hangs, as one does that swaps or whose disk is slow: no connection is lost, nothing is answered. */
async function whileRedisHangs(work: () => Promise<void>): Promise<void> {
  const pid = chat.redis.child.pid();
  if (pid === undefined) throw new Error('no Redis');
  process.kill(pid, 'SIGSTOP');
  try {
    await work();
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

/** As a person does who was asked to try again: also a busy machine may be too slow for a request. */
async function untilSaid(browser: Browser, text: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    const requestId = `${text}${attempt}`;
    browser.send({ type: 'say', requestId, text });
    const answer = await Promise.race([
      browser.next('answered', (one) => one.requestId === requestId),
      browser.next('refused', (one) => one.requestId === requestId),
    ]);
    if (answer.type === 'answered') return;
  }
}

it('says so at once while Redis is away, and goes on with everything when it is back', async () => {
  const browser = await chat.open();
  await untilSaid(browser, 'before');
  await whileRedisHangs(async () => {
    browser.send({ type: 'say', requestId: 'b', text: 'lost' });
    const { sentence } = await browser.next('refused', ({ requestId }) => requestId === 'b');
    expect(sentence).toMatch(/cannot reach my store/);
  });
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
  await untilSaid(browser, 'after');
});

it('welcomes a browser again that came while Redis hung, although no connection was lost', async () => {
  const early = await chat.open();
  await untilSaid(early, 'before');
  let late: Browser | undefined;
  await whileRedisHangs(async () => {
    late = await chat.open();
    expect(late.events[0]).toMatchObject({ type: 'welcome', storeReachable: false, messages: [] });
  });
  const { messages } = await (late ?? early).next('welcome', ({ storeReachable }) => storeReachable);
  expect(messages.map(({ text }) => text)).toEqual(['before']);
});

it('does not blame the store for a fault of the program', async () => {
  const browser = await chat.open();
  await untilSaid(browser, 'before');
  const redis = chat.redis.client();
  for (const key of await redis.keys('*:message:*')) await redis.hset(key, 'body', '{}');
  browser.send({ type: 'earlier', before: 1000 });
  const { sentence } = await browser.next('refused');
  expect(sentence).toBe('Something went wrong on our side: try again in a minute.');
  expect(chat.errors).toHaveLength(1);
});
