/** @file Forms on Slack: what was typed stands in them, what Slack would refuse does not, and a box that is not ticked takes nothing back. */
import { expect, it } from 'vitest';
import {
  answerTo,
  bench,
  clock,
  interact,
  message,
  opened,
  register,
  slack,
  slash,
  submit,
  trigger,
} from '../../helpers/slack-members.ts';

/** What stands in each field of a form. */
const given = (view: Awaited<ReturnType<typeof opened>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    view.blocks.flatMap(({ block_id: id, element }) => {
      const found = Object.entries(element ?? {}).find(([field]) => field.startsWith('initial_'));
      return id === undefined || found === undefined ? [] : [[id, found[1]]];
    }),
  );

it('keeps what was typed for every kind of field', async () => {
  await slash('U9', '/identity', 'share with: everybody add: <@U20|bob> ask: yes');
  expect(given(await opened())).toEqual({
    add: 'U20',
    with: expect.objectContaining({ value: 'everybody' }) as unknown,
    ask: [expect.objectContaining({ value: 'yes' })],
  });
  await slash('U9', '/imagine', 'count: 3 style: watercolor guidance: 4.5 negative: a hat');
  const view = given(await opened(1));
  expect(view).toMatchObject({ count: '3', guidance: '4.5', negative: 'a hat' });
});

it('leaves out what Slack would refuse the form for', async () => {
  await slash('U9', '/imagine', 'count: 99 steps: many seed: 1.5 style: nobody’s');
  expect(given(await opened())).toEqual({});
  await slash('U9', '/identity', `register ${'a'.repeat(300)}`);
  const view = await opened(1);
  expect(String(given(view)['name'])).toMatch(/^a{20,40}$/);
});

it('a box that is not ticked does not take back what was said before', async () => {
  bench.work();
  await register('U9');
  await slash('U9', '/identity', 'share ada add: <@U20|bob> ask: yes');
  await answerTo('U9', 'You are asked each time');
  await slash('U9', '/identity', 'share');
  const before = slack.everPosted.length;
  await submit('U9', await opened(), {
    name: { type: 'external_select', selected_option: { value: 'ada' } },
    add: { type: 'users_select', selected_user: 'U21' },
    ask: { type: 'checkboxes', selected_options: [] },
  });
  const answer = await slack.until(() => slack.everPosted[before]);
  expect(answer.text).toMatch(/may be drawn by U20 and U21\. You are asked each time/);
});

it('whose form Slack does not open hears of it, where it was asked for or in private, and the fault is reported', async () => {
  slack.trouble({ method: 'views.open', error: 'fatal_error', times: 2 });
  await slash('U9', '/imagine', '');
  await answerTo('U9', 'Slack did not open the form');
  await interact('U9', { type: 'shortcut', callback_id: 'draw-yourself', trigger_id: trigger() });
  await message(({ channel, text }) => channel === 'DU9' && text.includes('Slack did not open the form'));
  // The member is told first.
  await slack.until(() => bench.errors.length === 2);
  expect(bench.errors.map(String)).toEqual([
    expect.stringContaining('fatal_error'),
    expect.stringContaining('fatal_error'),
  ]);
  bench.errors.length = 0;
});

it('whoever changes the language in Slack is answered in it within the hour, and in the old one while Slack is silent', async () => {
  await slash('U9', '/identity', 'list');
  await answerTo('U9', 'You have no identity yet');
  slack.locales.set('U9', 'de-DE');
  clock.aheadMs = 3600_000;
  await slash('U9', '/identity', 'list');
  await answerTo('U9', 'Du hast noch keine Identität');
  clock.aheadMs = 2 * 3600_000 + 1;
  slack.trouble({ method: 'users.info', error: 'fatal_error', times: 10 });
  const before = slack.everPosted.length;
  await slash('U9', '/identity', 'list');
  expect((await slack.until(() => slack.everPosted[before])).text).toContain('Du hast noch keine Identität');
});
