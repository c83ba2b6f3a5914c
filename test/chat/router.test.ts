/** @file The router: every way of being wrong gets one sentence, seen by the member alone. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAcknowledgedStore } from '../../src/chat/acknowledged.ts';
import { defineCommand, defineGroup } from '../../src/chat/command.ts';
import { createAdmission } from '../../src/chat/limiter.ts';
import { createRouter, type RouterOptions } from '../../src/chat/create-router.ts';
import { publicly, type Reply } from '../../src/chat/message.ts';
import { string } from '../../src/chat/option.ts';
import type { Invocation } from '../../src/chat/router.ts';
import { UserError } from '../../src/errors.ts';
import { type ChatBench, chatBench } from '../helpers/chat-bench.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
let bench: ChatBench;
beforeAll(async () => {
  server = await startTestRedis();
  bench = chatBench(server);
  await bench.bot.ready();
});
afterAll(async () => {
  await bench.close();
  await server.close();
});

const say = defineCommand({
  name: 'say',
  description: 'Say it',
  visibility: 'channel',
  options: {
    text: string('What', {
      maxLength: 9,
      complete: (_c, typed) =>
        Promise.resolve(Array.from({ length: 40 }, (_, i) => ({ name: `${typed}${i}`, value: `${i}` }))),
    }),
  },
  run({ author, requestId }, { text }) {
    if (text === 'refuse') throw new UserError('refused', 'I would rather not.');
    if (text === 'break') throw new TypeError('secret detail');
    if (text === 'away') throw new Error('Connection is closed.');
    return Promise.resolve(publicly({ text: `${author.displayName}: ${text} (${requestId})` }));
  },
});

const admissionOf = (ofCommunity: number) =>
  createAdmission({
    member: { requests: 10, seconds: 60 },
    community: { requests: ofCommunity, seconds: 60 },
  });

interface Told {
  readonly replies: Reply[];
  readonly answers: Parameters<RouterOptions['onAnswer']>[0][];
}

function routerWith(parts: Partial<RouterOptions> = {}): Told & {
  readonly type: (i: Partial<Invocation>) => Promise<void>;
  readonly router: ReturnType<typeof createRouter>;
} {
  const told: Told = { replies: [], answers: [] };
  const router = createRouter({
    commands: [say, defineGroup('group', 'Several', [say])],
    actions: [],
    services: bench.bot.services,
    acknowledged: createAcknowledgedStore(server.client(), bench.prefix, 'this-bot'),
    admission: admissionOf(100),
    follow: async (_key, respond) => {
      await respond(false);
    },
    onAnswer: (answer) => told.answers.push(answer),
    ...parts,
  });
  const type = (invocation: Partial<Invocation>): Promise<void> =>
    router.invoke({
      platform: 'test',
      community: 'c',
      channel: 'd',
      author: { id: 'ann', displayName: 'Ann' },
      locale: 'en',
      command: 'say',
      options: { text: 'hello' },
      respond: (reply) => {
        told.replies.push(reply);
        return Promise.resolve(undefined);
      },
      ...invocation,
    });
  return { ...told, type, router };
}

const shown = (reply: Reply | undefined): { text: string; ephemeral: boolean } | undefined =>
  reply?.kind === 'message' ? { text: reply.message.text, ephemeral: reply.message.ephemeral } : undefined;

test.each<[string, Partial<Invocation>, RegExp]>([
  ['an unknown command', { command: 'sing' }, /no command \/sing\. \/help lists/],
  ['a misspelt command', { command: 'sya' }, /Did you mean \/say\?/],
  ['a group without subcommand', { command: 'group' }, /needs one of: say/],
  ['a misspelt subcommand', { command: 'group', subcommand: 'sai' }, /Did you mean \/group say\?/],
  ['a subcommand of none', { command: 'say', subcommand: 'x' }, /has no subcommands/],
  ['an unknown option', { options: { text: 'a', volume: 3 } }, /no option "volume"/],
  ['a missing option', { options: {} }, /"text" is missing/],
  ['a refusal', { options: { text: 'refuse' } }, /^I would rather not\.$/],
  ['a queue that is away', { options: { text: 'away' } }, /cannot reach my picture queue right now/],
])('%s is answered by one sentence that only the member sees', async (_name, invocation, sentence) => {
  const told = routerWith();
  await told.type(invocation);
  expect(told.replies).toHaveLength(1);
  expect(shown(told.replies[0])?.text).toMatch(sentence);
  expect(shown(told.replies[0])?.ephemeral).toBe(true);
  expect(told.answers.map(({ outcome }) => outcome)).toEqual(['refused']);
});

test('a fault of ours is noted under an id and its message is not shown', async () => {
  const told = routerWith();
  await told.type({ options: { text: 'break' } });
  const text = shown(told.replies[0])?.text ?? '';
  expect(text).not.toContain('secret');
  const [answer] = told.answers;
  expect(answer?.outcome).toBe('failed');
  expect(text).toContain(answer?.error?.id);
  expect(answer?.error?.cause).toBeInstanceOf(TypeError);
});

test('a platform that cannot show the answer is reported, and the router lives on', async () => {
  const told = routerWith();
  await told.type({ respond: () => Promise.reject(new Error('gateway gone')) });
  expect(told.answers[0]?.outcome).toBe('failed');
  await told.type({});
  expect(told.replies).toHaveLength(1);
});

test('fifty requests in a second from one member are all answered, most by asking to wait, and others are not held up', async () => {
  const told = routerWith();
  await Promise.all(Array.from({ length: 50 }, () => told.type({})));
  await told.type({ author: { id: 'bob', displayName: 'Bob' } });
  const texts = told.replies.map((reply) => shown(reply)?.text ?? '');
  expect(texts).toHaveLength(51);
  expect(texts.filter((text) => text.startsWith('Ann: hello'))).toHaveLength(10);
  expect(texts.filter((text) => text.includes('at most 10 requests in 60 s'))).toHaveLength(40);
  expect(texts.at(-1)).toMatch(/^Bob: hello/);
});

test('a community that asks too much waits, whoever asks there, and other communities and private messages do not', async () => {
  const told = routerWith({ admission: admissionOf(12) });
  const by = (id: string, community: string): Promise<void> =>
    told.type({ author: { id, displayName: id }, community });
  // Ann asks thirty times and is refused twenty: those do not count for the others.
  await Promise.all(Array.from({ length: 30 }, () => by('ann', 'c')));
  for (const id of ['bob', 'cid', 'dan']) await by(id, 'c');
  await by('dan', 'another');
  await by('dan', '');
  const texts = told.replies.map((reply) => shown(reply)?.text ?? '').slice(30);
  expect(texts).toEqual([
    expect.stringMatching(/^bob: hello/),
    expect.stringMatching(/^cid: hello/),
    expect.stringMatching(/^This community asks a lot at once: at most 12 requests in 60 s/),
    expect.stringMatching(/^dan: hello/),
    expect.stringMatching(/^dan: hello/),
  ]);
});

test('a completion that Redis keeps waiting offers nothing while the platform still listens', async () => {
  const stuck = defineCommand({
    name: 'stuck',
    description: 'Waits',
    visibility: 'private',
    options: { text: string('What', { maxLength: 9, complete: () => new Promise(() => undefined) }) },
    run: () => Promise.reject(new Error('never run')),
  });
  const { router } = routerWith({ commands: [stuck], completeMs: 20 });
  const author = { id: 'ann', displayName: 'Ann' };
  const place = { platform: 't', community: 'c', channel: 'd', author, locale: 'en' };
  expect(await router.complete({ ...place, command: 'stuck', option: 'text', typed: '' })).toEqual([]);
});

test('an invocation that is delivered twice makes the same request, another one another', async () => {
  const told = routerWith();
  for (const invocationId of ['i1', 'i1', 'i2', undefined, undefined]) {
    await told.type(invocationId === undefined ? {} : { invocationId });
  }
  const ids = told.replies.map((reply) => /\((.*)\)/.exec(shown(reply)?.text ?? '')?.[1]);
  expect(ids[0]).toBe(ids[1]);
  expect(new Set(ids).size).toBe(4);
});

test('completion gives at most 25 choices, and nothing for what is unknown', async () => {
  const { router } = routerWith();
  const base = {
    platform: 't',
    community: 'c',
    channel: 'd',
    author: { id: 'a', displayName: 'A' },
    locale: 'en',
  };
  const request = { ...base, command: 'say', option: 'text', typed: 'x' };
  expect(await router.complete(request)).toHaveLength(25);
  expect(await router.complete({ ...request, option: 'nothing' })).toEqual([]);
  expect(await router.complete({ ...request, command: 'nothing' })).toEqual([]);
});

test('reports name commands and buttons that there are, and nothing that somebody typed', async () => {
  const told = routerWith();
  await told.type({});
  await told.type({ command: 'group', subcommand: 'say' });
  await told.type({ command: 'my-password' });
  await told.type({ command: 'group', subcommand: 'my-password' });
  await told.router.press({
    platform: 'test',
    community: 'c',
    channel: 'd',
    author: { id: 'ann', displayName: 'Ann' },
    locale: 'en',
    actionId: 'my-password.x',
    fields: {},
    message: undefined,
    respond: () => Promise.resolve(undefined),
  });
  expect(told.answers.map(({ name }) => name)).toEqual(['say', 'group say', '?', '?', '?']);
});
