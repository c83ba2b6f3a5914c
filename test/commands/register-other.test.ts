/** @file A photo of another member: only that member’s yes has it read, and every way round a no is closed. */
import { describe, it, expect } from 'vitest';
import { endOverdue } from '../../commands/overdue.ts';
import { attachment } from '../helpers/chat-bench.ts';
import { idOf, member } from '../helpers/members.ts';
import {
  bench,
  said,
  draw,
  press,
  message,
  untilDrawn,
  identityOf,
  open,
  server,
} from '../helpers/sharing-members.ts';

const photo = attachment('face 7');
const selfies = async (): Promise<number> => (await server.client().keys(`${bench.prefix}:selfie:*`)).length;

describe('a photo of another member', () => {
  const ask = () =>
    said('max', 'identity register', { photo, name: 'bob', consent: true, member: member('bob') });
  const card = () => message('max has sent a photo that is said to show you');

  it('is read only after that member’s yes, and what comes of it is his; the receipt says who agreed and who asked', async () => {
    bench.work();
    expect(await ask()).toMatch(/^bob is asked\. Without a yes within 15 minutes the photo is deleted/);
    expect(await bench.bot.services.identities.list('recording:max')).toEqual([]);
    const asked = await card();
    expect(asked.ephemeral).toBe(true);
    expect(asked.pictures).toEqual([]);
    expect(await press(asked, 'I agree', 'bob')).toMatch(/^You agreed/);
    await message('bob has agreed, and is registered as "bob"');
    const identity = await identityOf('bob', 'bob');
    expect(identity.consent).toMatchObject({ by: 'recording:bob', askedBy: 'recording:max' });
    expect(asked.text).toContain(identity.consent.words);
    expect(await bench.bot.services.identities.list('recording:max')).toEqual([]);
    expect(await selfies()).toBe(0);
    expect(await draw('max', 'S*bob as a chef')).toContain('“S*bob as a chef”');
    await untilDrawn(1);
    expect(await said('bob', 'identity show', { name: 'bob' })).toMatch(
      /may be drawn by max\.[\s\S]*had sent the photo/,
    );
  });

  it('dies at a no, which is final for both buttons and for asking again that day', async () => {
    bench.work();
    await ask();
    const asked = await card();
    expect(await selfies()).toBe(1);
    expect(await press(asked, 'No', 'bob')).toMatch(/^You said no\. The photo is deleted/);
    expect(await selfies()).toBe(0);
    await message('bob did not agree. The photo is deleted, and nothing is registered.');
    expect(await press(asked, 'I agree', 'bob')).toMatch(/has been deleted/);
    expect(await press(asked, 'No', 'bob')).toMatch(/has been deleted/);
    expect(await ask()).toMatch(/bob has said no to you today/);
    expect(await selfies()).toBe(0);
    expect(await bench.bot.services.identities.list('recording:bob')).toEqual([]);
  });

  it('nobody else says yes: not the asker, not a third, not by a button made of what they can see', async () => {
    await ask();
    const asked = await card();
    const waiting = await message('bob is asked');
    for (const who of ['max', 'cid']) {
      expect(await press(asked, 'I agree', who)).toMatch(/Only the member who asked for this/);
    }
    const { signer } = bench.bot.services;
    const own = idOf(waiting);
    expect(await press(waiting, signer.sign('agree', own), 'max')).toMatch(
      /Only the member whose face it is/,
    );
    expect(await press(waiting, signer.sign('allow', own), 'max')).toMatch(/not one of mine/);
    expect(await press(waiting, signer.sign('allow', own), 'bob')).toMatch(/Only the member who asked/);
    const forged = (asked.buttons[0]?.actionId ?? '').replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    expect(await press(asked, forged, 'bob')).toMatch(/not one of mine, or it is damaged/);
    expect(await bench.bot.services.encode.outcome(own)).toEqual({ kind: 'unknown' });
    expect(await selfies()).toBe(1);
    expect(await press(waiting, 'Take back', 'max')).toMatch(/photo is deleted/);
    expect(await selfies()).toBe(0);
    expect(await press(asked, 'I agree', 'bob')).toMatch(/has been deleted/);
  });

  it('without an answer in time the photo and the question are gone', async () => {
    await ask();
    const asked = await card();
    const redis = server.client();
    for (const key of await redis.keys(`${bench.prefix}:selfie:*`)) {
      expect(await redis.pttl(key)).toBeGreaterThan(0);
      expect(await redis.pttl(key)).toBeLessThanOrEqual(15 * 60_000);
    }
    const now = (): Date => new Date(Date.now() + 16 * 60_000);
    const { services } = bench.bot;
    const failed = (error: unknown) => bench.errors.push(error);
    expect(await endOverdue(services, ['recording'], failed)).toBe(0);
    await endOverdue({ ...services, now }, ['recording'], failed);
    const left = await bench.platform.messages('general');
    expect(left.map(({ text }) => text)).toContain(
      'There was no yes in time: nothing is registered, and the photo is deleted.',
    );
    expect(left.filter(({ buttons }) => buttons.length > 0)).toEqual([]);
    expect(await redis.keys(`${bench.prefix}:selfie:*`)).toEqual([]);
    expect(await press(asked, 'I agree', 'bob')).toMatch(/has been deleted/);
  });

  it('a photo whose minutes are over is not registered by a late yes', async () => {
    await ask();
    const asked = await card();
    await server.client().del(`${bench.prefix}:selfie:${idOf(await message('bob is asked'))}`); // as its time does
    expect(await press(asked, 'I agree', 'bob')).toMatch(/The photo is not there any more/);
  });

  it('tells the asker nothing of what the other has: a taken name is told to its owner alone, whose card waits on', async () => {
    bench.work();
    await bench.register('bob', 3, 'bob');
    expect(await ask()).toMatch(/^bob is asked/);
    const asked = await card();
    expect(await press(asked, 'I agree', 'bob')).toMatch(/rename that one first, then press again/);
    await said('bob', 'identity rename', { name: 'bob', to: 'rob' });
    expect(await press(asked, 'I agree', 'bob')).toMatch(/^You agreed/);
    await message('bob has agreed');
  });

  it('the card’s buttons work after the bot has been started anew', async () => {
    bench.work();
    await ask();
    const asked = await card();
    const { prefix, ring } = bench;
    await bench.close();
    await open({ prefix, ring });
    bench.work();
    expect(await press(asked, 'I agree', 'bob')).toMatch(/^You agreed/);
    await message('bob has agreed, and is registered');
  });

  it('a member who cannot be reached is not asked, and nothing is kept', async () => {
    await bench.close();
    const unreachable = {
      before: (_call: string, shown?: { text: string }) => {
        if (shown?.text.includes('said to show you') === true) throw new Error('closed');
      },
    };
    await open({ platformOptions: unreachable });
    expect(await ask()).toMatch(/^I cannot reach bob, so nobody was asked: /);
    expect(await selfies()).toBe(0);
    expect(await server.client().keys(`${bench.prefix}:request:*`)).toEqual([]);
  });
});
