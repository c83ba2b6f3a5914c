/** @file Moderators on Slack's wire: the workspace's administrators, a configured list, and members whom Slack knows nothing of. */
import { expect, it } from 'vitest';
import {
  answerTo,
  bench,
  clock,
  deliver,
  message,
  pictured,
  press,
  register,
  slack,
  slash,
  submit,
  trigger,
} from '../../helpers/slack-members.ts';

it('administrators have all commands, the listed members /moderate, and whoever is demoted nothing after a minute', async () => {
  await slash('U9', '/moderate', 'list');
  await answerTo('U9', 'Only the moderators of this community');
  await slash('UMIA', '/moderate', 'list');
  await answerTo('UMIA', 'No identity is known here yet');
  await slash('UMIA', '/settings', 'show');
  await answerTo('UMIA', 'Only those who manage this community');
  await slash('UADMIN', '/settings', 'words gun');
  await answerTo('UADMIN', 'Rule 1: “gun” is ruled out');
  slack.admins.delete('UADMIN');
  clock.aheadMs = 61_000;
  await slash('UADMIN', '/settings', 'show');
  await answerTo('UADMIN', 'Only those who manage this community');
});

it('a user group has a quota of its own; who leaves it has everyone’s again after five minutes', async () => {
  bench.work();
  await register('U9');
  slack.groups.set('S77', { handle: 'painters', users: ['U9'] });
  await slash('UADMIN', '/settings', 'quota pictures: 1');
  await answerTo('UADMIN', 'Everyone: 1 picture a day');
  await slash('UADMIN', '/settings', 'quota pictures: 3 role: <!subteam^S77>');
  await answerTo('UADMIN', '@painters: 3 pictures a day');
  const asked = () => slack.calls.filter(({ method }) => method === 'usergroups.users.list').length;
  for (const wish of ['first', 'second']) {
    await slash('U9', '/imagine', `S* ${wish}`);
    await message(({ text, blocks }) => text.includes(wish) && blocks.some(({ type }) => type === 'image'));
  }
  expect(asked()).toBe(1);
  slack.groups.set('S77', { handle: 'painters', users: [] });
  await slash('U9', '/imagine', 'S* third');
  await message(({ text }) => text.includes('third'));
  clock.aheadMs = 5 * 60_000;
  await slash('U9', '/imagine', 'S* fourth');
  await answerTo('U9', 'You have none of today’s 1 picture left here');
});

it('while Slack does not tell who is in a group, its last word counts for an hour, and then nobody guesses', async () => {
  bench.work();
  await register('U9');
  slack.groups.set('S77', { handle: 'painters', users: ['U9'] });
  slack.trouble({ method: 'usergroups.users.list', error: 'missing_scope', times: 1 });
  await slash('UADMIN', '/settings', 'quota pictures: 9 role: <!subteam^S77|@painters>');
  await answerTo('UADMIN', 'reinstall the app with the scope usergroups:read');
  await slash('UADMIN', '/settings', 'quota pictures: 9 role: <!subteam^S77|@painters>');
  await answerTo('UADMIN', '@painters: 9 pictures a day');
  slack.trouble({ method: 'usergroups.users.list', error: 'fatal_error', times: 10 });
  clock.aheadMs = 59 * 60_000;
  await slash('U9', '/imagine', 'S* within the hour');
  await message(({ text }) => text.includes('within the hour'));
  clock.aheadMs = 61 * 60_000;
  await slash('U9', '/imagine', 'S* later');
  await answerTo('U9', 'Slack does not tell me at the moment which user groups you are in');
});

it('whoever is in the moderators’ user group moderates', async () => {
  slack.groups.set('SMODS', { handle: 'mods', users: ['U12'] });
  await slash('U9', '/moderate', 'list');
  await answerTo('U9', 'Only the moderators of this community');
  await slash('U12', '/moderate', 'list');
  await answerTo('U12', 'No identity is known here yet');
  await slash('U12', '/settings', 'show');
  await answerTo('U12', 'Only those who manage this community');
});

it('while Slack does not say who somebody is, nobody moderates', async () => {
  slack.trouble({ method: 'users.info', error: 'internal_error', times: 10 });
  await slash('UADMIN', '/settings', 'show');
  await answerTo('UADMIN', 'Slack does not tell me at the moment');
});

it('rules, blocks and limits hold for commands, mentions and threads', async () => {
  bench.work();
  await register('U9');
  await slash('UADMIN', '/settings', 'words gun');
  await answerTo('UADMIN', 'Rule 1');
  await slash('UADMIN', '/settings', 'channel max-count: 1');
  await answerTo('UADMIN', 'This channel: pictures at most 1');
  const say = (text: string, thread: string) =>
    deliver({
      event: {
        type: 'event_callback',
        team_id: 'T1',
        event_id: `Ev${trigger()}`,
        event: { type: 'app_mention', user: 'U9', channel: 'C1', ts: '9.1', thread_ts: thread, text },
      },
    });
  await say('<@U1> S* with a gun', '4.1');
  await answerTo('U9', '“gun” is not drawn in this community');
  await say('<@U1> S* count: 2', '4.1');
  await answerTo('U9', 'at most 1 picture at once');
  await slash('UMIA', '/moderate', 'block <@U9|ann> reason: cats');
  await answerTo('UMIA', 'U9 may not register or draw here');
  await slash('U9', '/imagine', 'S* with a flower');
  await answerTo('U9', 'Their reason: cats');
});

it('a report comes into the moderators’ channel without the reporter, and is decided there', async () => {
  bench.work();
  await register('U9');
  await slash('UADMIN', '/settings', 'inbox', 'C7');
  await answerTo('UADMIN', 'come into this channel');
  await slash('U9', '/imagine', 'S* as a chef');
  const picture = await pictured();
  await press('U11', picture, 'Report');
  const { view } = await slack.until(() => slack.views.at(-1));
  await submit('U11', view, { reason: { type: 'plain_text_input', value: 'not nice' } });
  await answerTo('U11', 'Thank you. The moderators have it');
  const card = await message(({ channel, ephemeralTo }) => channel === 'C7' && ephemeralTo === undefined);
  expect(JSON.stringify(card)).toMatch(/A picture of u9 \(U9\) was reported/);
  expect(JSON.stringify(card)).toContain('“not nice”');
  const place = `${picture.channel}/p${picture.ts.replace('.', '')}`;
  expect(JSON.stringify(card)).toContain(`<https://x.slack.com/archives/${place}>`);
  expect(JSON.stringify(card)).not.toContain('U11');
  await press('U9', card, 'Take away');
  await answerTo('U9', 'Only the moderators of this community');
  await press('UMIA', card, 'Take away');
  await slack.until(() => !slack.messages().includes(picture) && !slack.messages().includes(card));
});

it('a request waits, and is drawn in its place after a moderator’s press', async () => {
  bench.work();
  await register('U9');
  await slash('UADMIN', '/settings', 'approval requests');
  await answerTo('UADMIN', 'Every request of a member waits');
  await slash('U9', '/imagine', 'S* secretly');
  const waiting = await message(({ text }) => text.includes('waits for a moderator’s yes'));
  expect(JSON.stringify(waiting)).not.toContain('secretly');
  await slash('UMIA', '/moderate', 'queue');
  const queue = await answerTo('UMIA', 'asks for a picture');
  await press('UMIA', queue, 'Approve');
  expect((await pictured()).ts).toBe(waiting.ts);
});
