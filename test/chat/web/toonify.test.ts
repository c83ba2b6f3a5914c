/** @file A photo from the portrait maker: through the store, the worker and the real networks, and back. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPhotoMeasurer } from '../../../src/chat/web/toonify.ts';
import { createToonifyParts, type ToonifyParts } from '../../../src/main/toonify-parts.ts';
import { photoToonifier } from '../../../src/pipeline/toonify-photo.ts';
import type { ToonifiedPerson } from '../../../src/queue/toonify.ts';
import { cookieOf, startTestChat, type TestChat } from './server.ts';

const portrait = readFileSync(join(import.meta.dirname, '../../golden/photos/grace-hopper.jpg'));
const toonifier = photoToonifier({ threads: 1 });
let chat: TestChat;
let worker: ToonifyParts;
let cookie: string;

beforeAll(async () => {
  chat = await startTestChat();
  worker = createToonifyParts({
    ...chat.shared,
    onReport: () => undefined,
    toonifier,
  });
  cookie = await cookieOf(chat.address);
});
afterAll(async () => {
  await worker.close();
  await chat.close();
  await toonifier.close();
});

const send = (body: Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${chat.address}/toonify`, {
    method: 'POST',
    headers: { cookie, origin: chat.address, 'content-type': 'image/jpeg', ...headers },
    body: new Uint8Array(body),
  });

it('measures a portrait, and leaves neither photo nor measures in the store', async () => {
  const response = await send(portrait);
  const { person, expression, glasses, head } = (await response.json()) as ToonifiedPerson;
  expect(response.status).toBe(200);
  expect(expression).toBe('neutral');
  expect(glasses).toBe(true);
  expect(head.left).toBeGreaterThan(0);
  expect(head.left + head.side).toBeLessThan(1);
  expect(person.tone).toBeLessThan(0.5);
  expect(person.face.width).toBeGreaterThan(35);
  const redis = chat.redis.client();
  const keys = await redis.keys('*');
  expect(keys.filter((key) => key.includes('selfie'))).toEqual([]);
  expect(keys.filter((key) => /toonify:[a-z0-9]{20}$/u.test(key))).toEqual([]);
  const events = keys.filter((key) => key.endsWith('toonify:events'));
  const told = await Promise.all(events.map((key) => redis.xrange(key, '-', '+')));
  expect(events).toHaveLength(1);
  expect(JSON.stringify(told)).not.toContain('person');
});

it('says what to do better when the photo does not serve', async () => {
  const dark = await sharp(portrait).linear(0.1, 0).jpeg().toBuffer();
  const response = await send(dark);
  expect(response.status).toBe(400);
  expect(await response.json()).toEqual({
    sentence: 'The face is too dark. Turn towards a window or a lamp and try again.',
  });
});

it.each([
  ['what is no picture', 400, Buffer.from('<svg/>'), {}],
  ['a picture from another page', 403, portrait, { origin: 'https://elsewhere.example' }],
  ['a stranger’s picture', 401, portrait, { cookie: '' }],
])('refuses %s', async (_, status, body, headers) => {
  expect((await send(body, headers)).status).toBe(status);
});

it('gives up where no worker is, and takes the photo back', async () => {
  const redis = chat.redis.client();
  const alone = createPhotoMeasurer({
    redis,
    ring: chat.shared.ring,
    prefix: '{alone}',
    patienceMs: 100,
    onError: chat.shared.onError,
  });
  const waiting = alone.measure('ann', portrait, new AbortController().signal);
  await expect(waiting).rejects.toMatchObject({ id: 'photo-not-measured' });
  const keys = await redis.keys('{alone}*');
  expect(keys.filter((key) => key.includes('selfie'))).toEqual([]);
  await alone.close();
});
