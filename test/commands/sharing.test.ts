/** @file Who may draw a face: share rules, asking each time, and jobs that wait while a rule changes. */
import { beforeEach, describe, it, expect } from 'vitest';
import { textMakerAfter } from '../helpers/chat-bench.ts';
import { idOf, member } from '../helpers/members.ts';
import {
  bench,
  said,
  draw,
  press,
  message,
  drawn,
  untilDrawn,
  identityOf,
  share,
  open,
  server,
} from '../helpers/sharing-members.ts';

describe('sharing', () => {
  beforeEach(async () => {
    bench.work();
    await bench.register('ann', 7);
  });

  it('private is the rule until the owner says otherwise, and strangers learn nothing of what there is', async () => {
    const nobody = await draw('bob', '<@cid> as a chef');
    expect(nobody).toMatch(/That member has no identity that you may draw here/);
    expect(await draw('bob', '<@ann> as a chef')).toBe(nobody);
    expect(await draw('bob', 'S*ann as a chef')).toBe(
      (await draw('bob', 'S*zed as a chef')).replace('zed', 'ann'),
    );
    expect(await said('ann', 'identity show', { name: 'ann' })).toContain(
      'S*ann is private: only you may draw it.',
    );
  });

  it('named members may, by name and by mention; others and other communities may not', async () => {
    expect(await share({ add: member('bob') })).toMatch(/^S\*ann may be drawn by bob\. You are not asked/);
    expect(await draw('bob', 'S*ann as a chef')).toContain('“S*ann as a chef”');
    expect(await draw('bob', '<@ann> as a king')).toContain('“S*ann as a king”');
    expect(await draw('cid', 'S*ann as a chef')).toMatch(/nobody shares one called "ann"/);
    await untilDrawn(2);
    const [picture] = await drawn();
    if (picture === undefined) expect.fail('no picture');
    expect(await press(picture, 'Re-roll', 'bob')).toContain('“S*ann as a chef”');
    await untilDrawn(3);
    expect(await share({ remove: member('bob') })).toMatch(/is private/);
    expect(await press(picture, 'Re-roll', 'bob')).toMatch(/no identity that you may draw/);
    expect(await draw('bob', 'S*ann as a spy')).toMatch(/nobody shares/);
  });

  it('everybody is everybody in that community alone', async () => {
    expect(await share({ with: 'everybody' }, 'ann')).toMatch(/everybody in this community/);
    expect(await draw('cid', '<@ann> with a flower')).toContain('“S*ann with a flower”');
    await untilDrawn(1);
    expect(await draw('cid', '<@ann> with a flower', { community: 'elsewhere' })).toMatch(
      /no identity that you may/,
    );
    expect(await draw('cid', 'S*ann with a flower', { community: '' })).toMatch(/nobody shares/);
  });

  it('is found by the beginning of a name, and an identity that is gone leaves what is searched', async () => {
    await share({ with: 'everybody' });
    const cid = { ownerId: 'recording:cid', community: 'recording:test' };
    const { shares } = bench.bot.services;
    const found = (name: string) => shares.candidates(cid, { name, begins: true });
    const { id } = await identityOf('ann', 'ann');
    expect([await found(''), await found('an'), await found('b')]).toEqual([[id], [id], []]);
    const index = () => server.client().smembers(`${bench.prefix}:shared-in:recording:test`);
    expect(await index()).toEqual([id]);
    await said('ann', 'identity delete', { name: 'ann' });
    expect(await found('')).toEqual([]);
    expect(await index()).toEqual([]);
  });

  it('a name of one’s own goes first, and a mention gets another word then', async () => {
    await bench.register('ann', 9, 'bob').catch(() => undefined);
    await share({ add: member('bob') });
    await draw('bob', 'S*ann with <@ann>');
    await untilDrawn(1);
    const [picture] = await drawn();
    expect(Buffer.from(picture?.pictures[0]?.base64 ?? '', 'base64').toString()).toMatch(
      /^S\*ann with S\*ann_2 \| S\*ann=9,S\*ann_2=7/,
    );
  });

  it('only owners set the rule', async () => {
    expect(await share({ with: 'everybody' }, 'bob')).toMatch(/no identity yet/);
  });
});

describe('asking each time', () => {
  beforeEach(async () => {
    await bench.close();
    await open();
  });
  const ready = async (): Promise<void> => {
    bench.work();
    await bench.register('ann', 7);
    await share({ add: member('bob'), ask: true });
  };
  const card = () => message('bob asks to draw you');

  it('the owner reads the words on a card, and only the yes draws, once', async () => {
    await ready();
    expect(await draw('bob', 'S*ann as a chef')).toBe('This waits for the yes of ann before it is drawn.');
    const asked = await card();
    expect(asked.ephemeral).toBe(true);
    expect(asked.text).toContain('“S*ann as a chef”');
    for (const who of ['bob', 'cid']) {
      expect(await press(asked, 'Allow this once', who)).toMatch(/Only the member who asked/);
    }
    expect(await press(asked, 'Allow this once', 'ann')).toMatch(/^You agreed, this once/);
    await untilDrawn(1);
    expect(await press(asked, 'Allow this once', 'ann')).toMatch(/has been deleted/);
    const [picture] = await drawn();
    if (picture === undefined) expect.fail('no picture');
    expect(await press(picture, 'Re-roll', 'bob')).toBe('This waits for the yes of ann before it is drawn.');
    expect(await drawn()).toHaveLength(1);
  });

  it('a no draws nothing, and neither button nor moderator changes that', async () => {
    await ready();
    await draw('bob', 'S*ann as a spy');
    const asked = await card();
    const waiting = await message('This waits for the yes of ann');
    const approve = bench.bot.services.signer.sign('approve', idOf(waiting));
    expect(await press(waiting, approve, 'max')).toMatch(/waits for the yes of the members who are in it/);
    expect(await press(asked, 'No', 'ann')).toMatch(/^You said no\. Nothing is drawn/);
    await message('ann did not agree. Nothing is drawn.');
    expect(await press(asked, 'Allow this once', 'ann')).toMatch(/has been deleted/);
    expect(await draw('bob', 'S*ann as a spy')).toMatch(/said no to you today/);
    expect(await bench.bot.services.imagine.outcome(idOf(waiting))).toEqual({ kind: 'unknown' });
  });

  it('an identity that is deleted while the card waits is not drawn by a yes', async () => {
    await ready();
    await draw('bob', 'S*ann as a chef');
    const asked = await card();
    await said('ann', 'identity delete', { name: 'ann' });
    expect(await press(asked, 'Allow this once', 'ann')).toMatch(/not there any more: nothing is drawn/);
    await message('has been deleted or has expired meanwhile');
    expect(await drawn()).toEqual([]);
  });

  it('where two are asked, one yes is not enough', async () => {
    await ready();
    await bench.register('cid', 5, 'cid');
    await said('cid', 'identity share', { name: 'cid', add: member('bob'), ask: true });
    await draw('bob', 'S*ann and S*cid');
    const cards = (
      await bench.until((all) => all.filter(({ text }) => text.includes('asks to draw you')).length === 2)
    ).filter(({ text }) => text.includes('asks to draw you'));
    const of = (who: string) => cards.find(({ text }) => text.includes(`you, S*${who}:`)) ?? expect.fail(who);
    expect(await press(of('ann'), 'Allow this once', 'ann')).toMatch(/once the others who are in it agree/);
    expect(await drawn()).toEqual([]);
    expect(await press(of('cid'), 'Allow this once', 'cid')).toMatch(/^You agreed, this once/);
    await untilDrawn(1);
  });

  it('the owner who is forgotten has said no', async () => {
    await ready();
    await draw('bob', 'S*ann as a chef');
    const asked = await card();
    expect(await said('ann', 'identity forget-me', { confirm: true })).toMatch(/^Receipt/);
    await message('That did not get a yes');
    expect(await press(asked, 'Allow this once', 'ann')).toMatch(/has been deleted/);
  });
});

describe('a job that waits', () => {
  it('is refused by the worker when its owner has taken the face back, before and while it is drawn', async () => {
    const first = bench.work();
    await bench.register('ann', 7);
    await share({ add: member('bob') });
    await first.close();
    await draw('bob', 'S*ann as a spy');
    await share({ with: 'nobody' });
    let open = (): void => undefined;
    const opened = new Promise<void>((done) => (open = done));
    bench.work({ maker: textMakerAfter(opened) });
    await message('S*ann may not be drawn by you any more');
    await share({ add: member('bob') });
    await draw('bob', 'S*ann as a king');
    await bench.until((all) => all.some(({ label }) => label === 'Drawing begins'));
    await share({ with: 'nobody' });
    open();
    await bench.until((all) => all.filter(({ text }) => text.includes('any more')).length === 2);
    expect(await drawn()).toEqual([]);
    expect(await server.client().keys(`${bench.prefix}:pictures:*`)).toEqual([]);
  });

  it('drawn by whoever forged it into the queue is refused, with and without a yes for another request', async () => {
    bench.work();
    await bench.register('ann', 7);
    await share({ add: member('bob'), ask: true });
    const { services } = bench.bot;
    const { id } = await identityOf('ann', 'ann');
    await services.shares.grant(id, 'anotherrequest');
    const job = (ownerId: string) => ({
      version: 1 as const,
      ownerId,
      people: [{ word: 'S*ann', identityId: id }],
      settings: { prompt: 'S*ann', negativePrompt: '', count: 1, seed: 1 },
    });
    await services.imagine.add('forgedforged', job('recording:bob'));
    await services.imagine.add('strangerjob', job('recording:cid'));
    await expect
      .poll(() => services.imagine.outcome('strangerjob'))
      .toMatchObject({ failure: { id: 'identity-not-shared' } });
    await expect
      .poll(() => services.imagine.outcome('forgedforged'))
      .toMatchObject({ failure: { id: 'identity-not-shared' } });
  });
});
