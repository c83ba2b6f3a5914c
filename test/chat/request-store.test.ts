/** @file Requests on a real Redis: what is listed of a member ends after the last of them. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChatRequest } from '../../src/chat/request.ts';
import { createRequestStore } from '../../src/chat/request-store.ts';
import { newId } from '../../src/identity/id.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const HOUR_MS = 3_600_000;

const requestOf = (ownerId: string): ChatRequest => ({
  version: 1,
  id: newId(),
  ownerId,
  target: { platform: 'test', community: 'c', channel: 'd', member: 'ann' },
  locale: 'en',
  createdAt: new Date().toISOString(),
  wish: { kind: 'forget' },
});

test.each(['draft', 'open'] as const)(
  'what a member has asked for by %s is not listed for ever',
  async (how) => {
    const redis = server.client();
    const prefix = `{${newId()}}`;
    const requests = createRequestStore({ redis, prefix, botId: 'bot', termMs: HOUR_MS });
    const request = requestOf('test:ann');
    await (how === 'draft' ? requests.draft(request, HOUR_MS) : requests.open(request));
    const left = await redis.pttl(`${prefix}:requests-of:test:ann`);
    expect((await requests.list('test:ann')).map(({ request: { id } }) => id)).toEqual([request.id]);
    // Longer than the request itself is kept: none is kept that is not listed.
    expect(left).toBeGreaterThan(await redis.pttl(`${prefix}:request:${request.id}`));
    expect(left).toBeGreaterThan(HOUR_MS);
  },
);
