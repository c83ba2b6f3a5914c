/** @file Ten thousand payloads that are not quite Discord's: each gets a clear answer or none, and nothing breaks. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import type { DiscordApi } from '../../../src/chat/discord/api.ts';
import { createHandler, type Handler } from '../../../src/chat/discord/handler.ts';
import { answerableSchema, interactionSchema } from '../../../src/chat/discord/payload.ts';
import { createTokenMemory } from '../../../src/chat/discord/token-memory.ts';
import type { Origin, Router } from '../../../src/chat/router.ts';
import { damaged } from '../../helpers/damage.ts';
import { startFakeDiscord } from '../../helpers/fake-discord.ts';
import { botWithSecret, routerThatHears, SECRET } from '../../helpers/malformed.ts';
import { startTestRedis } from '../../helpers/redis-server.ts';

const user = { id: '9', username: 'ann', global_name: 'Ann', discriminator: '0', avatar: null };
const base = {
  id: '1100000000000000001',
  application_id: '42',
  token: 'a-token',
  version: 1,
  guild_id: '5',
  channel_id: '7',
  channel: { id: '7', type: 0 },
  locale: 'en-US',
  attachment_size_limit: 10_485_760,
  entitlements: [],
  member: {
    user,
    roles: [],
    nick: null,
    permissions: '0',
    joined_at: '2020-01-01T00:00:00Z',
    deaf: false,
    mute: false,
    flags: 0,
  },
};
const shown = {
  id: '31',
  channel_id: '7',
  content: 'hello',
  flags: 0,
  author: { id: '42' },
  components: [{ type: 1, components: [{ type: 2, custom_id: 'x' }] }],
};
const file = {
  id: '77',
  filename: 'me.png',
  size: 6,
  url: 'https://cdn.discordapp.com/a/me.png',
  content_type: 'image/png',
};
const valid = [
  {
    ...base,
    type: 2,
    data: {
      id: '1',
      type: 1,
      name: 'imagine',
      options: [
        { name: 'prompt', type: 3, value: 'S* as a chef' },
        { name: 'count', type: 4, value: 2 },
      ],
    },
  },
  {
    ...base,
    type: 2,
    data: {
      id: '1',
      type: 1,
      name: 'identity',
      resolved: { attachments: { 77: file } },
      options: [
        {
          name: 'register',
          type: 1,
          options: [
            { name: 'photo', type: 11, value: '77' },
            { name: 'name', type: 3, value: 'ada' },
          ],
        },
      ],
    },
  },
  {
    ...base,
    type: 2,
    data: {
      id: '2',
      type: 3,
      name: 'Draw this with me',
      target_id: '31',
      resolved: { messages: { 31: shown } },
    },
  },
  {
    ...base,
    type: 3,
    data: { custom_id: 'reroll.aaaaaaaaaaaaaaaaaaaa..AAAAAAAAAAAAAAAA', component_type: 2 },
    message: shown,
  },
  {
    ...base,
    type: 4,
    data: {
      id: '1',
      type: 1,
      name: 'imagine',
      options: [{ name: 'prompt', type: 3, value: 'S*', focused: true }],
    },
  },
  {
    ...base,
    type: 5,
    data: {
      custom_id: 'form:identity register',
      resolved: { attachments: { 77: file } },
      components: [
        { type: 18, component: { type: 19, custom_id: 'photo', values: ['77'] } },
        { type: 18, component: { type: 4, custom_id: 'name', value: 'ada' } },
      ],
    },
  },
];

/** A handler that hears first answers, and can do nothing else. */
function handlerOn(
  router: Router,
  hears: (type: number, data: unknown) => void,
  onError: (error: unknown) => void,
): Handler {
  const unused = () => Promise.reject(new Error('not for a first answer'));
  const api: DiscordApi = {
    callback(_token, type, data) {
      hears(type, data);
      return Promise.resolve(undefined);
    },
    original: unused,
    editByToken: unused,
    removeByToken: unused,
    followUp: unused,
    post: unused,
    edit: unused,
    remove: unused,
    recent: unused,
    directChannel: unused,
    guildOf: unused,
    boostLevel: unused,
    commands: unused,
    setCommands: unused,
  };
  return createHandler({
    api,
    tokens: createTokenMemory(Date.now),
    router: () => router,
    fileOrigins: new Set(['https://cdn.discordapp.com']),
    notes: {},
    patienceMs: 60_000,
    fit: (message) => Promise.resolve(message),
    onError,
  });
}

/** One for whoever can be told, none else. */
const answersDue = (payload: unknown): number =>
  [2, 3, 4, 5].includes(answerableSchema.safeParse(payload).data?.type ?? 0) ? 1 : 0;

it('ten thousand damaged payloads: whoever can be answered is answered once, and nobody speaks for another', async () => {
  const heard: Origin[] = [];
  const answers: number[] = [];
  const errors: unknown[] = [];
  const handle = handlerOn(
    routerThatHears(heard),
    (type) => answers.push(type),
    (error) => errors.push(error),
  );
  for (const payload of valid) {
    expect(interactionSchema.safeParse(payload).success).toBe(true);
  }
  await fc.assert(
    fc.asyncProperty(damaged(valid), async (payload) => {
      heard.length = answers.length = 0;
      await handle(payload);
      expect(errors).toEqual([]);
      expect(answers).toHaveLength(answersDue(payload));
      for (const { author } of heard) {
        const { member, user: sender } = payload as {
          member?: { user: { id: string } };
          user?: { id: string };
        };
        expect(author.id).toBe((member?.user ?? sender)?.id);
      }
    }),
    { numRuns: 10_000, seed: 7 },
  );
}, 400_000);

/** What a member might type of somebody else's. */
const named = (value: string) => ({ name: 'name', type: 3, value });
const curious = [
  { name: 'list', options: [] },
  { name: 'uses', options: [] },
  { name: 'show', options: [named('geheim')] },
  { name: 'export', options: [named('geheim')] },
  { name: 'recall', options: [{ name: 'use', type: 3, value: 'all' }] },
  { name: 'share', options: [named('geheim'), { name: 'add', type: 6, value: '9' }] },
].map((asked) => ({
  ...base,
  type: 2,
  data: {
    id: '1',
    type: 1,
    name: 'identity',
    resolved: { users: { 9: user } },
    options: [{ type: 1, ...asked }],
  },
}));
const moderating = ['queue', 'list', 'log'].map((name) => ({
  ...base,
  type: 2,
  data: { id: '1', type: 1, name: 'moderate', options: [{ name, type: 1, options: [] }] },
}));

it('ten thousand of them at a real bot: each has one answer, nothing fails, and none tells of another member', async () => {
  const server = await startTestRedis();
  const errors: unknown[] = [];
  const place = { platform: 'discord', community: '5', channel: '7' };
  const bench = await botWithSecret(server, place, '20', errors);
  const answers: string[] = [];
  const handle = handlerOn(
    bench.bot.router,
    (type, data) => answers.push(`${type} ${JSON.stringify(data)}`),
    (error) => errors.push(error),
  );
  await fc.assert(
    fc.asyncProperty(damaged([...valid, ...curious, ...moderating]), async (payload) => {
      answers.length = 0;
      await handle(payload);
      expect(errors).toEqual([]);
      expect(answers).toHaveLength(answersDue(payload));
      expect(answers.join()).not.toMatch(SECRET);
    }),
    { numRuns: 10_000, seed: 13 },
  );
  await bench.close();
  await server.close();
}, 900_000);

it('a hundred of them over the gateway: discord.js lives, and the next command is answered', async () => {
  const discord = await startFakeDiscord();
  discord.interactions.ackWithinMs = 60_000;
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    onError: (error) => errors.push(error),
  });
  await adapter.start(routerThatHears([]));
  for (const payload of fc.sample(damaged(valid), { numRuns: 100, seed: 11 })) {
    discord.interactions.raw(payload);
    discord.gateway.dispatch('GUILD_CREATE', payload);
  }
  discord.interactions.slash('queue');
  await discord.until(() => discord.messages().some(({ content }) => content === 'heard'));
  await adapter.stop();
  await adapter.close();
  await discord.close();
}, 200_000);
