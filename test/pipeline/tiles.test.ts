/** @file Tiles cover a picture, blend without seams, and cost the VAE less memory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openBundle } from '../../src/pipeline/bundle.ts';
import { pictureCodec } from '../../src/pipeline/picture-codec.ts';
import { createSessionCache } from '../../src/pipeline/session-cache.ts';
import { cutTile, startBlend, tileStarts } from '../../src/pipeline/tiles.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { expectAllClose } from '../helpers/allclose.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const sizes = fc.record({
  width: fc.integer({ min: 1, max: 40 }),
  height: fc.integer({ min: 1, max: 40 }),
  tile: fc.integer({ min: 2, max: 16 }),
  overlap: fc.nat(15),
});

describe('tiles', () => {
  it('cover the whole length, and neighbours share at least the overlap', () => {
    fc.assert(
      fc.property(sizes, ({ width, tile, overlap }) => {
        fc.pre(overlap < tile);
        const starts = tileStarts(width, tile, overlap);
        expect(starts[0]).toBe(0);
        expect(Math.max(...starts) + Math.min(tile, width)).toBe(width);
        starts.slice(1).forEach((start, i) => {
          expect((starts[i] ?? 0) + tile - start).toBeGreaterThanOrEqual(overlap);
        });
      }),
    );
  });

  it('give back exactly what was cut', () => {
    fc.assert(
      fc.property(sizes, ({ width, height, tile: side, overlap }) => {
        fc.pre(overlap < side);
        const whole = { width, height };
        const tile = { width: Math.min(side, width), height: Math.min(side, height) };
        const data = seededRandom(width).fillNormal(new Float32Array(2 * width * height));
        const blend = startBlend(2, whole, tile, overlap);
        for (const y of tileStarts(height, tile.height, overlap)) {
          for (const x of tileStarts(width, tile.width, overlap)) {
            blend.add(cutTile(data, whole, tile, { x, y }), { x, y });
          }
        }
        expectAllClose(blend.finish(), data);
      }),
      { numRuns: 40 },
    );
  });

  it('decode to nearly the whole picture', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tiles-'));
    const sessions = createSessionCache({ threads: 1 });
    try {
      const bundle = await openBundle(await writeTinyBundle(folder));
      const size = { width: 32, height: 24 };
      const latents = seededRandom(2).fillNormal(new Float32Array(4 * 32 * 24), 0.5);
      const whole = await pictureCodec(bundle, sessions).decode(latents, size);
      const tiled = await pictureCodec(bundle, sessions, { tileSide: 16 }).decode(latents, size);
      expect(tiled).toMatchObject({ width: 64, height: 48 });
      expect(tiled.data).not.toEqual(whole.data);
      const difference = tiled.data.reduce(
        (sum, value, i) => sum + Math.abs(value - (whole.data[i] ?? 0)),
        0,
      );
      // Random weights make the norms of a tile differ more than a trained VAE does.
      expect(difference / tiled.data.length).toBeLessThan(8);
      const within = await pictureCodec(bundle, sessions, { tileSide: 32 }).decode(latents, size);
      expect(within.data).toEqual(whole.data);
    } finally {
      await sessions.close();
      await rm(folder, { recursive: true });
    }
  }, 120_000);
});
