/** @file Pictures on Discord's wire in the room that the community has: encoded again where they must be, and none is lost. */
import { expect, it } from 'vitest';
import { bench, discord, drawn, register, value } from '../../helpers/discord-members.ts';
import type { FakeMessage } from '../../helpers/fake-discord-messages.ts';
import { areThose, largePictures } from '../../helpers/large-pictures.ts';

async function gridOf(fileBytes: number): Promise<FakeMessage> {
  bench.work(largePictures('image/png'));
  await register();
  discord.interactions.fileBytes = fileBytes;
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef'), value('count', 4, 4)]);
  const [grid] = await drawn();
  if (grid === undefined) throw new Error('no picture');
  await discord.until(() => grid.files.length === 4);
  return grid;
}

it('a grid that is too large for the community comes as WebP in its room, all four in order, with alt text', async () => {
  const { files } = await gridOf(60_000);
  const sizes = files.map(({ bytes }) => bytes.byteLength);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(60_000);
  expect(files.map(({ type }) => type)).toEqual(Array(4).fill('image/webp'));
  expect(files[0]?.name).toMatch(/\.webp$/);
  expect(await areThose(files.map(({ bytes }) => bytes))).toBe(true);
  expect(files.map(({ alt }) => alt)).toEqual(
    [1, 2, 3, 4].map((i) => `Picture ${i} of 4 drawn for “S* as a chef”`),
  );
  expect(discord.everPosted.filter(({ files: shown }) => shown.length > 0)).toHaveLength(1);
}, 60_000);

it('where the community takes them they come as they were drawn', async () => {
  const { files } = await gridOf(10 * 1024 * 1024);
  expect(files.map(({ type }) => type)).toEqual(Array(4).fill('image/png'));
  expect(Math.min(...files.map(({ bytes }) => bytes.byteLength))).toBeGreaterThan(300_000);
  expect(await areThose(files.map(({ bytes }) => bytes))).toBe(true);
}, 60_000);
