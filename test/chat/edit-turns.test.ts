/** @file Progress stays within a platform's rate limit also where many messages share one channel. */
import { expect, test } from 'vitest';
import { createEditTurns } from '../../src/chat/edit-turns.ts';

const ref = (message: string, channel = 'c') => ({ platform: 'p', channel, message });
const alone = { name: 'p', editIntervalMs: 1000 };
const shared = {
  ...alone,
  editsTogether: ({ channel }: { readonly channel: string }) => channel,
};

test('messages of one channel take turns, each as far from the last as the platform wants; another channel does not wait', () => {
  const turns = createEditTurns();
  const at = ['a', 'b', 'c'].map((message) => turns.take(shared, ref(message), 0, 50_000));
  expect(at).toEqual([50_000, 51_000, 52_000]);
  expect(turns.take(shared, ref('d', 'elsewhere'), 0, 50_000)).toBe(50_000);
  // Whoever had a turn comes after those that wait for theirs.
  expect(turns.take(shared, ref('a'), 50_000, 50_100)).toBe(53_000);
  expect(turns.take(shared, ref('a'), 60_000, 60_200)).toBe(61_000);
});

test('where only edits of one message count, messages do not wait for one another', () => {
  const turns = createEditTurns();
  expect(['a', 'b'].map((message) => turns.take(alone, ref(message), 49_500, 50_000))).toEqual([
    50_500, 50_500,
  ]);
});
