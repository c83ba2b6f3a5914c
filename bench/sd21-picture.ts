/** @file A whole picture in a process of its own, for sd21.ts: `sd21-picture.ts FOLDER THREADS STEPS usual|low`, guided at every step. */
import { openPipeline } from '../src/pipeline/pipeline.ts';
import { phase, report } from './phase.ts';

const [folder = '', threads = '2', steps = '2', kind = 'usual'] = process.argv.slice(2);
const lowMemory = kind === 'low';

const pipeline = await openPipeline(folder, {
  session: { threads: Number(threads) },
  lowMemory,
  batchSizes: lowMemory ? [1] : [2],
});
const seconds: number[] = [];
let last = performance.now();
const [picture] = await phase(`picture of ${steps} guided steps`, () =>
  pipeline.textToImage(
    { prompt: 'a photo of a person', steps: Number(steps), seed: 1 },
    {
      onStep: () => {
        const now = performance.now();
        seconds.push((now - last) / 1000);
        last = now;
      },
    },
  ),
);
// The first one loads the text encoder and the UNet as well.
if (seconds.length > 1) report('guided step of it', seconds.slice(1));
if (new Set(picture?.image.data).size < 2) throw new Error('the picture is of one colour');
await pipeline.close();
