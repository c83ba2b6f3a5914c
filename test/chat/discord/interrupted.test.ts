/** @file A bot that dies after it has announced an answer on Discord leaves nobody waiting: the next one says so. */
import { once } from 'node:events';
import { expect, it } from 'vitest';
import type { FakeInteraction } from '../../helpers/fake-discord-interactions.ts';
import { buttonsOf, isEphemeral, isLoading } from '../../helpers/fake-discord-messages.ts';
import { bots, discord, imagine, setUp } from '../../helpers/killed-on-discord.ts';

setUp.patienceMs = 1000;

const TOLD = 'Ich wurde unterbrochen, bevor ich antworten konnte.';
const german = { locale: 'de' };

/** Redis is slow, so that it announces; it is killed before it could store anything, and another bot starts. */
async function killedOver(ask: () => FakeInteraction): Promise<FakeInteraction> {
  const bot = await bots.start();
  let asked: FakeInteraction | undefined;
  await bots.whileRedisIsSlow(async () => {
    const one = (asked = ask());
    await discord.until(() => one.ackedAt);
    bots.kill();
    await once(bot, 'exit');
  });
  await bots.start();
  if (asked === undefined) throw new Error('nothing was asked');
  return asked;
}

it('a command: its announcement, which would stay for ever, becomes one sentence in the member’s language', async () => {
  const asked = await killedOver(() => imagine(german));
  expect(asked.ackType).toBe(5);
  const told = await discord.until(() => discord.messages().find(({ content }) => content.includes(TOLD)));
  expect([told.id, isLoading(told)]).toEqual([asked.original, false]);
  await expect.poll(bots.unanswered, { timeout: 60_000 }).toBe(0);
  expect(discord.everPosted).toHaveLength(1);
}, 240_000);

it('a button: the member alone is told, the picture above it stays, and what was answered is not told of', async () => {
  bots.work();
  const first = await bots.start();
  const answered = imagine();
  const picture = await discord.until(() => discord.messages().find(({ files }) => files.length === 1));
  await bots.settled();
  bots.kill();
  await once(first, 'exit');
  const reroll = buttonsOf(picture).find(({ label }) => label === 'Re-roll')?.customId ?? '';
  const asked = await killedOver(() => discord.interactions.press(picture, reroll, german));
  expect([answered.ackType, asked.ackType]).toEqual([4, 6]);
  const told = await discord.until(() => discord.messages().find(({ content }) => content.includes(TOLD)));
  expect([isEphemeral(told), picture.files.length]).toEqual([true, 1]);
  await expect.poll(bots.unanswered, { timeout: 60_000 }).toBe(0);
  expect(discord.messages()).toEqual([picture, told]);
}, 240_000);
