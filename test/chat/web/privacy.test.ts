/** @file Consent of others in the web chat: cards that one member alone sees, mentions by name, files. */
import { afterEach, expect, it } from 'vitest';
import { embeddingOf, identityRecord } from '../../identity/records.ts';
import { type Browser, startTestChat, type TestChat } from './server.ts';

let chat: TestChat;
afterEach(async () => {
  expect(chat.errors).toEqual([]);
  await chat.close();
});

let count = 0;
const nextId = (): string => `r${(count += 1)}`;
const invoke = (browser: Browser, command: string, options: Record<string, string>, subcommand?: string) => {
  browser.send({
    type: 'invoke',
    requestId: nextId(),
    command,
    options,
    ...(subcommand === undefined ? {} : { subcommand }),
  });
};
const saying = async (browser: Browser, text: string) =>
  (await browser.next('message', ({ message }) => message.text.includes(text))).message;

async function open(name: string): Promise<{ browser: Browser; id: string }> {
  const browser = await chat.open();
  const welcome = browser.events.find((event) => event.type === 'welcome');
  browser.send({ type: 'rename', requestId: nextId(), name });
  await browser.next('renamed');
  return { browser, id: welcome?.me.id ?? '' };
}

it('a card is shown to the one who is asked, and nobody else can press it', async () => {
  chat = await startTestChat();
  const [ann, bob] = [await open('Ann'), await open('Bob the builder')];
  const record = identityRecord(`web:${bob.id}`);
  await chat.bot.services.identities.create(record, 'bob', embeddingOf(1));
  invoke(bob.browser, 'identity', { name: 'bob', add: '@ann', ask: 'yes' }, 'share');
  await saying(bob.browser, 'S*bob may be drawn by Ann. You are asked each time');
  invoke(ann.browser, 'imagine', { prompt: '@Bob the builder as a chef' });
  await saying(ann.browser, 'This waits for the yes of Bob the builder');
  const card = await saying(bob.browser, 'Ann asks to draw you, S*bob: “S*bob as a chef”');
  expect(card.ephemeral).toBe(true);
  expect(JSON.stringify(ann.browser.events)).not.toContain('asks to draw you');
  const [allow] = card.buttons;
  const press = ({ browser }: { browser: Browser }) => {
    const actionId = allow?.actionId ?? '';
    browser.send({ type: 'press', requestId: nextId(), actionId, messageId: card.id, fields: {} });
  };
  press(ann);
  await saying(ann.browser, 'Only the member who asked for this');
  press(bob);
  await saying(bob.browser, 'You agreed, this once');
  await ann.browser.next('message', ({ message }) => message.progress !== undefined);
});

it('export hands its files over to the page, and keeps them nowhere', async () => {
  chat = await startTestChat();
  const { browser, id } = await open('Bob');
  await chat.bot.services.identities.create(identityRecord(`web:${id}`), 'bob', embeddingOf(1));
  invoke(browser, 'identity', { name: 'bob' }, 'export');
  const message = await saying(browser, 'as files.');
  expect(message.kept).toBe(false);
  expect(message.files?.map(({ fileName }) => fileName)).toEqual(['learned_embeds.safetensors', 'bob.json']);
  expect(message.files?.[0]?.url).toMatch(/^data:application\/octet-stream;base64,/);
});
