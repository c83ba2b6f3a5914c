/** @file A picture on its way on Discord: its place, its steps, how long, a preview, within Discord's pace, until it is there or cancelled. */
import { expect, it } from 'vitest';
import { bench, button, discord, drawnOne, message, register, value } from '../../helpers/discord-members.ts';
import { slowMaker } from '../../helpers/slow-maker.ts';

const imagine = (prompt: string, steps: number) =>
  discord.interactions.slash('imagine', [value('prompt', prompt), value('steps', steps, 4)]);
/** What was sent for the message of that prompt, first and last. */
const sentFor = (prompt: string) =>
  discord.calls.flatMap(({ method, path, json, files, at }) => {
    const body = json as { content?: string; data?: { content?: string } } | undefined;
    const content = body?.data?.content ?? body?.content ?? '';
    return content.includes(prompt) ? [{ method, path, content, files, at }] : [];
  });

it('tells its place and about how long, then its steps with a preview, and edits no message too often', async () => {
  bench.work(slowMaker(40));
  await register();
  imagine('S* first', 90);
  imagine('S* second', 30);
  imagine('S* third', 10);
  const done = (prompt: string) =>
    message(
      ({ content, files }) => content.includes(prompt) && content.includes('seed') && files.length === 1,
    );
  await Promise.all([done(String.raw`S\* first`), done(String.raw`S\* second`), done(String.raw`S\* third`)]);
  const told = (prompt: string): string =>
    sentFor(prompt)
      .map(({ content }) => content)
      .join('\n');
  expect(told(String.raw`S\* first`)).toMatch(/Step \d+ of 90, about \d+ s/);
  expect(told(String.raw`S\* second`)).toMatch(/(Next|Second) in the queue/);
  // How long is known once one has been drawn.
  expect(told(String.raw`S\* third`)).toMatch(/Next in the queue, about \d+ s/);
  const previews = sentFor(String.raw`S\* first`).filter(
    ({ content, files }) => content.includes('Step') && files.size > 0,
  );
  expect(previews.map(({ files }) => files.get(0)?.name)).toContain('preview.jpg');
  // Discord takes five calls in two seconds by one token.
  const times = new Map<string, number[]>();
  for (const { method, path, at } of discord.calls) {
    if (method === 'PATCH') times.set(path, [...(times.get(path) ?? []), at]);
  }
  expect(times.size).toBeGreaterThanOrEqual(3);
  for (const edits of times.values()) {
    const crowded = edits.filter((at, i) => at - (edits[i - 4] ?? -Infinity) < 2000);
    expect(crowded).toEqual([]);
  }
}, 60_000);

it('is cancelled while it is drawn and while it waits, and says so in its message', async () => {
  bench.work(slowMaker(50));
  await register();
  imagine('S* drawn', 100);
  imagine('S* waiting', 100);
  imagine('S* last', 3);
  const drawing = await message(({ content }) => content.includes('drawn') && content.includes('Step'));
  const waiting = await message(({ content }) => content.includes('waiting'));
  discord.interactions.press(waiting, button(waiting, 'Cancel'), { member: '20' });
  await message(({ content }) => content.includes('Only the member who asked for this'));
  for (const one of [waiting, drawing]) {
    discord.interactions.press(one, button(one, 'Cancel'));
    await discord.until(() => one.content.includes('Cancelled.'));
  }
  expect((await drawnOne()).content).toContain('last');
}, 60_000);
