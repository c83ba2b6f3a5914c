/** @file docs/moderation.md and docs/privacy.md on Slack's wire: every command of theirs, typed as they say, is answered as they say. */
import { beforeEach, expect, it } from 'vitest';
import { linesOf } from '../../helpers/page-lines.ts';
import { bench, event, message, photoOf, pictured, slack, slash } from '../../helpers/slack-members.ts';

/** As Slack escapes whom somebody mentions. */
const MENTIONS: Readonly<Record<string, string>> = { '@Ann': '<@U9|ann>', '@Bob': '<@U20|bob>' };
const send = (user: string, typed: string): Promise<unknown> => {
  const [name = '', ...words] = typed.split(' ');
  return slash(user, name, words.map((word) => MENTIONS[word] ?? word).join(' '));
};

/** Every text in what was sent. */
function textsIn(part: unknown): readonly string[] {
  if (typeof part === 'string') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(textsIn) : [];
}
/** What the bot has said since then, with names for ids, once it has said that. */
const answer = (before: number, expected: RegExp): Promise<string> =>
  slack.until(() =>
    slack.calls
      .slice(before)
      .flatMap(({ args }) => textsIn(args))
      .map((text) => text.replaceAll('(U9)', '(ann)').replaceAll('member U9', 'member ann'))
      .find((text) => expected.test(text)),
  );
const pattern = (text: string, placeholder: string): RegExp =>
  new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(placeholder, '[a-z2-7]{6}'));

beforeEach(async () => {
  slack.names.set('U9', 'Ann').set('U20', 'Bob').set('UADMIN', 'max');
  bench.work();
  const text = '<@U1> identity register ann consent: yes';
  await event({
    type: 'app_mention',
    user: 'U9',
    channel: 'C1',
    ts: '1.1',
    files: [photoOf('face 7')],
    text,
  });
  await message((one) => one.text.includes('registered as "ann"'));
});

it('docs/moderation.md is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let handle = 'HANDLE';
  for (const { typed, answer: expected } of linesOf('docs/moderation.md')) {
    const before = slack.calls.length;
    await send('UADMIN', typed.replace('HANDLE', handle));
    const text = await answer(before, pattern(expected, 'HANDLE'));
    if (typed === '/moderate list') handle = text.slice(0, 6);
  }
});

it('docs/privacy.md is answered as it says, line by line', { timeout: 120_000 }, async () => {
  let use = 'USE';
  for (const { typed, answer: expected } of linesOf('docs/privacy.md')) {
    const before = slack.calls.length;
    await send('U9', typed.replace('USE', use));
    const text = await answer(before, pattern(expected, 'USE'));
    if (typed.startsWith('/imagine')) {
      await pictured();
      await expect.poll(() => bench.bot.services.requests.pending('slack:U9')).toEqual([]);
    }
    if (typed === '/identity uses') use = text.slice(0, 6);
  }
});
