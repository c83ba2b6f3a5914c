/** @file One contender of sd21.ts, in a process of its own: `sd21-ours.ts FOLDER THREADS STEPS usual|low`. */
import { openPipeline } from '../src/pipeline/pipeline.ts';
import { loadModel } from '../src/runtime/run.ts';
import type { EmittedModel } from '../src/graph/emit.ts';
import { phase } from './phase.ts';
import { feedsOf, graphsOf, noise } from './sd21-graphs.ts';

const [folder = '', threads = '2', steps = '2', kind = 'usual'] = process.argv.slice(2);
const isLow = kind === 'low';
const options = {
  threads: Number(threads),
  ...(isLow ? { weights: 'file' as const, arena: false } : {}),
};
const { side, text, unet, vae } = graphsOf(folder);

/** On this very thread: starting one, and the sources' compiling there, are no part of loading a model. */
const open = (model: EmittedModel) => loadModel(model, options);

/** What it reads first comes from the file, so the first step is told apart. */
async function stepsAt(batch: number, session = open(unet(batch))): Promise<void> {
  const feeds = feedsOf(unet(batch));
  const opened = await session;
  await phase(`first step, batch ${batch}`, () => opened.run(feeds));
  await phase(`step, batch ${batch}`, () => opened.run(feeds), Number(steps));
  await opened.close();
}

if (isLow) {
  // One network at a time, as LOW_MEMORY keeps them.
  const models = [text(), unet(1), vae((side * 5) / 8)];
  await phase('load', async () => {
    for (const model of models) await (await open(model)).close();
  });
  const session = await open(text());
  await phase('text', () => session.run(feedsOf(text())));
  await session.close();
  await stepsAt(1);
} else {
  const loaded = await phase('load', async () => ({
    text: await open(text()),
    unet: await open(unet(2)),
    vae: await open(vae()),
  }));
  await phase('text', () => loaded.text.run(feedsOf(text())));
  await stepsAt(2, Promise.resolve(loaded.unet));
  await phase('decode', () => loaded.vae.run(feedsOf(vae())));
  await Promise.all([loaded.text.close(), loaded.vae.close()]);
  await stepsAt(1);
}

const pipeline = await openPipeline(folder, { session: { threads: Number(threads) }, lowMemory: true });
const latents = noise([4 * side * side]).data;
await phase('decode in tiles', () => pipeline.codec.decode(latents, { height: side, width: side }));
await pipeline.close();
