/** @file Sessions are opened once, shared, and closed when there are too many. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { input } from '../../src/graph/graph.ts';
import { add, mul } from '../../src/graph/ops/index.ts';
import { createSessionCache, type SessionCache } from '../../src/pipeline/session-cache.ts';
import { float32 } from '../../src/tensor/tensor.ts';

const x = input('x', { dtype: 'float32', shape: [2] });
const feeds = { x: float32([2], Float32Array.of(3, 4)) };
const double = () => ({ y: add(x, x) });
const square = () => ({ y: mul(x, x) });

let cache: SessionCache;
afterEach(() => cache.close());

describe('createSessionCache', () => {
  it('builds a network once for many runs', async () => {
    cache = createSessionCache({ threads: 1 });
    const build = vi.fn(double);
    const results = await Promise.all([1, 2, 3].map(() => cache.run('double', build, feeds)));
    expect(results.map(({ y }) => [...(y?.data ?? [])])).toEqual([
      [6, 8],
      [6, 8],
      [6, 8],
    ]);
    expect(build).toHaveBeenCalledTimes(1);
  }, 60_000);

  it('closes the session that was idle for the longest, and opens it again when it is needed', async () => {
    cache = createSessionCache({ threads: 1 }, 1);
    const build = vi.fn(double);
    await cache.run('double', build, feeds);
    const { y } = await cache.run('square', square, feeds);
    expect([...(y?.data ?? [])]).toEqual([9, 16]);
    await cache.run('double', build, feeds);
    expect(build).toHaveBeenCalledTimes(2);
  }, 60_000);

  it('closes none that is at work, however many there are', async () => {
    cache = createSessionCache({ threads: 1 }, 1);
    const both = [cache.run('double', double, feeds), cache.run('square', square, feeds)];
    expect((await Promise.all(both)).map(({ y }) => [...(y?.data ?? [])])).toEqual([
      [6, 8],
      [9, 16],
    ]);
  }, 60_000);

  it('tries again what could not be built', async () => {
    cache = createSessionCache({ threads: 1 });
    const broken = cache.run(
      'double',
      () => {
        throw new Error('no such tensor');
      },
      feeds,
    );
    await expect(broken).rejects.toThrow('no such tensor');
    await expect(cache.run('double', double, feeds)).resolves.toBeDefined();
  }, 60_000);
});
