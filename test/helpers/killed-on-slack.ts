/** @file Bots on a fake Slack in processes of their own, for the tests that import this: new ones for each test, to be killed. */
import { afterEach, beforeEach } from 'vitest';
import { type FakeSlack, startFakeSlack } from './fake-slack.ts';
import { type KilledBots, killedBots } from './killed-bot.ts';

export let slack: FakeSlack;
export let bots: KilledBots;
beforeEach(async () => {
  slack = await startFakeSlack();
  bots = await killedBots('slack', slack.api, 'slack:U9');
});
afterEach(async () => {
  await bots.close();
  await slack.close();
});

/** U9 asks for a picture in a channel. */
export const imagine = (): Promise<unknown> =>
  slack.push('slash_commands', {
    command: '/imagine',
    text: 'S* as a chef',
    user_id: 'U9',
    user_name: 'ann',
    team_id: 'T1',
    channel_id: 'C1',
    trigger_id: '1.1',
    response_url: `${slack.origin}/hook/C1/U9`,
  });
