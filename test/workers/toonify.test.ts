/** @file The toonify worker's handler on a real Redis: what it answers, and that the photo dies. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { newId } from '../../src/identity/id.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { createSelfieStore } from '../../src/identity/selfie-store.ts';
import type { JobHooks } from '../../src/queue/consumer.ts';
import { toonifyQueue } from '../../src/queue/toonify.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { toonifyHandler, type ToonifyWorkerOptions } from '../../workers/toonify.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const job = { version: 1, selfieId: 'selfieselfie', ownerId: 'web:ann' } as const;
const hooks: JobHooks = {
  id: 'jobjobjobjob',
  attempt: 1,
  signal: new AbortController().signal,
  cancelled: () => Promise.resolve(false),
  step: () => undefined,
  preview: () => Promise.resolve(),
};
const head = { left: 0.1, top: -0.1, side: 0.5 };
const seen = { person: identityOf(7), expression: 'smile', glasses: false, head };

async function bench(toonify: ToonifyWorkerOptions['toonify'] = () => Promise.resolve(seen)) {
  const selfies = createSelfieStore({
    redis: server.client(),
    ring: withNewKey(undefined, 'k1'),
    prefix: `{${newId()}}`,
    termMs: 60_000,
  });
  let erasures = 0;
  const eraser = {
    now: () => Promise.resolve(),
    soon: () => void (erasures += 1),
    close: () => Promise.resolve(),
  };
  await selfies.hold(job.selfieId, job.ownerId, Buffer.from('a photo'));
  const handle = toonifyHandler({ toonify, selfies, eraser, onError: () => undefined });
  return { handle, erasures: () => erasures, holds: () => selfies.holds(job.selfieId) };
}

test('a photo becomes a drawn person, and is gone', async () => {
  const photos: string[] = [];
  const { handle, holds, erasures } = await bench((photo) => {
    photos.push(Buffer.from(photo).toString());
    return Promise.resolve(seen);
  });
  expect(await handle(job, hooks)).toEqual({ kind: 'toonified', version: 1, ...seen });
  expect(photos).toEqual(['a photo']);
  expect(await holds()).toBe(false);
  expect(erasures()).toBe(1);
});

test('a photo that does not serve is gone too', async () => {
  const { handle, holds } = await bench(() => Promise.reject(new UserError('no-face', 'I see no face.')));
  await expect(handle(job, hooks)).rejects.toMatchObject({ id: 'no-face' });
  expect(await holds()).toBe(false);
});

test('nothing measured is left for a page that waits no more, nor the photo', async () => {
  const { handle, holds } = await bench();
  const run = handle(job, { ...hooks, cancelled: () => Promise.resolve(true) });
  await expect(run).rejects.toMatchObject({ name: 'CancelledError' });
  expect(await holds()).toBe(false);
});

test('what a retry may mend keeps the sealed photo', async () => {
  const { handle, holds } = await bench(() => Promise.reject(new Error('out of memory')));
  await expect(handle(job, hooks)).rejects.toThrow('out of memory');
  expect(await holds()).toBe(true);
});

test('a photo that waited too long is a refusal that says so', async () => {
  const { handle } = await bench();
  await handle(job, hooks);
  await expect(handle(job, hooks)).rejects.toMatchObject({ id: 'photo-expired' });
});

test('every drawn person fits the result’s form, however JSON drops what is absent', () => {
  for (let seed = 0; seed < 200; seed++) {
    const sent = { kind: 'toonified', version: 1, ...seen, person: identityOf(seed) };
    expect(() => toonifyQueue.resultSchema.parse(JSON.parse(JSON.stringify(sent)))).not.toThrow();
  }
});
