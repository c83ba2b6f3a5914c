/** @file Uses of a face and recalling them, the end of its term, and export. */
import { beforeEach, describe, it, expect } from 'vitest';
import { remindOwners } from '../../commands/identity/reminding.ts';
import { identityRecordSchema } from '../../src/identity/identity.ts';
import { textMaker } from '../helpers/chat-bench.ts';
import { member } from '../helpers/members.ts';
import {
  bench,
  said,
  draw,
  press,
  drawn,
  untilDrawn,
  identityOf,
  share,
  open,
  server,
} from '../helpers/sharing-members.ts';

describe('uses and recall', () => {
  beforeEach(async () => {
    bench.work();
    await bench.register('ann', 7);
    await share({ add: member('bob') });
  });

  it('the owner reads who, when, where and the words; nobody else reads anything', async () => {
    await draw('ann', 'S* as a chef');
    await draw('bob', 'S*ann as a king');
    await untilDrawn(2);
    expect(await said('ann', 'identity uses')).toMatch(
      /^[a-z2-7]{6}: \d{4}-\d\d-\d\d \d\d:\d\d, bob, here, S\*ann: “S\*ann as a king”\n[a-z2-7]{6}: .*, you, here, S\*ann: “S\* as a chef”/,
    );
    expect(await said('bob', 'identity uses')).toBe('Nobody has had your face drawn.');
    expect(await said('ann', 'identity uses', {}, { community: 'elsewhere' })).toContain(
      'bob, in community test,',
    );
  });

  it('recall takes one use, or all, away wherever they stand; another’s cannot be named', async () => {
    await draw('bob', 'S*ann as a king');
    await draw('bob', 'S*ann as a spy');
    await untilDrawn(2);
    const handle = (await said('ann', 'identity uses')).slice(0, 6);
    expect(await said('bob', 'identity recall', { use: handle })).toMatch(/No use of your face begins with/);
    expect(await said('bob', 'identity recall', { use: 'all' })).toBe('There is nothing to recall.');
    expect(await drawn()).toHaveLength(2);
    expect(await said('ann', 'identity recall', { use: handle })).toMatch(/^Recalled one use of your face/);
    expect(await drawn()).toHaveLength(1);
    expect(await said('ann', 'identity recall', { use: 'all' })).toMatch(/^Recalled one use/);
    expect(await drawn()).toEqual([]);
    expect(await said('ann', 'identity uses')).toMatch(/: recalled\n.*: recalled\n/);
  });

  it('what the platform did not take away is told, and recalled again later', async () => {
    await bench.close();
    let down = false;
    await open({
      platformOptions: {
        before: (call) => {
          if (call === 'remove' && down) throw new Error('down');
        },
      },
    });
    bench.work();
    await bench.register('ann', 7);
    await draw('ann', 'S* as a chef');
    await untilDrawn(1);
    down = true;
    expect(await said('ann', 'identity recall', { use: 'all' })).toMatch(/1 of them still stand/);
    expect(await said('ann', 'identity uses')).toContain('its message still stands');
    down = false;
    expect(await said('ann', 'identity recall', { use: 'all' })).toBe(
      'Recalled one use of your face, with all pictures of it.',
    );
    expect(await drawn()).toEqual([]);
  });

  it('a picture that is recalled while it is drawn never comes', async () => {
    await draw('bob', 'S*ann as a king');
    await said('ann', 'identity recall', { use: 'all' });
    await draw('ann', 'S* as a witness');
    await untilDrawn(1);
    expect((await drawn())[0]?.text).toContain('witness');
  });

  it('forget-me of the owner takes the pictures of others with it, and forget-me of the other his name', async () => {
    await draw('bob', 'S*ann as a king');
    await untilDrawn(1);
    expect(await said('bob', 'identity forget-me', { confirm: true })).toMatch(
      /^Receipt[\s\S]*1 request with/,
    );
    expect(await drawn()).toEqual([]);
    expect(await said('ann', 'identity uses')).toContain('a member who was forgotten, here, S*ann: deleted');
    expect(await said('ann', 'identity show', { name: 'ann' })).toContain('is private');
    await share({ add: member('cid') });
    await draw('cid', 'S*ann as a queen');
    await untilDrawn(1);
    expect(await said('ann', 'identity forget-me', { confirm: true })).toMatch(
      /1 picture post of others with your face/,
    );
    expect(await drawn()).toEqual([]);
    const left = await server.client().keys(`${bench.prefix}:*`);
    expect(left.filter((key) => key.includes('recording:ann'))).toEqual([]);
    expect(left.filter((key) => key.includes('recording:bob'))).toEqual([]);
  });
});

describe('the term', () => {
  const expireIn = async (days: number): Promise<void> => {
    const record = identityRecordSchema.parse(await identityOf('ann', 'ann'));
    const expiresAt = new Date(Date.now() + days * 86_400_000).toISOString();
    await bench.bot.services.identities.renew({ ...record, expiresAt });
  };
  const remind = () => remindOwners(bench.bot.services, ['recording'], (error) => bench.errors.push(error));

  it('is told of once before it ends, to the owner alone, and Renew keeps it for another', async () => {
    bench.work();
    await bench.register('ann', 7);
    expect(await remind()).toBe(0);
    await expireIn(10);
    expect((await Promise.all([remind(), remind(), remind()])).reduce((a, b) => a + b)).toBe(1);
    expect(await remind()).toBe(0);
    const [notice] = (await bench.platform.messages('ann')).filter(({ text }) => text.includes('expires on'));
    if (notice === undefined) expect.fail('no notice');
    expect(notice.ephemeral).toBe(true);
    expect(await press(notice, 'Renew', 'bob')).toMatch(/Only the member/);
    expect(await press(notice, 'Renew', 'ann')).toMatch(/^"ann" is kept until/);
    const { expiresAt, consent } = await identityOf('ann', 'ann');
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 364 * 86_400_000);
    expect(Date.parse(consent.at)).toBeGreaterThan(Date.now() - 60_000);
    expect(await press(notice, 'Renew', 'ann')).toMatch(/has been deleted/);
    expect(await remind()).toBe(0);
    await expireIn(5);
    expect(await remind()).toBe(1);
  });

  it('an owner who could not be told is told later, and a deleted identity is not brought back', async () => {
    await bench.close();
    let down = true;
    await open({
      platformOptions: {
        before: (call, shown) => {
          if (down && call === 'post' && shown?.text.includes('expires on') === true) throw new Error('down');
        },
      },
    });
    bench.work();
    await bench.register('ann', 7);
    await expireIn(3);
    expect(await remind()).toBe(0);
    expect(bench.errors.splice(0)).toHaveLength(1);
    down = false;
    expect(await remind()).toBe(1);
    const [notice] = await bench.platform.messages('ann');
    if (notice === undefined) expect.fail('no notice');
    await said('ann', 'identity delete', { name: 'ann' });
    expect(await press(notice, 'Renew', 'ann')).toMatch(/is deleted or has expired/);
    expect(await bench.bot.services.identities.list('recording:ann')).toEqual([]);
  });
});

it('export hands S* and the record to the owner alone, as a file that our own reader reads', async () => {
  const { readIdentityFile } = await import('../../src/pipeline/identity-file.ts');
  bench.work({ maker: textMaker });
  await bench.register('ann', 7);
  await share({ with: 'everybody' });
  const reply = await bench.type('identity export', { name: 'ann' });
  if (reply.kind !== 'message') expect.fail('no message');
  expect(reply.key).toBeUndefined();
  expect(reply.message.ephemeral).toBe(true);
  const [embeds, record] = reply.message.files ?? [];
  expect(readIdentityFile(embeds?.bytes ?? new Uint8Array(), 8)).toMatchObject({ count: 2, width: 8 });
  expect(JSON.parse(Buffer.from(record?.bytes ?? []).toString())).toMatchObject({
    name: 'ann',
    consent: { by: 'recording:ann' },
    share: { with: 'everybody' },
  });
  expect(await said('bob', 'identity export', { name: 'ann' })).toMatch(/no identity yet/);
});
