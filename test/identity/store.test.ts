/** @file The identity store on a real Redis: names, defaults, expiry, rotation, idempotence. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/identity/id.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { createIdentityStore, type IdentityStore } from '../../src/identity/store.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { embeddingOf, identityRecord } from './records.ts';

let server: TestRedis;
const ring = withNewKey(undefined, 'k1');
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const fresh = (): { store: IdentityStore; prefix: string } => {
  const prefix = `{${newId()}}`;
  return { prefix, store: createIdentityStore({ redis: server.client(), ring, prefix }) };
};

test('a saved identity is found by its name with its consent, and S* comes back to the bit', async () => {
  const { store } = fresh();
  const record = identityRecord('web:ann');
  await store.create(record, 'ann', embeddingOf(1));
  expect(await store.find('web:ann', 'ann')).toEqual({ ...record, name: 'ann', isDefault: true });
  expect(await store.embedding(record.id)).toEqual({ record, embedding: embeddingOf(1) });
});

test('what a judge saw of the face is sealed behind S* and comes back to the bit', async () => {
  const { store } = fresh();
  const descriptor = new Float32Array([0.25, -1, 3e-7]);
  const record = identityRecord('web:ann', { likeness: { judge: 'drawn', size: 3 } });
  await store.create(record, 'ann', embeddingOf(1), descriptor);
  expect(await store.embedding(record.id)).toEqual({ record, embedding: embeddingOf(1), descriptor });
  await expect(store.create(record, 'ann', embeddingOf(1))).rejects.toThrow('must have 3 numbers');
});

test('the first identity is the default until another one is chosen, and when that dies the oldest takes over', async () => {
  const { store } = fresh();
  const times = ['2030-01-01T00:00:00.000Z', '2030-01-02T00:00:00.000Z'];
  const expiresAt = '2031-01-01T00:00:00.000Z';
  for (const [i, createdAt] of times.entries()) {
    await store.create(identityRecord('web:ann', { createdAt, expiresAt }), `face${i}`, embeddingOf(i));
  }
  expect((await store.find('web:ann'))?.name).toBe('face0');
  const second = await store.find('web:ann', 'face1');
  if (second === undefined) throw new Error('not saved');
  await store.makeDefault(second);
  expect((await store.find('web:ann'))?.name).toBe('face1');
  expect(await store.remove(second)).toBe(true);
  expect(await store.remove(second)).toBe(false);
  expect((await store.find('web:ann'))?.name).toBe('face0');
});

test('a name that is taken is refused for creating and for renaming, and is free again after renaming', async () => {
  const { store } = fresh();
  const [one, two] = [identityRecord('web:ann'), identityRecord('web:ann')];
  await store.create(one, 'work', embeddingOf(1));
  await expect(store.create(two, 'work', embeddingOf(2))).rejects.toMatchObject({ id: 'name-taken' });
  await store.create(two, 'home', embeddingOf(2));
  const work = await store.find('web:ann', 'work');
  if (work === undefined) throw new Error('not saved');
  await expect(store.rename(work, 'home')).rejects.toMatchObject({ id: 'name-taken' });
  await store.rename(work, 'office');
  await store.create(identityRecord('web:ann'), 'work', embeddingOf(3));
  expect((await store.list('web:ann')).map(({ name }) => name).sort()).toEqual(['home', 'office', 'work']);
  expect((await store.find('web:ann', 'office'))?.id).toBe(one.id);
});

test('creating the same identity again, as a repeated job does, leaves one', async () => {
  const { store } = fresh();
  const record = identityRecord('web:ann');
  await store.create(record, 'ann', embeddingOf(1));
  await store.create(record, 'ann', embeddingOf(1));
  expect(await store.list('web:ann')).toHaveLength(1);
});

test('an expired identity is gone from everywhere and its name is free', async () => {
  const { store } = fresh();
  const record = identityRecord('web:ann', { expiresAt: new Date(Date.now() + 60).toISOString() });
  await store.create(record, 'ann', embeddingOf(1));
  while (await store.has(record.id)) await delay(10);
  expect(await store.list('web:ann')).toEqual([]);
  expect(await store.embedding(record.id)).toBeUndefined();
  await store.create(identityRecord('web:ann'), 'ann', embeddingOf(2));
});

test('one member never sees the identities of another', async () => {
  const { store } = fresh();
  await store.create(identityRecord('web:ann'), 'ann', embeddingOf(1));
  expect(await store.list('web:bob')).toEqual([]);
  expect(await store.find('web:bob', 'ann')).toBeUndefined();
});

test('after rotating, a ring without the old key opens every identity', async () => {
  const { store, prefix } = fresh();
  const records = Array.from({ length: 5 }, () => identityRecord('web:ann'));
  for (const [i, record] of records.entries()) await store.create(record, `face${i}`, embeddingOf(i));
  const both = withNewKey(ring, 'k2');
  const rotating = createIdentityStore({ redis: server.client(), ring: both, prefix });
  expect(await rotating.rotate()).toBe(5);
  expect(await rotating.rotate()).toBe(0);
  const only = { currentId: 'k2', keys: new Map([...both.keys].filter(([id]) => id === 'k2')) };
  const later = createIdentityStore({ redis: server.client(), ring: only, prefix });
  for (const [i, { id }] of records.entries()) {
    expect((await later.embedding(id))?.embedding).toEqual(embeddingOf(i));
  }
});

test('two hundred identities are looked up in one round trip, the dead ones left out', async () => {
  const { store, prefix } = fresh();
  const records = Array.from({ length: 200 }, (_, i) => identityRecord(`web:member${i % 50}`));
  await Promise.all(records.map((record, i) => store.create(record, `face${i}`, embeddingOf(i))));
  const [gone, ...alive] = records;
  if (gone === undefined) throw new Error('no records');
  await store.remove(gone);
  const asked: string[] = [];
  const redis = new Proxy(server.client(), {
    get(target, name, receiver) {
      const value: unknown = Reflect.get(target, name, receiver);
      if (typeof value !== 'function') return value;
      asked.push(String(name));
      return value.bind(target) as unknown;
    },
  });
  const found = await createIdentityStore({ redis, ring, prefix }).getAll(records.map(({ id }) => id));
  expect(asked).toEqual(['pipeline']);
  expect([...found.keys()]).toEqual(alive.map(({ id }) => id));
  expect(found.get(alive[8]?.id ?? '')).toEqual({ ...alive[8], name: 'face9' });
});

test('a member’s names end with the last of the identities, however that was prolonged', async () => {
  const { store, prefix } = fresh();
  const redis = server.client();
  const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString();
  const long = identityRecord('web:ann', { expiresAt: day(20) });
  const left = async () => Math.round((await redis.pttl(`${prefix}:owner:web:ann`)) / 86_400_000);
  await store.create(long, 'long', embeddingOf(1));
  await store.create(identityRecord('web:ann', { expiresAt: day(2) }), 'short', embeddingOf(2));
  expect(await left()).toBe(20);
  await store.renew({ ...long, expiresAt: day(40) });
  expect(await left()).toBe(40);
});
