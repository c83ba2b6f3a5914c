/** @file Bots on a fake Discord in processes of their own, for the tests that import this: new ones for each test, to be killed. */
import { afterEach, beforeEach } from 'vitest';
import { type FakeDiscord, startFakeDiscord } from './fake-discord.ts';
import type { FakeInteraction, Sent } from './fake-discord-interactions.ts';
import { type KilledBots, killedBots } from './killed-bot.ts';

export let discord: FakeDiscord;
export let bots: KilledBots;
/** What a test file may set before its tests begin: on a busy machine a bot announces, and is killed before it has asked for anything. */
export const setUp = { patienceMs: 60_000 };
beforeEach(async () => {
  discord = await startFakeDiscord();
  discord.interactions.ackWithinMs = 60_000;
  bots = await killedBots('discord', discord.api, 'discord:9', setUp.patienceMs);
});
afterEach(async () => {
  await bots.close();
  await discord.close();
});

/** Member 9 asks for a picture. */
export const imagine = (sent: Sent = {}): FakeInteraction =>
  discord.interactions.slash('imagine', [{ name: 'prompt', type: 3, value: 'S* as a chef' }], {}, sent);
