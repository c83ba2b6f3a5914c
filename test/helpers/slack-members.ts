/** @file Members on a fake Slack, for the tests that import this: a bot of its own for each test, and what they do there. */
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openSlackPlatform, type SlackAdapter } from '../../src/chat/slack/adapter.ts';
import { fitForSlack } from '../../src/main/fit-pictures.ts';
import { type AdapterBench, adapterBench } from './adapter-bench.ts';
import { type FakeSlack, type SlackMessage, startFakeSlack } from './fake-slack.ts';
import { type Delivered, FAKE_SECRET, type Signing } from './fake-slack-wire.ts';
import type { OpenedView } from './slack-content.ts';
import { startTestRedis, type TestRedis } from './redis-server.ts';

let adapter: SlackAdapter;
let triggers = 0;
export let server: TestRedis;
export let slack: FakeSlack;
export let bench: AdapterBench;
/** How far the adapter's clock is ahead. */
export const clock = { aheadMs: 0 };
/** What a test file may set before its tests begin. */
export const setUp: { door: 'http' | 'socket' } = { door: 'http' };
export const NOTE = 'These are the words of consent.';
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(async () => {
  clock.aheadMs = 0;
  slack = await startFakeSlack();
  slack.admins.add('UADMIN');
  const errors: unknown[] = [];
  adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door:
      setUp.door === 'http'
        ? { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 }
        : { kind: 'socket', appToken: 'xapp-1' },
    api: slack.api,
    fileOrigins: [slack.origin],
    hookOrigins: [slack.origin],
    patienceMs: 60_000,
    moderators: ['UMIA', 'SMODS'],
    notes: { 'identity register': NOTE },
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
const PREVIEW = 'The picture while it is being drawn';
/** Finished ones. */
export const picturesOf = ({ blocks }: SlackMessage) =>
  blocks.filter(({ type, alt_text: alt }) => type === 'image' && alt !== PREVIEW);
/** The first message with so many pictures. */
export const pictured = (count = 1, text = ''): Promise<SlackMessage> =>
  message((one) => picturesOf(one).length === count && one.text.includes(text));
export const registered = (): Promise<SlackMessage> =>
  message((one) => one.text.includes('registered as "ada"'));
/** The newest form, once one more than these has been opened. */
export const opened = (before = 0): Promise<OpenedView> =>
  slack.until(() => slack.views.length > before && slack.views.at(-1)?.view);

const userOf = (user: string) => ({ id: user, username: user.toLowerCase() });

/** A slash command as Slack sends it; `parts` stand over what is usual. */
export const command = (
  user: string,
  name: string,
  text: string,
  parts: Readonly<Record<string, string>> = {},
): Record<string, string> => ({
  command: name,
  text,
  user_id: user,
  user_name: user.toLowerCase(),
  team_id: 'T1',
  channel_id: 'C1',
  trigger_id: trigger(),
  response_url: `${slack.origin}/hook/${parts['channel_id'] ?? 'C1'}/${user}`,
  ...parts,
});

export const slash = (user: string, name: string, text: string, channel = 'C1'): Promise<Response> =>
  deliver({ form: command(user, name, text, { channel_id: channel }) });

export const interact = (user: string, interaction: object): Promise<Response> =>
  deliver({ interaction: { user: userOf(user), team: { id: 'T1' }, ...interaction } });

export const event = (
  happened: object,
  id = `Ev${trigger()}`,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> =>
  deliver({ event: { type: 'event_callback', team_id: 'T1', event_id: id, event: happened } }, { headers });

export function press(user: string, one: SlackMessage, label: string): Promise<Response> {
  const elements = one.blocks.flatMap((block) => block.elements ?? []);
  const found = elements.find((each) => JSON.stringify(each).includes(`"${label}"`));
  return interact(user, {
    type: 'block_actions',
    channel: { id: one.channel },
    trigger_id: trigger(),
    response_url: `${slack.origin}/hook/${one.channel}/${user}`,
    message: {
      ts: one.ts,
      text: one.text,
      metadata: one.metadata,
      ...(one.thread === undefined ? {} : { thread_ts: one.thread }),
    },
    actions: [{ action_id: String(found?.['action_id']), type: 'button', action_ts: trigger() }],
  });
}

/** Sends a filled-in form back. */
export const submit = (user: string, view: OpenedView, inputs: Readonly<Record<string, object>>) =>
  interact(user, {
    type: 'view_submission',
    view: {
      id: 'V1',
      hash: trigger(),
      callback_id: view.callback_id,
      private_metadata: view.private_metadata,
      state: {
        values: Object.fromEntries(Object.entries(inputs).map(([name, one]) => [name, { [name]: one }])),
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
export const mention = (user: string, text: string, files: readonly object[] = []): Promise<Response> =>
  event({ type: 'app_mention', user, channel: 'C1', ts: '1.1', files, text: `<@U1> ${text}` });

/** Sends a photo of face 7 with a yes, to be called "ada"; `more` are other options. */
export async function sendPhoto(user: string, more = ''): Promise<void> {
  await mention(user, `identity register ada consent: yes ${more}`, [photoOf('face 7')]);
}

/** Has face 7 registered. */
export async function register(user: string): Promise<SlackMessage> {
  await sendPhoto(user);
  return registered();
}
