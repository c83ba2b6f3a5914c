/** @file A picture on its way on Slack: its place, its steps, how long, a preview, within Slack's pace, until it is there or cancelled. */
import { expect, it } from 'vitest';
import type { SlackMessage } from '../../helpers/fake-slack.ts';
import { bench, message, pictured, press, register, slack, slash } from '../../helpers/slack-members.ts';
import { slowMaker } from '../../helpers/slow-maker.ts';

const shown = ({ blocks }: Pick<SlackMessage, 'blocks'>): string => JSON.stringify(blocks);
const isPassing = ({ args }: { readonly args: Readonly<Record<string, unknown>> }) =>
  /Step|queue|begins/.test(JSON.stringify(args['blocks']));
const updates = () => slack.calls.filter(({ method }) => method === 'chat.update');

it('tells its place and about how long, then its steps with a preview, and changes fifty messages a minute in all', async () => {
  bench.work(slowMaker(40));
  await register('U9');
  // How long is known once one has been drawn.
  await slash('U9', '/imagine', 'S* quickly steps: 5');
  await pictured(1, 'quickly');
  const before = slack.calls.length;
  const prompts = ['S* first', 'S* second', 'S* third'];
  const begun = Date.now();
  for (const [i, prompt] of prompts.entries())
    await slash('U9', '/imagine', `${prompt} steps: ${90 - 30 * i}`, `C${i}`);
  await Promise.all(prompts.map((prompt) => pictured(1, prompt)));
  const told = slack.calls
    .slice(before)
    .map(({ args }) => JSON.stringify(args['blocks'] ?? ''))
    .join('\n');
  expect(told).toMatch(/Step \d+ of 90, about \d+ s/);
  expect(told).toMatch(/(Next|Second) in the queue, about \d+ s/);
  expect(told).toContain('The picture while it is being drawn');
  // Its tier of rates is the workspace's: a change that only tells how far something is waits for the others.
  const passing = updates().filter((call) => isPassing(call));
  expect(passing.length).toBeGreaterThan(2);
  expect(passing.length).toBeLessThanOrEqual((Date.now() - begun) / 1200 + 1);
  const gaps = passing.slice(1).map(({ at }, i) => at - (passing[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(900);
  // Of previews only the one that stands is kept, and none once the picture is there.
  const kept = [...slack.files.values()].filter(({ deleted, name }) => !deleted && name === 'preview.jpg');
  expect(kept).toEqual([]);
}, 60_000);

it('where Slack asks to be spared, what is passing is left out until then, and the picture comes all the same', async () => {
  bench.work(slowMaker(60));
  await register('U9');
  const before = updates().length;
  slack.trouble({ method: 'chat.update', error: 'ratelimited', retryAfter: 3, times: 1 });
  await slash('U9', '/imagine', 'S* as a chef steps: 90');
  await pictured();
  const [refused, ...later] = updates().slice(before);
  const meanwhile = later.filter(({ at }) => at - (refused?.at ?? 0) < 2900);
  expect(meanwhile.filter((call) => isPassing(call))).toEqual([]);
}, 60_000);

it('is cancelled while it is drawn and while it waits, and says so in its message', async () => {
  bench.work(slowMaker(50));
  await register('U9');
  await slash('U9', '/imagine', 'S* drawn steps: 100');
  await slash('U9', '/imagine', 'S* waiting steps: 100');
  const drawing = await message((one) => one.text.includes('drawn') && shown(one).includes('Step'));
  const waiting = await message(({ text }) => text.includes('waiting'));
  for (const one of [waiting, drawing]) {
    await press('U9', one, 'Cancel');
    await slack.until(() => one.text.includes('Cancelled.'));
  }
}, 60_000);
