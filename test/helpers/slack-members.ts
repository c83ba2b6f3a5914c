/** @file Members on a fake Slack, for the tests that import this: a bot of its own for each test, and what they do there. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openSlackPlatform, type SlackAdapter } from '../../src/chat/slack/adapter.ts';
import { fitForSlack } from '../../src/main/fit-pictures.ts';
import { type AdapterBench, adapterBench } from './adapter-bench.ts';
import { type FakeSlack, type SlackMessage, startFakeSlack } from './fake-slack.ts';
import { type Delivered, FAKE_SECRET, type Signing } from './fake-slack-wire.ts';
import type { OpenedView } from './slack-content.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

let server: TestRedis;
let adapter: SlackAdapter;
let triggers = 0;
export let slack: FakeSlack;
export let bench: AdapterBench;
/** How far the adapter's clock is ahead. */
export const clock = { aheadMs: 0 };
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  clock.aheadMs = 0;
  slack = await startFakeSlack();
  slack.admins.add('UADMIN');
  const errors: unknown[] = [];
  adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door: { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 },
    api: slack.api,
    fileOrigins: [slack.origin],
    hookOrigins: [slack.origin],
    patienceMs: 60_000,
    moderators: ['UMIA', 'SMODS'],
    now: () => Date.now() + clock.aheadMs,
    fit: fitForSlack,
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
});
afterEach(async () => {
  expect(bench.errors).toEqual([]);
  await bench.close();
  await slack.close();
});

export const trigger = (): string => `${(triggers += 1)}.1`;
export const deliver = (body: Delivered, signing?: Partial<Signing>): Promise<Response> =>
  slack.deliver(adapter.address() ?? '', body, signing);
export const message = (fits: (one: SlackMessage) => boolean): Promise<SlackMessage> =>
  slack.until(() => slack.messages().find(fits));
export const answerTo = (user: string, text: string): Promise<SlackMessage> =>
  message((one) => one.ephemeralTo === user && one.text.includes(text));
export const pictured = (): Promise<SlackMessage> =>
  message(({ blocks }) => blocks.some(({ type }) => type === 'image'));
export const registered = (): Promise<SlackMessage> =>
  message((one) => one.text.includes('registered as "ada"'));

export const slash = (user: string, command: string, text: string, channel = 'C1'): Promise<Response> =>
  deliver({
    form: {
      command,
      text,
      user_id: user,
      user_name: user.toLowerCase(),
      team_id: 'T1',
      channel_id: channel,
      trigger_id: trigger(),
      response_url: `${slack.origin}/hook/${channel}/${user}`,
    },
  });

export function press(user: string, one: SlackMessage, label: string): Promise<Response> {
  const elements = one.blocks.flatMap((block) => block.elements ?? []);
  const found = elements.find((each) => JSON.stringify(each).includes(`"${label}"`));
  return deliver({
    interaction: {
      type: 'block_actions',
      user: { id: user, username: user.toLowerCase() },
      team: { id: 'T1' },
      channel: { id: one.channel },
      trigger_id: trigger(),
      response_url: `${slack.origin}/hook/${one.channel}/${user}`,
      message: { ts: one.ts, text: one.text, metadata: one.metadata },
      actions: [{ action_id: String(found?.['action_id']), type: 'button', action_ts: trigger() }],
    },
  });
}

/** Sends a filled-in form back. */
export const submit = (user: string, view: OpenedView, inputs: Readonly<Record<string, object>>) =>
  deliver({
    interaction: {
      type: 'view_submission',
      user: { id: user, username: user.toLowerCase() },
      team: { id: 'T1' },
      view: {
        id: 'V1',
        hash: trigger(),
        callback_id: view.callback_id,
        private_metadata: view.private_metadata,
        state: {
          values: Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, { [name]: one }])),
        },
      },
    },
  });

/** A file with these bytes on Slack, as deliveries name it. */
export function photoOf(bytes: string) {
  slack.attached.set('/files/me.png', Buffer.from(bytes));
  const url = `${slack.origin}/files/me.png`;
  return { name: 'me.png', mimetype: 'image/png', size: bytes.length, url_private_download: url };
}

/** Says something to the bot in a channel. */
export const mention = (user: string, text: string, files: readonly object[] = []): Promise<Response> => {
  const event = { type: 'app_mention', user, channel: 'C1', ts: '1.1', files, text: `<@U1> ${text}` };
  return deliver({
    event: { type: 'event_callback', team_id: 'T1', event_id: `Ev${trigger()}`, event },
  });
};

/** Sends a photo of face 7 with a yes, to be called "ada"; `more` are other options. */
export async function sendPhoto(user: string, more = ''): Promise<void> {
  await mention(user, `identity register ada consent: yes ${more}`, [photoOf('face 7')]);
}
