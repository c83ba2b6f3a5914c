/** @file What moderators' records promise, on a real Redis: atomic, bounded, kept over a crash, and forgetting. */
import type { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../../src/identity/id.ts';
import { createModeration, type Moderation } from '../../src/moderation/moderation.ts';
import type { Rule } from '../../src/moderation/rules.ts';
import { limitsIn, NO_SETTINGS, quotaOf } from '../../src/moderation/settings.ts';
import { requireWithin, within } from '../../src/moderation/channel-limits.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
let prefix: string;
let redis: Redis;
let moderation: Moderation;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());
beforeEach(() => {
  prefix = `{${newId()}}`;
  redis = server.client();
  moderation = createModeration(redis, prefix);
});

const community = 'discord:5';
const noon = new Date('2026-12-01T12:00:00Z');
const take = (parts: Partial<Parameters<Moderation['quotas']['take']>[0]> = {}) => ({
  community,
  ownerId: 'discord:9',
  requestId: newId(),
  pictures: 1,
  limit: 10,
  at: noon,
  ...parts,
});

it('of a hundred requests at once a quota lets exactly as many through as it allows', async () => {
  const others = createModeration(server.client(), prefix);
  const taken = await Promise.all(
    Array.from({ length: 100 }, (_, i) => (i % 2 === 0 ? moderation : others).quotas.take(take())),
  );
  expect(taken.filter(Boolean)).toHaveLength(10);
  expect(await moderation.quotas.used(community, 'discord:9', noon)).toBe(10);
});

it('a request that comes twice counts once, what does not fit counts nothing, and what is given back is free', async () => {
  const { quotas } = moderation;
  const first = take({ pictures: 4 });
  expect([await quotas.take(first), await quotas.take(first)]).toEqual([true, true]);
  expect(await quotas.take(take({ pictures: 7 }))).toBe(false);
  expect(await quotas.used(community, 'discord:9', noon)).toBe(4);
  await Promise.all([quotas.giveBack(first), quotas.giveBack(first)]);
  expect(await quotas.used(community, 'discord:9', noon)).toBe(0);
  expect(await quotas.take(take({ pictures: 10 }))).toBe(true);
});

it('each day, member and community has a count of its own, which expires', async () => {
  const { quotas } = moderation;
  await quotas.take(take({ pictures: 10 }));
  for (const other of [
    { at: new Date('2026-12-02T00:00:00Z') },
    { ownerId: 'discord:10' },
    { community: 'discord:6' },
  ]) {
    expect(await quotas.take(take(other))).toBe(true);
  }
  for (const key of await redis.keys(`${prefix}:count:*`)) {
    expect(await redis.expiretime(key)).toBeGreaterThan(0);
    expect(key).not.toContain('discord:9');
  }
});

it('counts, blocks, settings and cases survive a Redis that is killed', async () => {
  await redis.config('SET', 'appendfsync', 'always'); // what is answered stands on disk
  await moderation.quotas.take(take({ pictures: 3, at: new Date() }));
  await moderation.blocked.add(community, '9', { label: 'Ann', at: noon.toISOString() });
  await moderation.settings.change(community, (settings) => ({ ...settings, approval: 'pictures' }));
  await moderation.cases.open(community, 'picture', 'request1', noon);
  await server.crash();
  await server.restart();
  const after = createModeration(server.client(), prefix);
  expect(await after.quotas.used(community, 'discord:9', new Date())).toBe(3);
  expect(await after.blocked.find(community, '9', noon)).toMatchObject({ label: 'Ann' });
  expect((await after.settings.get(community)).approval).toBe('pictures');
  expect(await after.cases.list(community)).toMatchObject([
    { kind: 'picture', requestId: 'request1', at: noon },
  ]);
});

it('managers who change the settings at once all succeed', async () => {
  const add = (text: string): Promise<unknown> =>
    moderation.settings.change(community, (settings) => {
      const rule: Rule = { id: settings.nextRule, kind: 'words', text, where: 'prompt' };
      return { ...settings, rules: [...settings.rules, rule], nextRule: settings.nextRule + 1 };
    });
  await Promise.all(['aa', 'bb', 'cc', 'dd', 'ee'].map(add));
  const { rules } = await moderation.settings.get(community);
  expect(rules.map(({ text }) => text).toSorted()).toEqual(['aa', 'bb', 'cc', 'dd', 'ee']);
  expect(rules.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  expect(await moderation.settings.get('discord:6')).toEqual(NO_SETTINGS);
});

it('a block for some days ends by itself, and a block is of one community', async () => {
  const until = new Date(noon.getTime() + 1000).toISOString();
  await moderation.blocked.add(community, '9', { label: 'Ann', at: noon.toISOString(), until });
  expect(await moderation.blocked.find(community, '9', noon)).toMatchObject({ until });
  expect(await moderation.blocked.find(community, '9', new Date(until))).toBeUndefined();
  expect(await moderation.blocked.find('discord:6', '9', noon)).toBeUndefined();
});

it('reports of one picture are one case, each member complains once, and of two moderators one closes it', async () => {
  const { cases } = moderation;
  const complain = (by: string, requestId = 'r1', minute = 0) =>
    cases.report(community, requestId, by, {
      reason: `because of ${by}`,
      at: new Date(noon.getTime() + minute * 60_000).toISOString(),
    });
  expect(await complain('discord:9')).toBe('open');
  expect(await complain('discord:9', 'r1', 5)).toBe('again');
  expect(await complain('discord:10', 'r1', 6)).toBe('open');
  await complain('discord:9', 'r0', 3);
  const listed = await cases.list(community);
  expect(listed.map(({ requestId, at }) => [requestId, at.getTime() - noon.getTime()])).toEqual([
    ['r1', 0],
    ['r0', 180_000],
  ]);
  expect(listed[0]?.complaints).toHaveLength(2);
  expect(JSON.stringify(listed)).not.toContain('"discord:9"');
  const closed = await Promise.all([1, 2].map(() => cases.close(community, 'report', 'r1')));
  expect(closed.filter(Boolean)).toHaveLength(1);
  expect((await cases.list(community)).map(({ requestId }) => requestId)).toEqual(['r0']);
});

it('what leaves a community’s list leaves no trace of whose it was', async () => {
  const { roster } = moderation;
  const known = { ownerId: 'discord:9', member: '9', memberName: 'Ann', home: true, at: noon.toISOString() };
  for (const identityId of ['identity1', 'identity2']) await roster.note(community, { ...known, identityId });
  await roster.drop(community, [{ identityId: 'identity1', ownerId: 'discord:9' }]);
  expect((await roster.list(community)).map(({ identityId }) => identityId)).toEqual(['identity2']);
  await roster.drop(community, [{ identityId: 'identity2', ownerId: 'discord:9' }]);
  expect(await redis.keys(`${prefix}:roster*`)).toEqual([]);
});

it('no more than 500 cases wait, and the log keeps its newest thousand', async () => {
  for (let i = 0; i < 500; i += 1) await moderation.cases.open(community, 'request', `r${i}`, noon);
  expect(await moderation.cases.open(community, 'request', 'one-more', noon)).toBe(false);
  expect(await moderation.cases.open(community, 'request', 'r7', noon)).toBe(true);
  expect(
    await moderation.cases.report(community, 'r9', 'discord:9', { reason: 'x', at: noon.toISOString() }),
  ).toBe('full');
  const by = { id: '1', name: 'Mia' };
  for (let i = 0; i < 1010; i += 1) {
    await moderation.audit.write(community, { at: noon.toISOString(), by, what: `did ${i}` });
  }
  const log = await moderation.audit.read(community, 2000);
  expect([log.length, log[0]?.what]).toEqual([1000, 'did 1009']);
});

it('forgetting a member leaves no trace but blocks, and what moderators did', async () => {
  const { roster, cases, audit, blocked, suspended } = moderation;
  const entry = { ownerId: 'discord:9', member: '9', memberName: 'Ann', at: noon.toISOString() };
  await roster.note(community, { ...entry, identityId: 'identity1', home: true });
  await roster.note('discord:6', { ...entry, identityId: 'identity1', home: false });
  await suspended.add(community, 'identity1', { label: 'S*ann of Ann', at: noon.toISOString() });
  await cases.report(community, 'r1', 'discord:9', { reason: 'not nice', at: noon.toISOString() });
  const whom = { id: '9', name: 'Ann' };
  await audit.write(community, {
    at: noon.toISOString(),
    by: { id: '1', name: 'Mia' },
    what: 'suspended',
    whom,
  });
  await blocked.add(community, '9', { label: 'Ann', at: noon.toISOString() });
  await moderation.forget('discord:9');
  expect(await roster.list(community)).toEqual([]);
  expect(await roster.list('discord:6')).toEqual([]);
  expect(await suspended.find(community, 'identity1', noon)).toBeUndefined();
  expect(await audit.read(community, 5)).toMatchObject([{ by: { name: 'Mia' }, what: 'suspended' }]);
  expect((await cases.list(community))[0]?.complaints).toMatchObject([{ reason: 'not nice' }]);
  const [complaints = ''] = await redis.keys(`${prefix}:case:*`);
  expect(await redis.ttl(complaints)).toBeGreaterThan(0);
  expect(await blocked.find(community, '9', noon)).toBeDefined();
  const keys = (await redis.keys(`${prefix}:*`)).filter((key) => !key.includes(':blocked:'));
  for (const key of keys) {
    expect(key).not.toContain('discord:9');
    const type = await redis.type(key);
    const content =
      type === 'hash' ? await redis.hgetall(key) : type === 'list' ? await redis.lrange(key, 0, -1) : [];
    expect(JSON.stringify(content)).not.toMatch(/Ann|discord:9/);
  }
});

it('a role’s own quota goes before everyone’s, the highest of several, and moderators have theirs', () => {
  const quota = (role: string, picturesADay: number) => ({ role, name: role, picturesADay });
  const settings = {
    ...NO_SETTINGS,
    quotas: [quota('everyone', 20), quota('new', 5), quota('patron', 50), quota('moderators', 99)],
  };
  const of = (roles: string[], rank: 'member' | 'manager' = 'member') => quotaOf(settings, { roles, rank });
  expect([of([]), of(['new']), of(['new', 'patron']), of(['other']), of([], 'manager')]).toEqual([
    20, 5, 50, 20, 99,
  ]);
  expect(quotaOf(NO_SETTINGS, { roles: ['new'], rank: 'member' })).toBeUndefined();
});

it('a channel’s own limits lie over those of every channel, fill in what is open, and bound the rest', () => {
  const settings = {
    ...NO_SETTINGS,
    channels: {
      '*': { maxCount: 2, style: 'oil-painting' },
      art: { maxCount: 4, count: 3, onlyStyle: true },
      small: { maxSteps: 10 },
    },
  };
  const usual = { style: 'plain', steps: 30 };
  const open = { count: undefined, steps: undefined, style: undefined };
  expect(within(limitsIn(settings, 'art'), open, usual)).toEqual({
    count: 3,
    steps: undefined,
    style: 'oil-painting',
  });
  expect(within(limitsIn(settings, 'art'), { count: 4, steps: 99, style: 'plain' }, usual)).toEqual({
    count: 4,
    steps: 99,
    style: 'oil-painting',
  });
  expect(within(limitsIn(settings, 'other'), { ...open, count: 4 }, usual)).toMatchObject({ count: 2 });
  expect(within(limitsIn(settings, 'small'), open, usual)).toMatchObject({ count: 1, steps: 10 });
  expect(within({}, open, usual)).toEqual({ count: 1, steps: undefined, style: 'plain' });
  for (const [asked, sentence] of [
    [{ ...open, count: 3 }, /at most 2 pictures at once/],
    [{ ...open, steps: 11 }, /at most 10 steps/],
  ] as const) {
    expect(() => {
      requireWithin(limitsIn(settings, 'small'), asked);
    }).toThrow(sentence);
  }
  expect(() => {
    requireWithin(limitsIn(settings, 'art'), { ...open, style: 'plain' });
  }).toThrow(/everything is drawn in the style "oil-painting"/);
});
