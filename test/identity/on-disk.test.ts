/** @file What lies in Redis' files: nothing in clear after registration, nothing that opens after forgetting. */
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { open, SealError } from '../../src/identity/envelope.ts';
import { createEraser } from '../../src/identity/eraser.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { createSelfieStore } from '../../src/identity/selfie-store.ts';
import { createIdentityStore } from '../../src/identity/store.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { leaks, stolenFiles } from '../helpers/stolen-files.ts';
import { bytesOf, embeddingOf, identityRecord } from './records.ts';

let server: TestRedis;
const ring = withNewKey(undefined, 'k1');
const prefix = '{disk}';
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const stolen = (): Promise<Buffer> => stolenFiles(server.folder);

test('the dump and the append-only file hold no selfie and no embedding in clear, and nothing opens after forgetting', async () => {
  const redis = server.client();
  const store = createIdentityStore({ redis, ring, prefix });
  const selfies = createSelfieStore({ redis, ring, prefix, termMs: 600_000 });
  const eraser = createEraser({ redis });
  const photo = randomBytes(40_000);
  const record = identityRecord('web:ann');
  const control = randomBytes(64);

  await redis.set(`${prefix}:control`, control);
  await selfies.hold('selfie1', 'web:ann', photo);
  await store.create(record, 'ann', embeddingOf(5));
  await redis.call('SAVE');
  const before = await stolen();
  expect(leaks(before, control)).toBe(true);
  expect(leaks(before, photo)).toBe(false);
  for (const word of embeddingOf(5)) expect(leaks(before, bytesOf(word))).toBe(false);

  const sealed = {
    identity: await redis.hgetallBuffer(`${prefix}:identity:${record.id}`),
    selfie: await redis.hgetallBuffer(`${prefix}:selfie:selfie1`),
  };
  const wrapped = Object.values(sealed).map((fields) => fields['wrappedKey'] ?? Buffer.alloc(0));
  for (const key of wrapped) expect(before.includes(key)).toBe(true);

  expect(await selfies.destroyAll('web:ann')).toBe(1);
  expect(await store.removeAll('web:ann')).toBe(1);
  await redis.call('SAVE');
  await eraser.now();
  const after = await untilWithout(wrapped);
  expect(leaks(after, control)).toBe(true);
  for (const key of wrapped) expect(after.includes(key)).toBe(false);
  expect(await store.embedding(record.id)).toBeUndefined();
  expect(await selfies.read('selfie1', 'web:ann')).toBeUndefined();
  // Even somebody who kept the sealed body and has the key ring: the data key is nowhere any more.
  const body = sealed.identity['body'] ?? Buffer.alloc(0);
  const label = `identity ${record.id} of web:ann`;
  expect(opensAnywhere(before, body, label)).toBe(true);
  expect(opensAnywhere(after, body, label)).toBe(false);
});

/** Whether some 60 bytes of the files are the wrapped key of the body. */
function opensAnywhere(files: Buffer, body: Buffer, label: string): boolean {
  for (let at = 0; at + 60 <= files.length; at += 1) {
    const wrappedKey = files.subarray(at, at + 60);
    try {
      open(ring, { keyId: 'k1', wrappedKey, body }, label);
      return true;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
    }
  }
  return false;
}

/** Redis unlinks the former append-only file right after the rewrite, on a thread of its own. */
async function untilWithout(secrets: readonly Buffer[]): Promise<Buffer> {
  for (const until = Date.now() + 30_000; Date.now() < until;) {
    const files = await stolen();
    if (!secrets.some((secret) => files.includes(secret))) return files;
    await delay(20);
  }
  return stolen();
}

test('a rewrite that Redis already runs is waited for and followed by another', async () => {
  const redis = server.client();
  const eraser = createEraser({ redis });
  await redis.call('BGREWRITEAOF');
  const secret = randomBytes(64);
  await redis.set(`${prefix}:late`, secret);
  await redis.del(`${prefix}:late`);
  await Promise.all([eraser.now(), eraser.now()]);
  expect((await untilWithout([secret])).includes(secret)).toBe(false);
});

test('erasing soon happens once for several deletions, and at closing at the latest', async () => {
  const redis = server.client();
  const eraser = createEraser({ redis, soonMs: 3_600_000 });
  const secret = randomBytes(64);
  await redis.set(`${prefix}:later`, secret);
  await redis.del(`${prefix}:later`);
  eraser.soon(() => undefined);
  eraser.soon(() => undefined);
  await eraser.close();
  expect((await untilWithout([secret])).includes(secret)).toBe(false);
});
