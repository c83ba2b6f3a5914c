/** @file The configured bundle, opened for the length of one subcommand. */
import { openPipeline, type Pipeline } from '../../pipeline/pipeline.ts';
import { bundleFolder } from '../bundle-folder.ts';
import { loadConfig } from '../config.ts';

/** Throws ConfigError or CheckpointError when the bundle cannot be opened. */
export async function withPipeline<T>(use: (pipeline: Pipeline) => Promise<T>): Promise<T> {
  const config = loadConfig();
  const { threads, provider, lowMemory } = config;
  const pipeline = await openPipeline(await bundleFolder(config), {
    session: { threads, provider },
    lowMemory,
  });
  try {
    return await use(pipeline);
  } finally {
    await pipeline.close();
  }
}
