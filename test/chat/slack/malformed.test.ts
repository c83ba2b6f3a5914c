/** @file Ten thousand deliveries that are not quite Slack's: each is answered or refused with a 4xx, and nothing breaks. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Message } from '../../../src/chat/message.ts';
import type { Origin, Router } from '../../../src/chat/router.ts';
import { openSlackPlatform } from '../../../src/chat/slack/adapter.ts';
import type { SlackApi } from '../../../src/chat/slack/api.ts';
import { rememberGroups } from '../../../src/chat/slack/groups.ts';
import { createHandler, type Handler } from '../../../src/chat/slack/handler.ts';
import { bodySchema } from '../../../src/chat/slack/payload.ts';
import { createSlackPlatform } from '../../../src/chat/slack/platform.ts';
import { createWhisper } from '../../../src/chat/slack/whisper.ts';
import { damaged } from '../../helpers/damage.ts';
import { startFakeSlack } from '../../helpers/fake-slack.ts';
import { FAKE_SECRET } from '../../helpers/fake-slack-wire.ts';
import { botWithSecret, routerThatHears, SECRET } from '../../helpers/malformed.ts';
import { startTestRedis } from '../../helpers/redis-server.ts';

const who = { user: { id: 'U9', username: 'ann', team_id: 'T1' }, team: { id: 'T1' } };
const file = {
  name: 'me.png',
  mimetype: 'image/png',
  size: 6,
  url_private_download: 'https://files.slack.com/me.png',
};
const memory = JSON.stringify({ command: 'identity', subcommand: 'register', place: 'C1' });
const view = { id: 'V1', hash: 'h', callback_id: 'command-form', private_metadata: memory };
const metadata = { event_type: 'dreamidentity_answer', event_payload: { key: 'a-key', member: 'U9' } };
const event = <T>(happened: T) => ({
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev1',
  event: happened,
});
const valid = [
  {
    command: '/imagine',
    text: 'S* as a chef count: 2',
    user_id: 'U9',
    user_name: 'ann',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: '1.1',
    response_url: 'https://hooks.slack.com/x',
  },
  {
    command: '/identity',
    text: 'register',
    user_id: 'U9',
    user_name: 'ann',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: '1.1',
  },
  event({
    type: 'app_mention',
    user: 'U9',
    text: '<@U1> identity register ada',
    channel: 'C1',
    ts: '1.1',
    files: [file],
  }),
  event({ type: 'message', channel_type: 'im', user: 'U9', text: 'S* as a chef', channel: 'D1', ts: '1.1' }),
  event({ type: 'app_home_opened', user: 'U9', tab: 'home' }),
  {
    type: 'block_actions',
    ...who,
    channel: { id: 'C1' },
    trigger_id: '1.1',
    message: { ts: '1.1', text: 'x', metadata },
    actions: [
      { action_id: 'reroll.aaaaaaaaaaaaaaaaaaaa..AAAAAAAAAAAAAAAA', type: 'button', action_ts: '1.1' },
    ],
  },
  {
    type: 'view_submission',
    ...who,
    view: {
      ...view,
      state: {
        values: {
          photo: { photo: { type: 'file_input', files: [file] } },
          name: { name: { type: 'plain_text_input', value: 'ada' } },
        },
      },
    },
  },
  { type: 'shortcut', ...who, callback_id: 'register-face', trigger_id: '1.1' },
  {
    type: 'message_action',
    ...who,
    callback_id: 'draw-message',
    trigger_id: '1.1',
    channel: { id: 'C1' },
    message: { ts: '1.1', text: 'a pirate' },
  },
  { type: 'block_suggestion', ...who, action_id: 'name', value: 'a', view },
];

/** A handler on a Slack that takes everything; `tells` hears what it is sent. */
function handlerOn(
  router: Router,
  tells: (what: unknown) => void,
  onError: (error: unknown) => void,
): Handler {
  const sent =
    <T>(answer: T) =>
    (...what: readonly unknown[]): Promise<T> => {
      tells(what);
      return Promise.resolve(answer);
    };
  const api: SlackApi = {
    post: sent('1.1'),
    update: sent(true),
    remove: sent(undefined),
    permalink: sent('https://x.slack.com/archives/C1/p11'),
    whisper: sent(undefined),
    keyed: sent(undefined),
    find: sent(undefined),
    directChannel: sent('D1'),
    handOver: sent(undefined),
    upload: sent('F1'),
    removeFile: sent(undefined),
    openView: sent(undefined),
    publishHome: sent(undefined),
    profile: sent({ locale: 'en-US', name: undefined, administers: false, owns: false }),
    groupMembers: sent([]),
    groupNames: sent(new Map()),
  };
  const fit = (message: Message): Promise<Message> => Promise.resolve(message);
  const whisper = createWhisper({ api, hookOrigins: new Set() });
  return createHandler({
    api,
    platform: createSlackPlatform({ api, whisper, fit, now: Date.now, settleMs: 0, onError }),
    whisper,
    router: () => router,
    token: 'xoxb-1',
    fileOrigins: new Set(['https://files.slack.com']),
    notes: {},
    profiles: {
      locale: () => Promise.resolve('en-US'),
      name: (member) => Promise.resolve(member),
      rank: () => Promise.resolve('member'),
    },
    groups: rememberGroups({ api, now: Date.now }),
    onError,
  });
}

it('ten thousand damaged deliveries: what can be read is acknowledged once, and nobody speaks for another', async () => {
  const heard: Origin[] = [];
  const errors: unknown[] = [];
  const router = routerThatHears(heard);
  const handle = handlerOn(
    router,
    () => undefined,
    (error) => errors.push(error),
  );
  for (const body of valid) expect(bodySchema.safeParse(body).success).toBe(true);
  await fc.assert(
    fc.asyncProperty(damaged(valid), async (payload) => {
      heard.length = 0;
      const parsed = bodySchema.safeParse(payload);
      if (!parsed.success) return;
      let acknowledged = 0;
      await handle({
        body: parsed.data,
        again: false,
        acknowledge() {
          acknowledged += 1;
          return Promise.resolve();
        },
      });
      expect(errors).toEqual([]);
      expect(acknowledged).toBe(1);
      const sender = payload as { user_id?: string; user?: { id: string }; event?: { user: string } };
      for (const { author } of heard)
        expect([sender.user_id, sender.user?.id, sender.event?.user]).toContain(author.id);
    }),
    { numRuns: 10_000, seed: 7 },
  );
}, 400_000);

/** What a member might type of somebody else's. */
const curious = [
  ['/identity', 'list'],
  ['/identity', 'uses'],
  ['/identity', 'show geheim'],
  ['/identity', 'export geheim'],
  ['/identity', 'recall all'],
  ['/identity', 'share geheim add: <@U9>'],
  ['/settings', 'quota pictures: 3 role: <!subteam^S1|@painters>'],
  ['/moderate', 'queue'],
  ['/moderate', 'list'],
  ['/moderate', 'log'],
].map(([command = '', text = '']) => ({
  command,
  text,
  user_id: 'U9',
  user_name: 'ann',
  team_id: 'T1',
  channel_id: 'C1',
  trigger_id: '1.1',
}));

it('ten thousand of them at a real bot: nothing fails, and none tells of another member', async () => {
  const server = await startTestRedis();
  const errors: unknown[] = [];
  const place = { platform: 'slack', community: 'T1', channel: 'C1' };
  const bench = await botWithSecret(server, place, 'U20', errors);
  const told: string[] = [];
  const handle = handlerOn(
    bench.bot.router,
    (what) => told.push(JSON.stringify(what)),
    (error) => errors.push(error),
  );
  await fc.assert(
    fc.asyncProperty(damaged([...valid, ...curious]), async (payload) => {
      told.length = 0;
      const parsed = bodySchema.safeParse(payload);
      if (!parsed.success) return;
      let acknowledged = 0;
      await handle({
        body: parsed.data,
        again: false,
        acknowledge(choices) {
          told.push(JSON.stringify(choices ?? null));
          acknowledged += 1;
          return Promise.resolve();
        },
      });
      expect(errors).toEqual([]);
      expect(acknowledged).toBe(1);
      expect(told.join()).not.toMatch(SECRET);
    }),
    { numRuns: 10_000, seed: 13 },
  );
  await bench.close();
  await server.close();
}, 900_000);

it('a thousand of them over signed HTTP: a 200 or a 400, and the next command is answered', async () => {
  const slack = await startFakeSlack();
  const errors: unknown[] = [];
  const door = { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 } as const;
  const adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door,
    api: slack.api,
    onError: (error) => errors.push(error),
  });
  await adapter.start(routerThatHears([]));
  const address = adapter.address() ?? '';
  const statuses = new Set<number>();
  for (const payload of fc.sample(damaged(valid), { numRuns: 1000, seed: 11 })) {
    const response = await slack.deliver(address, { raw: JSON.stringify(payload), type: 'application/json' });
    statuses.add(response.status);
  }
  expect([...statuses].sort()).toEqual([200, 400]);
  const form = {
    command: '/queue',
    text: '',
    user_id: 'U9',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: '1.1',
  };
  expect((await slack.deliver(address, { form })).status).toBe(200);
  await slack.until(() => slack.messages().some(({ text }) => text === 'heard'));
  await adapter.stop();
  await adapter.close();
  await slack.close();
}, 400_000);
