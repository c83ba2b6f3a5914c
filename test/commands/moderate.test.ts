/** @file `/moderate` and `/settings`: who may, what holds for members everywhere, and what nobody is told. */
import { describe, expect, it } from 'vitest';
import type { Attachment, RawOptions } from '../../src/chat/option.ts';
import { attachment } from '../helpers/chat-bench.ts';
import {
  as,
  bench,
  draw,
  drawn,
  handle,
  member,
  moderate,
  one,
  pictures,
  said,
  set,
} from '../helpers/moderated-community.ts';
import { textOf } from '../helpers/posted-pictures.ts';

describe('who may', () => {
  it('members may use neither command nor completion, moderators not the settings, and managers everything', async () => {
    expect(await said('ann', 'moderate list')).toBe(
      'Only the moderators of this community may do that: ask one of them.',
    );
    expect(await said('ann', 'settings show')).toBe(
      'Only those who manage this community may do that: ask one of them.',
    );
    expect(await said('mia', 'settings show')).toBe(
      'Only those who manage this community may do that: ask one of them.',
    );
    expect(await said('mia', 'moderate list')).toBe('No identity is known here yet.');
    expect(await said('max', 'moderate log')).toBe('No moderator has done anything here yet.');
    expect(await set('show')).toMatch(/^No quotas\.\n.*\nNo rules for prompts\./);
    bench.work();
    await bench.register('ann', 7);
    const complete = (who: string) =>
      bench.bot.router.complete({
        platform: 'recording',
        community: 'test',
        channel: 'general',
        locale: 'en',
        command: 'moderate',
        subcommand: 'inspect',
        option: 'identity',
        typed: '',
        author: { id: who, displayName: who },
        ...as(who),
      });
    expect(await complete('bob')).toEqual([]);
    expect(await complete('mia')).toMatchObject([
      { name: expect.stringContaining('S*ann of ann') as string },
    ]);
  });

  it('a member who learns the id of a moderator’s button may not press it, nor a moderator of another community', async () => {
    bench.work();
    await bench.register('ann', 7);
    await draw('S*');
    const [picture] = await pictures(1);
    await bench.bot.services.moderation.settings.change('recording:test', (s) => ({ ...s, inbox: 'mods' }));
    await bench.press(one(await pictures(1)), 'Report', { member: 'bob' });
    const id = picture?.buttons[0]?.actionId.split('.')[1] ?? '';
    const takedown = bench.bot.services.signer.sign('takedown', id);
    const press = async (who: string, community: string): Promise<string> => {
      let text = '';
      await bench.bot.router.press({
        platform: 'recording',
        community,
        channel: 'general',
        locale: 'en',
        author: { id: who, displayName: who },
        ...as(who),
        actionId: takedown,
        fields: {},
        message: undefined,
        respond(reply) {
          text = textOf(reply);
          return Promise.resolve(undefined);
        },
      });
      return text;
    };
    expect(await press('bob', 'test')).toBe(
      'Only the moderators of this community may do that: ask one of them.',
    );
    expect(await press('ann', 'test')).toBe(
      'Only the moderators of this community may do that: ask one of them.',
    );
    expect(await press('mia', 'elsewhere')).toBe('This button belongs to another community: press it there.');
    expect(drawn(await bench.platform.messages('general'))).toHaveLength(1);
  });

  it('help tells moderators of their commands, and members nothing', async () => {
    expect(await said('ann', 'help')).not.toContain('/moderate');
    expect(await said('max', 'help')).toMatch(/\/moderate: .*purge.*\n\/settings: /);
  });
});

describe('rules for prompts', () => {
  it('hold for the command, for an edited prompt and for a re-roll of what was drawn before', async () => {
    bench.work();
    await bench.register('ann', 7);
    await draw('S* with a gun');
    const [before] = await pictures(1);
    if (before === undefined) throw new Error('nothing was drawn');
    expect(await set('words', { text: 'gun' })).toBe('Rule 1: “gun” is ruled out in the prompt.');
    const ruled = /“gun” is not drawn in this community/;
    expect(await draw('S* with a GÚN')).toMatch(ruled);
    expect(textOf(await bench.press(before, 'Re-roll'))).toMatch(ruled);
    expect(textOf(await bench.press(before, 'Vary'))).toMatch(ruled);
    const form = await bench.press(before, 'Edit prompt');
    const actionId = form.kind === 'form' ? form.form.actionId : '';
    const edited = await bench.press(before, actionId, { fields: { prompt: 'S* and a gun', negative: '' } });
    expect(textOf(edited)).toMatch(ruled);
    expect(await draw('S* with a flower', {}, 'ann')).toMatch(/“S\* with a flower”/);
    expect(await set('allow', { rule: 1 })).toBe('Rule 1 is removed.');
    expect(await draw('S* with a gun')).toMatch(/“S\* with a gun”/);
    await pictures(3);
  });

  it('a pattern that cannot be read, or fits everything, is refused and nothing is kept', async () => {
    expect(await set('pattern', { text: '(a' })).toMatch(
      /^I cannot read that pattern: a "\(" is not closed\./,
    );
    expect(await set('pattern', { text: '.*' })).toMatch(/fits every prompt/);
    expect(await set('pattern', { text: 'bombs?\\b', where: 'both' })).toMatch(
      /^Rule 1: what fits “bombs\?\\b”/,
    );
    expect(await draw('S*', { negative: 'no bombs' })).toMatch(/against rule 1/);
  });
});

describe('channels', () => {
  it('fill in what members leave out, refuse what is too much, and bound the buttons of what was drawn before', async () => {
    bench.work();
    await bench.register('ann', 7);
    await draw('S*', { count: 4, seed: 1 });
    const [grid] = await pictures(1);
    expect(await set('channel', { 'max-count': 2, count: 2, steps: 3, style: 'watercolor' })).toBe(
      'This channel: pictures 2 by itself, at most 2; steps 3 by itself; style Watercolor.',
    );
    expect(await draw('S*', { count: 3 })).toMatch(/at most 2 pictures at once/);
    await draw('S*', { seed: 5 });
    const [, second] = await pictures(2);
    expect(second?.text).toBe('“S*”\nWatercolor · seed 5 · 3 steps');
    expect(second?.pictures).toHaveLength(2);
    if (grid !== undefined) await bench.press(grid, 'Re-roll');
    const [, , third] = await pictures(3);
    expect(third?.pictures).toHaveLength(2);
    expect(await draw('S*', { count: 4 }, 'ann')).toMatch(/at most 2/);
    expect(
      textOf(await bench.type('imagine', { prompt: 'S*', count: 4 }, as('ann', { channel: 'other' }))),
    ).toMatch(/^“S\*”/);
    // A thread is bounded as its channel is.
    const thread = as('ann', { channel: 'thread-1', parent: 'general' });
    expect(textOf(await bench.type('imagine', { prompt: 'S*', count: 4 }, thread))).toMatch(/at most 2/);
    expect(await set('channel', { reset: true })).toBe('This channel: no settings of its own.');
    expect(await set('channel', { count: 3, 'max-count': 2 })).toMatch(/cannot be more than the most/);
  });
});

describe('quotas', () => {
  it('count pictures a day by role, once for a delivery that comes twice, and give back what was never drawn', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('quota', { pictures: 3 });
    await set('quota', { pictures: 5, role: { kind: 'role', id: '77', name: 'Patron' } });
    for (let i = 0; i < 2; i += 1)
      await said('ann', 'imagine', { prompt: 'S*', count: 2 }, { invocationId: 'i1' });
    await pictures(1);
    expect(await draw('S*', { count: 2 })).toMatch(
      /only 1 of today’s 3 pictures left here; the next day begins at 00:00 UTC/,
    );
    await draw('S*');
    await pictures(2);
    expect(await draw('S*')).toMatch(/You have none of today’s 3 pictures left here/);
    const rolesAmong = (roles: readonly string[]) => Promise.resolve(roles.filter((role) => role === '77'));
    const patron = { author: { id: 'ann', displayName: 'ann', rolesAmong } };
    expect(textOf(await bench.type('imagine', { prompt: 'S*', count: 2 }, patron))).toMatch(/^“S\*”/);
    expect(await moderate('list', { member: member('ann') })).toMatch(/^ann: 5 pictures today\./);
    expect(await set('quota', {})).toBe('Everyone: no quota of its own any more.');
    expect(await draw('S*')).toMatch(/^“S\*”/);
    await pictures(4);
  });
});

describe('members and identities', () => {
  it('a blocked member neither draws nor registers, by no way, and is told why; others are not touched', async () => {
    bench.work();
    await bench.register('ann', 7);
    await bench.register('bob', 9, 'bob');
    await draw('S*');
    const [before] = await pictures(1);
    const photo: Attachment = attachment('face 3');
    await bench.type('identity register', { photo, name: 'two' });
    const card = (await bench.platform.messages('general')).at(-1);
    expect(await moderate('block', { member: member('ann'), days: 3, reason: 'too many cats' })).toMatch(
      /^ann may not register or draw here until \d+ \w+ \d{4}\./,
    );
    const told = /blocked you from drawing here until .* Their reason: too many cats$/;
    expect(await draw('S*')).toMatch(told);
    if (before === undefined || card === undefined) throw new Error('the messages are not there');
    expect(textOf(await bench.press(before, 'Re-roll'))).toMatch(told);
    expect(textOf(await bench.press(card, 'I agree'))).toMatch(told);
    expect(await said('ann', 'identity register', { photo, name: 'three' })).toMatch(told);
    expect(await said('ann', 'identity list')).toMatch(/S\*ann/); // what is one's own stays one's own
    expect(await draw('S*', {}, 'bob')).toMatch(/^“S\*”/);
    expect(
      textOf(await bench.type('imagine', { prompt: 'S*' }, as('ann', { community: 'elsewhere' }))),
    ).toMatch(/^“S\*”/);
    expect(await moderate('unblock', { member: member('ann') })).toBe('ann may draw here again.');
    expect(await draw('S*')).toMatch(/^“S\*”/);
    await pictures(4);
  });

  it('a suspended identity is not drawn here, a restored one is; inspecting shows all but the face', async () => {
    bench.work();
    await bench.register('ann', 7);
    const id = await handle();
    const inspected = await moderate('inspect', { identity: id });
    expect(inspected).toMatch(
      /^S\*ann of ann \(member ann\)\n.*\nIt was registered in this community\.\nIts member agreed on .*receipt [0-9a-f]{16}\.\nIt is not suspended\./,
    );
    expect(await moderate('suspend', { identity: id, reason: 'not you' })).toMatch(
      /is not drawn here until you restore it/,
    );
    expect(await draw('S*')).toBe(
      'The moderators of this community have suspended your identity "ann" here. Their reason: not you',
    );
    expect(
      textOf(await bench.type('imagine', { prompt: 'S*' }, as('ann', { community: 'elsewhere' }))),
    ).toMatch(/^“S\*”/);
    expect(await moderate('restore', { identity: id })).toMatch(/may be drawn here again/);
    expect(await draw('S*')).toMatch(/^“S\*”/);
    await pictures(2);
  });

  it('moderators see and touch only what was registered or drawn in their community', async () => {
    bench.work();
    await bench.register('ann', 7);
    const id = await handle();
    const elsewhere = (line: string, options: RawOptions = {}): Promise<string> =>
      said('mia', `moderate ${line}`, options, { community: 'elsewhere' });
    expect(await elsewhere('list')).toBe('No identity is known here yet.');
    expect(await elsewhere('delete', { identity: id })).toMatch(
      /^No identity "[a-z2-7]{6}" is known in this community/,
    );
    await bench.type('imagine', { prompt: 'S*' }, as('ann', { community: 'elsewhere' }));
    await pictures(1);
    expect(await elsewhere('delete', { identity: id })).toMatch(
      /was registered elsewhere: \/moderate suspend/,
    );
    expect(await elsewhere('suspend', { identity: id })).toMatch(/is not drawn here/);
    expect(await moderate('delete', { identity: id })).toMatch(
      /^S\*ann of ann is deleted\. Nothing of it is left/,
    );
    expect(await bench.bot.services.identities.list('recording:ann')).toEqual([]);
    expect(await moderate('list')).toBe('No identity is known here yet.');
    expect(await elsewhere('list')).toBe('No identity is known here yet.');
  });

  it('purge takes away everything of a member in this community, and stops what is on its way', async () => {
    const worker = bench.work();
    await bench.register('ann', 7);
    await bench.register('bob', 9, 'bob');
    await draw('S* one');
    await draw('S* two', { count: 2 });
    await draw('S* bobs', {}, 'bob');
    await bench.type('imagine', { prompt: 'S* elsewhere' }, as('ann', { community: 'elsewhere' }));
    await pictures(4);
    await worker.close();
    await draw('S* waiting');
    expect(await moderate('purge', { member: member('ann') })).toBe(
      '3 requests of ann taken away, with all pictures.',
    );
    const left = await bench.platform.messages('general');
    expect(drawn(left).map(({ text }) => text.split('\n')[0])).toEqual(['“S* bobs”', '“S* elsewhere”']);
    expect(left.some(({ text }) => text.includes('waiting'))).toBe(false);
    expect(await moderate('log')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d mia: purged 3 requests \[ann \(ann\)\]$/,
    );
  });

  it('the log names who did what, and forgets a member who asks for it', async () => {
    await moderate('block', { member: member('ann'), reason: 'x' });
    await set('approval', { mode: 'pictures' });
    expect(await moderate('log')).toMatch(
      /max: settings: Every picture of a member waits.*\n.* mia: blocked: x \[ann \(ann\)\]$/,
    );
    await bench.type('identity forget-me', { confirm: true });
    expect(await moderate('log')).toMatch(/mia: blocked: x$/);
    expect(await draw('S*')).toMatch(/blocked you/);
  });
});

describe('What is long', () => {
  it('rules that do not fit into a message are shown from a number on, each of them once', async () => {
    for (let i = 1; i <= 40; i += 1) await set('words', { text: `ruled out ${'word '.repeat(8)}${i}` });
    const seen: number[] = [];
    for (let from: number | undefined = 1; from !== undefined;) {
      const shown = await set('show', { from });
      expect(shown.length).toBeLessThan(1900);
      seen.push(...[...shown.matchAll(/^Rule (\d+): /gm)].map(([, id]) => Number(id)));
      const next = /more: \/settings show from: (\d+)$/m.exec(shown)?.[1];
      from = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
  });

  it('the log goes on where a message ends', async () => {
    const reason = 'because of that '.repeat(12).trim();
    for (let i = 0; i < 12; i += 1) await moderate('block', { member: member(`m${i}`), reason });
    const seen: string[] = [];
    for (let skip: number | undefined = 0; skip !== undefined;) {
      const shown = await moderate('log', { count: 25, skip });
      expect(shown.length).toBeLessThan(1900);
      seen.push(...[...shown.matchAll(/\[(m\d+) /g)].map(([, id = '']) => id));
      const next = /older: \/moderate log skip: (\d+)$/m.exec(shown)?.[1];
      skip = next === undefined ? undefined : Number(next);
    }
    expect(seen).toEqual(Array.from({ length: 12 }, (_, i) => `m${11 - i}`));
  });
});
