/** @file What a bot acknowledged and did not answer is another one's to tell, once it is dead and not before. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Acknowledged, createAcknowledgedStore } from '../../src/chat/acknowledged.ts';
import { createInterrupted } from '../../src/chat/interrupted.ts';
import type { Platform } from '../../src/chat/platform.ts';
import { createRequestStore } from '../../src/chat/request-store.ts';
import { newId } from '../../src/identity/id.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(() => server.close());

const asked = (requestId: string): Acknowledged => ({
  requestId,
  target: { platform: 'test', community: 'c', channel: 'd', member: 'ann', token: 'secret' },
  locale: 'de',
  at: Date.now(),
});

/** A bot's two stores, over one Redis with the others of that prefix. */
function botOf(prefix: string, botId: string) {
  const redis = server.client();
  const lives = createRequestStore({ redis, prefix, botId, termMs: 60_000 });
  return { ...createAcknowledgedStore(redis, prefix, botId), lives };
}

it('is left alone while its bot lives, adopted by one other when it is gone, and forgotten once answered', async () => {
  const prefix = `{${newId()}}`;
  const [a, b, c] = ['a', 'b', 'c'].map((id) => botOf(prefix, id));
  if (a === undefined || b === undefined || c === undefined) expect.fail();
  await Promise.all([a, b, c].map(({ lives }) => lives.beat(60_000)));
  await a.note(asked('first-invocation'));
  await a.note(asked('second-invocation'));
  await a.answered(asked('second-invocation'));
  expect([await a.adopt('test'), await b.adopt('test'), await b.adopt('other')]).toEqual([[], [], []]);
  await a.lives.leave();
  const adopted = await Promise.all([b.adopt('test'), c.adopt('test')]);
  expect(adopted.flat()).toMatchObject([{ requestId: 'first-invocation', target: { token: 'secret' } }]);
  await Promise.all([b, c].map(({ lives }) => lives.leave()));
  const d = botOf(prefix, 'd');
  expect(await d.adopt('test')).toHaveLength(1);
  await d.answered(asked('first-invocation'));
  expect(await botOf(prefix, 'e').adopt('test')).toEqual([]);
});

it('tells the member once in his language, again where that failed, and nobody whose time is over', async () => {
  const prefix = `{${newId()}}`;
  const left = botOf(prefix, 'a');
  await left.note(asked('an-invocation'));
  await left.note({ ...asked('an-old-invocation'), at: Date.now() - 16 * 60_000 });
  const told: string[] = [];
  const errors: unknown[] = [];
  let fails = true;
  const platform: Platform = {
    name: 'test',
    editIntervalMs: 0,
    post: () => Promise.reject(new Error('not asked for')),
    edit: () => Promise.reject(new Error('not asked for')),
    remove: () => Promise.reject(new Error('not asked for')),
    tellAsker(target, { text, ephemeral }) {
      if (fails) return Promise.reject(new Error('the network'));
      told.push(`${target.member} ${String(ephemeral)} ${text}`);
      return Promise.resolve();
    },
  };
  const { lives, ...acknowledged } = botOf(prefix, 'b');
  const round = createInterrupted({
    acknowledged,
    requests: lives,
    languages: { of: () => Promise.resolve('en') },
    platforms: [platform],
    onError: (error) => errors.push(error),
  });
  await round();
  expect([told, errors.length]).toEqual([[], 1]);
  fails = false;
  await round();
  await round();
  expect(told).toEqual([
    'ann true Ich wurde unterbrochen, bevor ich antworten konnte. Falls nichts daraus geworden ist, frag bitte noch einmal.',
  ]);
  expect(await botOf(prefix, 'c').adopt('test')).toEqual([]);
});
