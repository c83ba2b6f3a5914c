/** @file A picture's way through the queue, over a real Redis: `/queue`, progress, cancelling, and what ends it early. */
import { expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { bench } from '../helpers/bench-for-each.ts';
import { textMaker } from '../helpers/chat-bench.ts';
import { textOf, withPictures } from '../helpers/posted-pictures.ts';

test('while no worker runs the place is told truthfully, /queue lists it, and cancel takes it out', async () => {
  const worker = bench.work();
  await bench.register('ann', 7);
  expect(textOf(await bench.type('queue'))).toBe('Nothing is waiting: your next picture begins at once.');
  await worker.close();
  expect(textOf(await bench.type('queue'))).toMatch(/^Nothing is waiting, but no worker is running/);
  const reply = await bench.type('imagine', { prompt: 'S* one' });
  expect(reply.kind === 'message' ? reply.message.progress?.label : '').toMatch(/no worker is running/);
  await bench.type('imagine', { prompt: 'S* two' });
  const queue = await bench.type('queue');
  expect(textOf(queue)).toMatch(
    /2 pictures waiting, 0 being drawn, no worker is running[\s\S]*1\. “S\* one”: next[\s\S]*2\. “S\* two”: second/,
  );
  if (queue.kind !== 'message') throw new Error('a message was expected');
  expect(await bench.press(queue.message, 'Cancel 1')).toEqual({ kind: 'done' });
  const cancelled = await bench.until((all) => all.some(({ text }) => text === '“S* one”\nCancelled.'));
  expect(cancelled.filter(({ text }) => text.startsWith('“S* one”'))).toHaveLength(1);
  const two = cancelled.find(({ text }) => text === '“S* two”');
  if (two === undefined) throw new Error('the second is not there');
  await bench.press(two, 'Cancel');
  await bench.until((all) => all.some(({ text }) => text === '“S* two”\nCancelled.'));
  expect(textOf(await bench.press(two, 'Cancel'))).toMatch(/finished already/);
});

test('a picture that is being drawn shows its steps and a preview, and stops between two steps when cancelled', async () => {
  let stopped = 0;
  bench.work({
    maker: {
      ...textMaker,
      async draw(order, hooks) {
        try {
          return await textMaker.draw({ ...order, steps: 100_000 }, hooks);
        } finally {
          stopped += 1;
        }
      },
    },
  });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const running = await bench.until((all) =>
    all.some(({ hasPreview, label = '' }) => hasPreview && /^Step \d+ of 100,000, about/.test(label)),
  );
  const shown = running.find(({ hasPreview }) => hasPreview);
  if (shown === undefined) throw new Error('no preview');
  await bench.press(shown, 'Cancel');
  await bench.until((all) => all.some(({ text }) => text === '“S*”\nCancelled.'));
  expect(stopped).toBe(1);
  expect(bench.reports.at(-1)?.outcome).toBe('cancelled');
});

test('what the worker refuses is told in its own sentence with a way on', async () => {
  bench.work({
    maker: {
      bundle: 'text',
      draw: () => Promise.reject(new UserError('prompt-too-long', '"on a very long" does not fit.')),
    },
  });
  await bench.register('ann', 7);
  await bench.type('imagine', { prompt: 'S*' });
  const all = await bench.until((messages) => messages.some(({ text }) => text.includes('does not fit')));
  expect(all.at(-1)?.buttons.map(({ label }) => label)).toEqual(['Try again', 'Edit prompt', 'Delete']);
});

test('an identity that was deleted while the picture waited is not used any more', async () => {
  const worker = bench.work();
  await bench.register('ann', 7);
  await worker.close();
  await bench.type('imagine', { prompt: 'S*' });
  await bench.type('identity delete', { name: 'ann' });
  bench.work();
  await bench.until((all) => all.some(({ text }) => text.includes('S* has been deleted or has expired')));
});

test('a member with ten pictures on their way is asked to wait', async () => {
  const worker = bench.work();
  await bench.register('ann', 7);
  await worker.close();
  for (let i = 0; i < 10; i += 1) await bench.type('imagine', { prompt: 'S*' });
  expect(textOf(await bench.type('imagine', { prompt: 'S*' }))).toMatch(
    /already have 10 pictures on their way/,
  );
});

test('an invocation that is delivered twice is drawn and shown once', async () => {
  bench.work();
  await bench.register('ann', 7);
  for (let i = 0; i < 2; i += 1) {
    await bench.type('imagine', { prompt: 'S*' }, { invocationId: 'interaction-1' });
    await bench.until((all) => withPictures(all).length === 1);
  }
  await bench.type('imagine', { prompt: 'S* again' }, { invocationId: 'interaction-2' });
  await bench.until((all) => withPictures(all).length === 2);
  expect(bench.reports.filter(({ queue }) => queue === 'imagine')).toHaveLength(2);
});
