/** @file A worker as a process of its own over a small real bundle, for tests that kill it. */
import { z } from 'zod';
import { parseKeyRing } from '../../src/identity/key-ring.ts';
import { faceEncoder, pictureMaker } from '../../src/main/drawing-bundle.ts';
import { createWorkerParts } from '../../src/main/worker-parts.ts';
import { openPipeline } from '../../src/pipeline/pipeline.ts';

const { REDIS_URL, KEY_RING, PREFIX, BUNDLE } = z
  .object({ REDIS_URL: z.string(), KEY_RING: z.string(), PREFIX: z.string(), BUNDLE: z.string() })
  .parse(process.env);

const pipeline = await openPipeline(BUNDLE, { session: { threads: 1 } });
const worker = createWorkerParts({
  redisUrl: REDIS_URL,
  ring: parseKeyRing(KEY_RING),
  prefix: PREFIX,
  lockMs: 1500,
  encoder: faceEncoder(pipeline, 'tiny'),
  maker: pictureMaker(pipeline, 'tiny', () => undefined),
  onReport: ({ queue, outcome }) => process.send?.(`${queue} ${outcome}`),
  onError: (error) => {
    console.error('worker:', error);
  },
});
process.on('SIGTERM', () => {
  void worker
    .close()
    .then(() => pipeline.close())
    .then(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1)); // the test was killed
process.send?.('started');
process.send?.('ready');
