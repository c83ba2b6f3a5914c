/** @file Pictures that take their time, so that a test can watch them on their way. */
import { setTimeout as delay } from 'node:timers/promises';
import { encodeJpeg } from '../../src/image/encode-lossy.ts';
import type { PictureMaker } from '../../workers/imagine.ts';
import { textMaker } from './chat-bench.ts';

const SIDE = 16;

/** So long for each of its steps, with a preview now and then. */
export const slowMaker = (stepMs: number): PictureMaker => ({
  bundle: textMaker.bundle,
  async draw(order, { signal, onStep, onPreview }) {
    const steps = order.steps ?? 30;
    const preview = await encodeJpeg({ width: SIDE, height: SIDE, data: new Uint8Array(SIDE * SIDE * 3) });
    for (let step = 1; step <= steps; step += 1) {
      await delay(stepMs, undefined, { signal });
      onStep(step, steps);
      if (step % 5 === 0) onPreview(preview);
    }
    return textMaker.draw(
      { ...order, steps: 1 },
      { signal, onStep: () => undefined, onPreview: () => undefined },
    );
  },
});
