/** @file A worker as a process of its own over a small real bundle, for tests that kill it. */
import { z } from 'zod';
import { parseKeyRing } from '../../src/identity/key-ring.ts';
import { faceEncoder, pictureMaker } from '../../src/main/drawing-bundle.ts';
import { createWorkerParts } from '../../src/main/worker-parts.ts';
import { openPipeline } from '../../src/pipeline/pipeline.ts';

const { REDIS_URL, KEY_RING, PREFIX, BUNDLE, SIGNAL, AT_PICTURE } = z
  .object({
    REDIS_URL: z.string(),
    KEY_RING: z.string(),
    PREFIX: z.string(),
    BUNDLE: z.string(),
    /** Sent to itself in the middle of its picture of that number, so that no test has to hit that moment. */
    SIGNAL: z.enum(['SIGKILL', 'SIGTERM']).optional(),
    AT_PICTURE: z.coerce.number().default(1),
  })
  .parse(process.env);

const pipeline = await openPipeline(BUNDLE, { session: { threads: 1 } });
const maker = pictureMaker(pipeline, 'tiny', () => undefined);
let begun = 0;
const worker = createWorkerParts({
  redisUrl: REDIS_URL,
  ring: parseKeyRing(KEY_RING),
  prefix: PREFIX,
  lockMs: 4000, // also a busy machine renews it in time
  encoder: faceEncoder(pipeline, 'tiny'),
  maker: {
    ...maker,
    draw(order, hooks) {
      begun += 1;
      const signalled = SIGNAL !== undefined && begun === AT_PICTURE;
      const onStep = (step: number, steps: number): void => {
        hooks.onStep(step, steps);
        if (signalled && step === Math.floor(steps / 2)) process.kill(process.pid, SIGNAL);
      };
      return maker.draw(order, { ...hooks, onStep });
    },
  },
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
