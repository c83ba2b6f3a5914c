/** @file What `/identity register` leaves in Redis’ files. */
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { IdentityEncoder } from '../../workers/read-face.ts';
import { attachment, chatBench } from '../helpers/chat-bench.ts';
import { startTestRedis } from '../helpers/redis-server.ts';
import { leaks, stolenFiles } from '../helpers/stolen-files.ts';

test('while a photo waits, and once it is registered, neither photo nor words lie in clear in Redis’ files', async () => {
  const server = await startTestRedis();
  const photo = randomBytes(40_000);
  const words = [0, 1].map(() => Float32Array.from(randomBytes(256)));
  const encoder: IdentityEncoder = { bundle: 'text', encode: () => Promise.resolve(words) };
  const bench = chatBench(server);
  const stolen = async (): Promise<Buffer> => {
    await server.client().call('SAVE');
    return stolenFiles(server.folder);
  };
  try {
    await bench.bot.ready();
    const control = randomBytes(64);
    await server.client().set('control', control);
    const sent = attachment('me', { size: photo.length, read: () => Promise.resolve(photo) });
    await bench.type('identity register', { photo: sent, name: 'ann', consent: true });
    const waiting = await stolen();
    bench.work({ encoder });
    await bench.until((messages) => messages.some(({ text }) => text.includes('"ann", until')));
    const registered = await stolen();
    for (const files of [waiting, registered]) {
      expect(leaks(files, control)).toBe(true);
      expect(leaks(files, photo)).toBe(false);
      for (const { buffer } of words) expect(leaks(files, Buffer.from(buffer))).toBe(false);
    }
    expect(bench.errors).toEqual([]);
  } finally {
    await bench.close();
    await server.close();
  }
});
