/** @file Sessions: feeds, fetches, weights in place, refusals, and a thread that never stalls its caller. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, ShapeError } from '../../src/errors.ts';
import { PROVIDERS, type Session, type Tensors } from '../../src/runtime/model.ts';
import { loadModel } from '../../src/runtime/run.ts';
import { openSession } from '../../src/runtime/session.ts';
import { float32, int64, tensor } from '../../src/tensor/tensor.ts';
import { matMulModel } from './models.ts';

const x = float32([2, 2], Float32Array.of(1, 2, 3, 4));
const w = float32([2, 2], Float32Array.of(0, 1, 1, 0));

describe.each([
  ['loadModel', loadModel],
  ['openSession', openSession],
])('%s', (_, open) => {
  let session: Session;
  beforeAll(async () => {
    session = await open(matMulModel(2));
  });
  afterAll(async () => {
    await session.close();
  });

  test('a run returns the outputs with their types', async () => {
    expect(await session.run({ x, w })).toEqual({ y: float32([2, 2], Float32Array.of(2, 1, 4, 3)) });
  });

  test.each([
    ['plain memory', new Float32Array(4)],
    ['shared memory', new Float32Array(new SharedArrayBuffer(16))],
    ['a view into shared memory', new Float32Array(new SharedArrayBuffer(128)).subarray(16, 20)],
  ])('a fetch preallocated in %s gets the output', async (_name, data) => {
    const results = await session.run({ x, w }, { y: tensor('float32', [2, 2], data) });
    expect(results['y']?.data).toBe(data);
    expect([...data]).toEqual([2, 1, 4, 3]);
  });

  test('feeds in shared memory are read as they are at each run', async () => {
    const shared = tensor('float32', [2, 2], new Float32Array(new SharedArrayBuffer(16)));
    shared.data.set(w.data);
    await session.run({ x, w: shared });
    shared.data.fill(1);
    const { y } = await session.run({ x, w: shared });
    expect([...(y?.data ?? [])]).toEqual([3, 3, 7, 7]);
  });

  test('weights are read in place from a folder reached through a link', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dreamidentity-runtime-'));
    writeFileSync(join(folder, 'weights.bin'), Buffer.from(Float32Array.of(9, 0, 1, 1, 0).buffer));
    symlinkSync(folder, `${folder}-link`);
    const weighted = await open(
      matMulModel(2, 1, { folder: `${folder}-link`, file: 'weights.bin', offset: 4 }),
    );
    const { y } = await weighted.run({ x });
    expect([...(y?.data ?? [])]).toEqual([2, 1, 4, 3]);
    await weighted.close();
    rmSync(`${folder}-link`);
    rmSync(folder, { recursive: true });
  });

  test.each([
    ['a missing feed', { x }, 'input "w" (float32 [2, 2]) was not fed'],
    ['an unknown feed', { x, w, z: x }, 'no input "z"'],
    [
      'a feed of another type',
      { x, w: int64([2, 2], [1, 2, 3, 4]) },
      'input "w" is float32 [2, 2], was fed int64 [2, 2]',
    ],
    ['a feed of another shape', { x, w: float32([4]) }, 'input "w" is float32 [2, 2], was fed float32 [4]'],
    ['an unknown fetch', { x, w }, 'no output "z"', { z: x }],
    [
      'a fetch of another shape',
      { x, w },
      'output "y" is float32 [2, 2], fetched as float32 [4]',
      { y: float32([4]) },
    ],
  ])('%s is refused by name', async (_name, feeds, message, fetches?: Tensors) => {
    const error = await session.run(feeds, fetches).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ShapeError);
    expect(String(error)).toContain(message);
  });

  test.each(PROVIDERS)(
    'the execution provider %s works or is refused by name, never replaced',
    async (provider) => {
      const opened = await open(matMulModel(2), { provider }).catch((reason: unknown) => reason);
      if (opened instanceof Error) {
        expect(provider).not.toBe('cpu');
        expect(opened).toBeInstanceOf(ConfigError);
        expect(opened.message).toMatch(
          new RegExp(`^execution provider "${provider}" cannot run .*"cpu" always can$`, 'su'),
        );
        return;
      }
      const other = opened as Session;
      expect(await other.run({ x, w })).toEqual({ y: float32([2, 2], Float32Array.of(2, 1, 4, 3)) });
      await other.close();
    },
  );
});

test('timers go on ticking in the calling thread during a long run', async () => {
  const size = 512;
  const model = matMulModel(size, 30);
  const feeds = { x: float32([size, size]), w: float32([size, size]) };
  const session = await openSession(model);
  await session.run(feeds);
  let ticks = 0;
  const timer = setInterval(() => ticks++, 2);
  await session.run(feeds);
  clearInterval(timer);
  await session.close();
  expect(ticks).toBeGreaterThan(5);
});

test('a run after close is refused', async () => {
  const session = await openSession(matMulModel(2));
  await session.close();
  await expect(session.run({ x, w })).rejects.toThrow('closed');
});
