/** @file Calls into worker threads: order, errors, shared memory, death. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigError, UserError } from '../../src/errors.ts';
import { startThread, type Thread } from '../../src/runtime/thread.ts';
import type { EchoMethods } from './echo-thread.ts';

let thread: Thread<EchoMethods>;
beforeEach(() => {
  thread = startThread<EchoMethods>('echo-thread', import.meta.url);
});
afterEach(async () => {
  await thread.close();
});

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => error);

test('answers go to their own calls, whatever the order in which they come', async () => {
  const answers = Promise.all([
    thread.call('later', 30),
    thread.call('later', 1),
    thread.call('echo', { a: [1, 2] }),
  ]);
  expect(await answers).toEqual([30, 1, { a: [1, 2] }]);
});

test('a method that throws rejects its call with the same type of error and leaves the thread usable', async () => {
  const user = await caught(thread.call('refuse', 'user'));
  expect(user).toBeInstanceOf(UserError);
  expect(user).toMatchObject({ id: 'no-face', message: 'no face was found' });
  expect(await caught(thread.call('refuse', 'config'))).toBeInstanceOf(ConfigError);
  expect(await caught(thread.call('refuse', 'plain'))).toMatchObject({ message: 'a bad type' });
  expect(await thread.call('echo', 5)).toBe(5);
});

test('an argument that cannot be cloned is refused at once, and nothing waits for an answer', async () => {
  expect(String(await caught(thread.call('echo', () => 1)))).toContain('could not be cloned');
  expect(await thread.call('echo', 5)).toBe(5);
});

test('shared memory is shared, not copied', async () => {
  const shared = new Float32Array(new SharedArrayBuffer(8));
  const echoed = (await thread.call('echo', shared)) as Float32Array;
  shared[1] = 7;
  expect(echoed[1]).toBe(7);
});

test('a thread that dies rejects the calls under way and those after', async () => {
  const waiting = caught(thread.call('later', 60_000));
  const dying = caught(thread.call('exit', 3));
  expect(String(await waiting)).toContain('exit code 3');
  expect(String(await dying)).toContain('exit code 3');
  expect(String(await caught(thread.call('echo', 1)))).toContain('exit code 3');
});
