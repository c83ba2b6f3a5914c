/** @file One worker draws for two bots, one on Discord and one on Slack, and each picture goes where it was asked for. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDiscordPlatform } from '../../src/chat/discord/adapter.ts';
import { openSlackPlatform } from '../../src/chat/slack/adapter.ts';
import { adapterBench } from '../helpers/adapter-bench.ts';
import { startFakeDiscord } from '../helpers/fake-discord.ts';
import { startFakeSlack } from '../helpers/fake-slack.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { identityRecord } from '../identity/records.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

it('a picture asked for on Discord and one on Slack come from the same worker, each to its own channel', async () => {
  const [discord, slack] = await Promise.all([startFakeDiscord(), startFakeSlack()]);
  discord.interactions.ackWithinMs = 60_000;
  const errors: unknown[] = [];
  const onError = (error: unknown): void => void errors.push(error);
  const onDiscord = await adapterBench(
    server,
    openDiscordPlatform({ token: 'FAKE.TOKEN.x', api: discord.api, onError }),
    errors,
  );
  const { prefix, ring } = onDiscord;
  const door = { kind: 'socket', appToken: 'xapp-1' } as const;
  const slackAdapter = openSlackPlatform({ botToken: 'xoxb-1', door, api: slack.api, onError });
  const onSlack = await adapterBench(server, slackAdapter, errors, { prefix, ring });
  const expiresAt = new Date(Date.now() + 365 * 86_400_000).toISOString();
  for (const [owner, number] of [
    ['discord:9', 3],
    ['slack:U9', 4],
  ] as const) {
    const record = identityRecord(owner, { bundle: 'text', words: 2, width: 8, expiresAt });
    const words = [new Float32Array(8).fill(number), new Float32Array(8)];
    await onDiscord.bot.services.identities.create(record, 'me', words);
  }
  onDiscord.work();
  discord.interactions.slash('imagine', [{ name: 'prompt', type: 3, value: 'S* on Discord' }]);
  void slack.push('slash_commands', {
    command: '/imagine',
    text: 'S* on Slack',
    user_id: 'U9',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: '1.1',
  });
  const there = await discord.until(() => discord.messages('7').find(({ files }) => files.length === 1));
  expect(Buffer.from(there.files[0]?.bytes ?? []).toString()).toMatch(/^S\* on Discord \| S\*=3 \|/);
  const here = await slack.until(() =>
    slack.messages('C1').find(({ blocks }) => blocks.some(({ type }) => type === 'image')),
  );
  const shown = here.blocks.find(({ type }) => type === 'image')?.slack_file?.id ?? '';
  expect(Buffer.from(slack.files.get(shown)?.bytes ?? []).toString()).toMatch(/^S\* on Slack \| S\*=4 \|/);
  expect([discord.everPosted.length, slack.everPosted.length]).toEqual([1, 1]);
  await Promise.all([onDiscord.close(), onSlack.close()]);
  await Promise.all([discord.close(), slack.close()]);
  expect(errors).toEqual([]);
});
