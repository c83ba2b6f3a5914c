/** @file Report and approval: what waits for a moderator, where it is seen, and what becomes of it. */
import { describe, expect, it } from 'vitest';
import { textMaker } from '../helpers/chat-bench.ts';
import {
  as,
  bench,
  draw,
  drawn,
  moderate,
  one,
  open,
  pictures,
  said,
  server,
  set,
} from '../helpers/moderated-community.ts';
import { textOf } from '../helpers/posted-pictures.ts';
import type { Recorded } from '../helpers/recording-platform.ts';

describe('Report', () => {
  const complain = async (under: Recorded, who: string, reason: string): Promise<string> => {
    const form = await bench.press(under, 'Report', { member: who });
    const actionId = form.kind === 'form' ? form.form.actionId : '';
    return textOf(await bench.press(under, actionId, { member: who, fields: { reason } }));
  };

  it('is open to everybody, tells nobody who it was, and waits with a clock until a moderator decides', async () => {
    bench.work();
    await bench.register('ann', 7);
    await draw('S* one');
    const picture = one(await pictures(1));
    expect(await complain(picture, 'bob', 'that is my dog')).toMatch(/^Thank you\./);
    expect(await complain(picture, 'bob', 'again')).toMatch(/reported it already/);
    expect(await complain(picture, 'cid', ' ')).toMatch(/in a few words/);
    await bench.close();
    await open({ prefix: bench.prefix, ring: bench.ring }); // the buttons survive
    const queue = await bench.type('moderate queue', {}, as('mia'));
    expect(textOf(queue)).toBe(
      '1 case for you; the oldest waits less than a minute.\n' +
        '1. A picture of ann (ann) was reported: “S* one”; waits less than a minute\n    “that is my dog”',
    );
    expect(textOf(queue)).not.toContain('bob');
    if (queue.kind !== 'message') throw new Error('a message was expected');
    expect(queue.message.buttons.map(({ label }) => label)).toEqual(['Take away', 'Keep']);
    expect(textOf(await bench.press(queue.message, 'Take away', { member: 'ann' }))).toMatch(
      /Only the moderators/,
    );
    expect(textOf(await bench.press(queue.message, 'Take away', { member: 'mia' }))).toBe(
      'The picture of ann (ann) is taken away.',
    );
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
    expect(await moderate('queue')).toBe('Nothing waits for you.');
    expect(await moderate('log')).toMatch(/mia: took a reported picture away \[ann \(ann\)\]/);
  });

  it('comes into the moderators’ channel, and goes from there when it is decided', async () => {
    bench.work();
    await bench.register('ann', 7);
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    await draw('S* one');
    const picture = one(await pictures(1));
    await complain(picture, 'bob', 'no');
    const card = one(await bench.platform.messages('mods'));
    expect(card.text).toBe('A picture of ann (ann) was reported: “S* one”\n    “no”');
    const ref = { platform: 'recording', channel: 'mods', message: card.id };
    await bench.bot.router.press({
      platform: 'recording',
      community: 'test',
      channel: 'mods',
      locale: 'en',
      author: { id: 'mia', displayName: 'mia' },
      ...as('mia'),
      actionId: card.buttons.find(({ label }) => label === 'Keep')?.actionId ?? '',
      fields: {},
      message: ref,
      respond: () => Promise.resolve(undefined),
    });
    expect(await bench.platform.messages('mods')).toEqual([]);
    expect(drawn(await bench.platform.messages('general'))).toHaveLength(1);
  });
});

describe('approval', () => {
  it('of requests: nothing is drawn, nor is the prompt seen, before a moderator’s press, which survives a restart', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'requests' });
    await draw('S* my secret wish');
    const [waiting] = (await bench.platform.messages('general')).slice(-1);
    expect(waiting?.text).toBe('This request waits for a moderator’s yes before it is drawn.');
    await bench.close();
    await open({ prefix: bench.prefix, ring: bench.ring });
    bench.work();
    expect((await bench.bot.services.imagine.state()).waiting).toBe(0);
    const queue = await bench.type('moderate queue', {}, as('mia'));
    expect(textOf(queue)).toMatch(/1\. ann \(ann\) asks for a picture: “S\* my secret wish”/);
    if (queue.kind !== 'message') throw new Error('a message was expected');
    expect(textOf(await bench.press(queue.message, 'Approve', { member: 'mia' }))).toBe(
      'Approved: the request of ann (ann).',
    );
    const posted = one(await pictures(1));
    expect([posted.id, posted.text.split('\n')[0]]).toEqual([waiting?.id, '“S* my secret wish”']);
    expect(textOf(await bench.press(queue.message, 'Approve', { member: 'mia' }))).toMatch(/decided already/);
    // Moderators' own wishes do not wait.
    await bench.register('mia', 9, 'mia');
    expect(await draw('S*', {}, 'mia')).toMatch(/^“S\*”/);
    await pictures(2);
  });

  it('of requests: a refusal says so in the place of the request, gives the quota back, and a member may take it back', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'requests' });
    await set('quota', { pictures: 1 });
    await draw('S* first');
    expect(await draw('S* second')).toMatch(/none of today’s 1 picture left/);
    const queue = await bench.type('moderate queue', {}, as('mia'));
    if (queue.kind !== 'message') throw new Error('a message was expected');
    await bench.press(queue.message, 'Refuse', { member: 'mia' });
    expect((await bench.platform.messages('general')).map(({ text }) => text)).toContain(
      'A moderator has decided against this picture.',
    );
    await draw('S* third');
    const third = (await bench.platform.messages('general')).at(-1);
    if (third !== undefined) await bench.press(third, 'Take back');
    expect(await moderate('queue')).toBe('Nothing waits for you.');
    await draw('S* fourth'); // the quota was given back again
    expect(await moderate('queue')).toMatch(/^1 case/);
  });

  it('of pictures: neither preview nor picture is seen before a moderator’s press; the moderator sees it first', async () => {
    const previews: boolean[] = [];
    await bench.close();
    await open({
      platformOptions: {
        before(_call, message) {
          if (message?.progress?.preview !== undefined) previews.push(true);
        },
      },
    });
    bench.work({
      maker: { ...textMaker, draw: (order, hooks) => textMaker.draw({ ...order, steps: 60 }, hooks) },
    });
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await draw('S* held', { seed: 3 });
    const held = await bench.until((all) =>
      all.some(({ text }) => text.startsWith('The picture is drawn, and waits')),
    );
    expect(drawn(held)).toEqual([]);
    expect(previews).toEqual([]);
    const before = held.at(-1);
    await bench.close();
    await open({ prefix: bench.prefix, ring: bench.ring });
    const queue = await bench.type('moderate queue', {}, as('mia'));
    if (queue.kind !== 'message') throw new Error('a message was expected');
    const shown = await bench.press(queue.message, 'Show', { member: 'mia' });
    if (shown.kind !== 'message') throw new Error('a message was expected');
    expect(shown.message.ephemeral).toBe(true);
    expect(Buffer.from(shown.message.pictures[0]?.bytes ?? []).toString()).toBe('S* held | S*=7 | 3 | -');
    await bench.press(queue.message, 'Approve', { member: 'mia' });
    const posted = await bench.until((all) =>
      all.some(({ id, pictures: p }) => id === before?.id && p.length === 1),
    );
    const final = posted.find(({ id }) => id === before?.id);
    expect(final?.buttons.map(({ label }) => label)).toEqual([
      'Re-roll',
      'Vary',
      'Edit prompt',
      'Delete',
      'Report',
    ]);
    expect(final?.history.filter((entry) => entry.includes('pictures'))).toHaveLength(1);
    expect(await moderate('queue')).toBe('Nothing waits for you.');
  });

  it('of pictures: a refused one is gone, bytes and all', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    await draw('S* held');
    await bench.until((all) => all.some(({ text }) => text.startsWith('The picture is drawn, and waits')));
    const card = one(await bench.platform.messages('mods'));
    expect(card.pictures).toHaveLength(1);
    expect(card.buttons.map(({ label }) => label)).toEqual(['Approve', 'Refuse']);
    expect(textOf(await bench.press(card, 'Refuse', { member: 'mia' }))).toBe(
      'Refused: the picture of ann (ann).',
    );
    expect(await server.client().keys(`${bench.prefix}:pictures:*`)).toEqual([]);
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
  });
});

it('the queue of long prompts is short enough for Discord: no case has buttons and is not read', async () => {
  bench.work();
  await bench.register('ann', 7);
  await set('approval', { mode: 'requests' });
  for (const number of [1, 2, 3, 4, 5]) await draw(`S* ${number} ${'in a long story '.repeat(24)}`);
  const queue = await moderate('queue');
  expect(queue.length).toBeLessThan(1900);
  for (const number of [1, 2, 3, 4, 5])
    expect(queue).toMatch(new RegExp(`^${number}\\. .*“S\\* \\d in a`, 'm'));
});
