/** @file What the bot posts on Slack by itself: once, however much has been said there since, and privately where its way is shut. */
import { LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { message } from '../../../src/chat/message.ts';
import { createSlackApi } from '../../../src/chat/slack/api.ts';
import { createSlackPlatform } from '../../../src/chat/slack/platform.ts';
import { createWhisper } from '../../../src/chat/slack/whisper.ts';
import { type FakeSlack, startFakeSlack } from '../../helpers/fake-slack.ts';

let slack: FakeSlack;
beforeEach(async () => (slack = await startFakeSlack()));
afterEach(() => slack.close());

function bot() {
  const api = createSlackApi({
    token: 'xoxb-1',
    url: slack.api,
    logger: undefined,
    logLevel: LogLevel.ERROR,
  });
  const whisper = createWhisper({ api, hookOrigins: new Set([slack.origin, 'http://127.0.0.1:9']) });
  const platform = createSlackPlatform({
    api,
    whisper,
    fit: (given) => Promise.resolve(given),
    now: Date.now,
    settleMs: 1000,
    onError: () => undefined,
  });
  return { api, platform };
}
const target = { platform: 'slack', community: 'T1', channel: 'C1', member: 'U9' };
const mine = message({ text: 'mine' });
const lookedAt = (): number => slack.calls.filter(({ method }) => method === 'conversations.history').length;

it('what stands there already is found behind a hundred of others’ messages, and no second one is posted', async () => {
  const { api, platform } = bot();
  const since = new Date();
  const { message: where } = await platform.post(target, mine, 'mykey', since);
  const place = { channel: 'C1', thread: undefined };
  for (let i = 0; i < 101; i += 1) await api.post(place, { text: `other ${i}`, blocks: [] }, undefined);
  const before = lookedAt();
  expect((await platform.post(target, mine, 'mykey', since)).message).toBe(where);
  expect(lookedAt() - before).toBe(2);
  expect(slack.everPosted).toHaveLength(102);
  // It looks no further back than to when it was asked for.
  await platform.post(target, mine, 'new', new Date(Date.now() + 10 * 60_000));
  expect(lookedAt() - before).toBe(3);
}, 60_000);

it('a message that vanishes while it is drawn leaves no preview at Slack', async () => {
  const { platform } = bot();
  const picture = {
    bytes: Uint8Array.of(1, 2, 3),
    contentType: 'image/jpeg',
    altText: 'on its way',
    fileName: 'preview.jpg',
  } as const;
  const drawing = (label: string) =>
    message({ text: 'mine', progress: { fraction: 0.5, label, preview: picture } });
  const ref = await platform.post(target, mine, 'mykey');
  expect(await platform.edit(ref, drawing('Step 1'))).toBe(true);
  slack.trouble({ method: 'chat.update', error: 'message_not_found', times: 1 });
  expect(await platform.edit(ref, drawing('Step 2'))).toBe(false);
  await vi.waitFor(() => {
    expect([...slack.files.values()].map(({ name, deleted }) => [name, deleted])).toEqual([
      ['preview.jpg', true],
    ]);
  });
});

it.each([
  ['is used up', () => `${slack.origin}/hook/C1/U9`],
  ['cannot be reached', () => 'http://127.0.0.1:9/x'],
])('a private word whose response URL %s comes all the same', async (_why, address) => {
  const { platform } = bot();
  slack.trouble({ method: 'response_url', error: 'used_url', times: 1 });
  await platform.tellAsker?.({ ...target, token: address() }, message({ text: 'hello', ephemeral: true }));
  expect(slack.everPosted.map(({ text, ephemeralTo }) => [text, ephemeralTo])).toEqual([['hello', 'U9']]);
});
