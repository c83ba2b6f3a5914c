/** @file Ten thousand deliveries that are not quite Slack's: each is answered or refused with a 4xx, and nothing breaks. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { privately } from '../../../src/chat/message.ts';
import type { Origin, Router } from '../../../src/chat/router.ts';
import { openSlackPlatform } from '../../../src/chat/slack/adapter.ts';
import type { SlackApi } from '../../../src/chat/slack/api.ts';
import { createHandler } from '../../../src/chat/slack/handler.ts';
import { bodySchema } from '../../../src/chat/slack/payload.ts';
import { createSlackPlatform } from '../../../src/chat/slack/platform.ts';
import { damaged } from '../../helpers/damage.ts';
import { startFakeSlack } from '../../helpers/fake-slack.ts';
import { FAKE_SECRET } from '../../helpers/fake-slack-wire.ts';

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

const routerThatHears = (heard: Origin[]): Router => ({
  commands,
  async invoke(invocation) {
    heard.push(invocation);
    await invocation.respond(privately('heard'));
  },
  complete(request) {
    heard.push(request);
    return Promise.resolve([{ name: request.typed || '-', value: request.typed || '-' }]);
  },
  async press(press) {
    heard.push(press);
    await press.respond(privately('heard'));
  },
});

it('ten thousand damaged deliveries: what can be read is acknowledged once, and nobody speaks for another', async () => {
  const heard: Origin[] = [];
  const errors: unknown[] = [];
  const nothing = () => Promise.resolve();
  const api: SlackApi = {
    post: () => Promise.resolve('1.1'),
    update: () => Promise.resolve(true),
    remove: nothing,
    whisper: nothing,
    recent: () => Promise.resolve([]),
    find: () => Promise.resolve(undefined),
    directChannel: () => Promise.resolve('D1'),
    handOver: () => Promise.resolve(),
    upload: () => Promise.resolve('F1'),
    removeFile: nothing,
    openView: nothing,
    publishHome: nothing,
    profile: () => Promise.resolve({ locale: 'en-US', name: undefined, administers: false, owns: false }),
  };
  const router = routerThatHears(heard);
  const handle = createHandler({
    api,
    platform: createSlackPlatform({
      api,
      now: Date.now,
      settleMs: 0,
      onError: (error) => errors.push(error),
    }),
    router: () => router,
    token: 'xoxb-1',
    fileOrigins: new Set(['https://files.slack.com']),
    hookOrigins: new Set(),
    notes: {},
    profiles: {
      locale: () => Promise.resolve('en-US'),
      name: (member) => Promise.resolve(member),
      rank: () => Promise.resolve('member'),
    },
    onError: (error) => errors.push(error),
  });
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

it('a hundred of them over signed HTTP: a 200 or a 400, and the next command is answered', async () => {
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
  for (const payload of fc.sample(damaged(valid), { numRuns: 100, seed: 11 })) {
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
