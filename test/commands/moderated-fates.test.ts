/** @file What becomes of pictures on their way when moderators decide, do not decide, or an owner takes a face back. */
import { describe, expect, it } from 'vitest';
import { endOverdue } from '../../commands/overdue.ts';
import { UserError } from '../../src/errors.ts';
import type { Message } from '../../src/chat/message.ts';
import { textMaker, textMakerAfter } from '../helpers/chat-bench.ts';
import {
  as,
  bench,
  draw,
  drawn,
  handle,
  member,
  moderate,
  one,
  open,
  pictures,
  said,
  server,
  set,
} from '../helpers/moderated-community.ts';
import type { Recorded } from '../helpers/recording-platform.ts';

const withText =
  (text: string) =>
  (all: readonly Recorded[]): boolean =>
    all.some((message) => message.text.includes(text));
const queueCard = async (): Promise<Message> => {
  const queue = await bench.type('moderate queue', {}, as('mia'));
  if (queue.kind !== 'message') throw new Error('a message was expected');
  return queue.message;
};

describe('a suspended identity', () => {
  it('is not drawn for another member either, whose job waits in the queue already', async () => {
    let free = (): void => undefined;
    bench.work({ maker: textMakerAfter(new Promise<void>((done) => (free = done))) });
    await bench.register('ann', 7);
    await said('ann', 'identity share', { name: 'ann', add: member('bob') });
    await draw('S* first');
    await draw('S*ann second', {}, 'bob');
    await bench.until((all) => all.filter(({ label }) => label !== undefined).length >= 2);
    await moderate('suspend', { identity: await handle() });
    free();
    // The one that is being drawn ends at the worker's next look: between two steps, or before it hands over.
    const isOver = /(Cancelled|may not be drawn in this community any more)\.$/;
    await bench.until((all) => all.filter(({ text }) => isOver.test(text)).length === 2);
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
  });

  it('is refused by the worker itself, before and after it draws, and a blocked member’s wish as well', async () => {
    const { suspended, blocked } = bench.bot.services.moderation;
    const at = new Date().toISOString();
    const sanction = { label: 'x', at };
    let meanwhile = (): Promise<void> => Promise.resolve();
    bench.work({
      maker: {
        ...textMaker,
        async draw(order, hooks) {
          await meanwhile();
          return textMaker.draw(order, hooks);
        },
      },
    });
    await bench.register('ann', 7);
    const id = (await bench.bot.services.identities.find('recording:ann', 'ann'))?.id ?? '';
    meanwhile = () => suspended.add('recording:test', id, sanction);
    await draw('S* while');
    await bench.until(withText('S* may not be drawn in this community any more.'));
    await suspended.lift('recording:test', id);
    meanwhile = () => blocked.add('recording:test', 'ann', sanction);
    await draw('S* then');
    await bench.until(
      (all) => all.filter(({ text }) => text.includes('may not be drawn in this community')).length === 2,
    );
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
  });

  it('keeps a picture from being approved that was drawn before', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await draw('S* held');
    await bench.until(withText('The picture is drawn, and waits'));
    await moderate('suspend', { identity: await handle() });
    const card = await queueCard();
    const reply = await bench.press(card, 'Approve', { member: 'mia' });
    expect(reply.kind === 'message' && reply.message.text).toMatch(/^It cannot be drawn any more/);
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
  });
});

describe('a face that is taken back', () => {
  it('takes what moderators were shown with it: the card in their channel, and the picture before them', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    await draw('S* held');
    await bench.until(withText('The picture is drawn, and waits'));
    expect(drawn(await bench.platform.messages('mods'))).toHaveLength(1);
    await bench.press(await queueCard(), 'Show', { member: 'mia' });
    expect(await pictures(1)).toHaveLength(1);
    expect(await said('ann', 'identity recall', { use: 'all' })).toMatch(/^Recalled one use/);
    expect(await bench.platform.messages('mods')).toEqual([]);
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
    expect(await moderate('queue')).toBe('Nothing waits for you.');
    expect(await server.client().keys(`${bench.prefix}:pictures:*`)).toEqual([]);
  });

  it('takes a card with it that is just being put there', async () => {
    let ask = (): Promise<unknown> => Promise.resolve();
    await bench.close();
    await open({
      platformOptions: {
        async after(call, message) {
          if (call === 'post' && message.text.startsWith('A picture of ann')) await ask();
        },
      },
    });
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    ask = () => said('ann', 'identity recall', { use: 'all' });
    await draw('S* held');
    while ((await bench.platform.everPosted('mods')).length === 0) await bench.until(() => true);
    while ((await bench.platform.messages('mods')).length > 0) await bench.until(() => true);
    expect(drawn(await bench.platform.messages('general'))).toEqual([]);
  });

  it('a decision takes the card in the moderators’ channel away, wherever it was pressed', async () => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'pictures' });
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    await draw('S* held');
    await bench.until(withText('The picture is drawn, and waits'));
    await bench.press(await queueCard(), 'Approve', { member: 'mia' });
    await pictures(1);
    expect(await bench.platform.messages('mods')).toEqual([]);
  });
});

describe('what nobody decides', () => {
  const later = (days: number) =>
    endOverdue(
      { ...bench.bot.services, now: () => new Date(Date.now() + days * 86_400_000) },
      ['recording'],
      (error) => bench.errors.push(error),
    );

  it.each([
    ['requests', 'This request waits', 3.1, 'No moderator has decided in time: nothing is drawn.'],
    [
      'pictures',
      'The picture is drawn, and waits',
      1.1,
      'No moderator has decided in time: the picture is deleted.',
    ],
  ])('of %s ends visibly, once, and gives the quota back', async (mode, waits, days, ends) => {
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode });
    await set('quota', { pictures: 1 });
    await said('max', 'settings inbox', {}, { channel: 'mods' });
    await draw('S* undecided');
    const waiting = one((await bench.until(withText(waits))).filter(({ text }) => text.startsWith(waits)));
    expect(await later(0)).toBe(0);
    const card = await queueCard();
    expect((await Promise.all([later(days), later(days)])).reduce((a, b) => a + b)).toBe(1);
    const ended = (await bench.platform.messages('general')).find(({ id }) => id === waiting.id);
    expect([ended?.text, ended?.buttons]).toEqual([ends, []]);
    expect(await bench.platform.messages('mods')).toEqual([]);
    const late = await bench.press(card, 'Approve', { member: 'mia' });
    expect(late.kind === 'message' && late.message.text).toMatch(/has been deleted/);
    expect(await moderate('queue')).toBe('Nothing waits for you.');
    expect(await server.client().keys(`${bench.prefix}:pictures:*`)).toEqual([]);
    expect(await later(40)).toBe(0);
    expect(await draw('S* again')).not.toMatch(/today’s/);
  });

  it('of owners of faces ends for who asked and for who was asked', async () => {
    bench.work();
    await bench.register('ann', 7);
    await said('ann', 'identity share', { name: 'ann', add: member('bob'), ask: true });
    await draw('S*ann as a chef', {}, 'bob');
    expect(await later(0.9)).toBe(0);
    await later(1.1);
    const all = await bench.platform.messages('general');
    expect(all.map(({ text }) => text)).toContain(
      'Not everybody who is in it has agreed in time: nothing is drawn.',
    );
    expect(all.filter(({ buttons }) => buttons.length > 0)).toEqual([]);
  });

  it('is tried again where the platform was down', async () => {
    let down = false;
    await bench.close();
    await open({
      platformOptions: {
        before(call) {
          if (down && call === 'edit') throw new Error('down');
        },
      },
    });
    bench.work();
    await bench.register('ann', 7);
    await set('approval', { mode: 'requests' });
    await draw('S* undecided');
    down = true;
    expect(await later(3.1)).toBe(0);
    expect(bench.errors.splice(0).map(String)).toEqual(['Error: down']);
    down = false;
    expect(await later(3.1)).toBe(0); // its first ender has a minute
    expect(await later(3.2)).toBe(1);
    expect((await bench.platform.messages('general')).map(({ text }) => text)).toContain(
      'No moderator has decided in time: nothing is drawn.',
    );
  });
});

it('a wish that finds the moderators’ queue full takes no quota and leaves nothing behind', async () => {
  bench.work();
  await bench.register('ann', 7);
  await set('approval', { mode: 'requests' });
  await set('quota', { pictures: 1 });
  const { cases } = bench.bot.services.moderation;
  const now = new Date();
  for (let n = 0; n < 500; n += 1) await cases.open('recording:test', 'request', `other${n}`, now);
  for (let n = 0; n < 2; n += 1) expect(await draw('S* in vain')).toMatch(/tell one of them yourself/);
  expect(await bench.bot.services.requests.list('recording:ann')).toHaveLength(1); // the registration
  await cases.close('recording:test', 'request', 'other7');
  expect(await draw('S* now')).toBe('This request waits for a moderator’s yes before it is drawn.');
});

it.each([
  ['what the member can mend', new UserError('prompt-too-long', 'That is too long.')],
  ['what nobody can', new TypeError('broken')],
])('a quota is given back when a worker fails for good, over %s', async (_, error) => {
  bench.work({ maker: { ...textMaker, draw: () => Promise.reject(error) } });
  await bench.register('ann', 7);
  await set('quota', { pictures: 1 });
  const failed = error instanceof UserError ? error.message : 'Something went wrong on our side';
  await draw('S* one');
  await bench.until((all) => all.filter(({ text }) => text.includes(failed)).length === 1);
  expect(await draw('S* two')).not.toMatch(/today’s/);
  await bench.until((all) => all.filter(({ text }) => text.includes(failed)).length === 2);
});
