/** @file Share rules on a real Redis: what is said at the same time does not undo one another. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '../../src/identity/id.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { PRIVATE, type Share } from '../../src/identity/share.ts';
import { createShareStore } from '../../src/identity/share-store.ts';
import { createIdentityStore } from '../../src/identity/store.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { embeddingOf, identityRecord } from './records.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const sharedWith = (...members: readonly string[]): Share => ({
  ...PRIVATE,
  with: 'members',
  members: members.map((ownerId) => ({ ownerId, name: ownerId })),
});

async function sharedIdentity(share: Share) {
  const redis = server.client();
  const prefix = `{${newId()}}`;
  const record = identityRecord('web:ann');
  const ring = withNewKey(undefined, 'k1');
  await createIdentityStore({ redis, ring, prefix }).create(record, 'ann', embeddingOf(1));
  const shares = createShareStore(redis, prefix);
  await shares.set(record.id, share);
  return { redis, shares, id: record.id };
}

test('a member who is forgotten leaves every rule, and the others stay', async () => {
  const { shares, id } = await sharedIdentity(sharedWith('web:bob', 'web:cid'));
  await shares.forget('web:bob');
  expect(await shares.get(id)).toEqual(sharedWith('web:cid'));
});

test('what the owner says while another member is forgotten stands', async () => {
  const { redis, shares, id } = await sharedIdentity(sharedWith('web:bob', 'web:cid'));
  const hget = redis.hget.bind(redis);
  vi.spyOn(redis, 'hget').mockImplementationOnce(async (key, field) => {
    const read = await hget(key, field);
    await shares.set(id, PRIVATE);
    return read;
  });
  await shares.forget('web:bob');
  expect(await shares.get(id)).toEqual(PRIVATE);
});

test('the first rule of an identity is not said over one that it has', async () => {
  const { shares, id } = await sharedIdentity(PRIVATE);
  await shares.begin(id, sharedWith('web:bob'));
  expect(await shares.get(id)).toEqual(PRIVATE);
});
