/** @file Gate 1: does the judge still tell people apart after the autoencoder's round trip? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint } from '../../checkpoint/checkpoint-scope.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { vaeDecode, vaeEncode } from '../../models/vae.ts';
import { parseVaeConfig } from '../../models/vae-config.ts';
import { openSession } from '../../runtime/session.ts';
import { float32 } from '../../tensor/tensor.ts';
import { fromPlanes, toPlanes } from '../../train/datasets/planes.ts';
import { PORTRAIT_SIZE } from '../../train/datasets/portraits.ts';
import { retrievalByStyle, type Pass } from './g0.ts';
import type { Gate } from './gate.ts';

/** Of what gate 0 finds on the true pictures. */
const LEAST = 0.95;

/** Encodes to the latents' mean and decodes, without scaling: the best that any sample can look. */
async function openRoundTrip(folder: string): Promise<{ pass: Pass; close: () => Promise<void> }> {
  const config = parseVaeConfig(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  const { scope, finish } = openCheckpoint(folder);
  const image = float32([1, 3, PORTRAIT_SIZE, PORTRAIT_SIZE]);
  const decoded = vaeDecode(scope, config, vaeEncode(scope, config, input('image', image)).mean);
  finish();
  const session = await openSession(emit({ decoded }));
  return {
    async pass(faces) {
      const passed = [];
      for (const { image: picture, points } of faces) {
        toPlanes(picture.data, image.data, 0);
        const { decoded: planes } = await session.run({ image });
        const data = fromPlanes(planes?.data as Float32Array, 0, PORTRAIT_SIZE ** 2);
        passed.push({ image: { ...picture, data }, points });
      }
      return passed;
    },
    close: () => session.close(),
  };
}

export const g1: Gate = {
  name: 'G1',
  async run() {
    const before = await retrievalByStyle((faces) => Promise.resolve(faces));
    const trip = await openRoundTrip(join('weights', 'toon', 'vae'));
    const figures = await retrievalByStyle(trip.pass);
    await trip.close();
    const ratio = (figures['plain'] ?? 0) / (before['plain'] ?? 1);
    return {
      figures: { ...figures, 'plain of G0': ratio },
      wanted: `plain at least ${LEAST} of G0's`,
      passed: ratio >= LEAST,
    };
  },
};
