/** @file The configured bundle, opened for the length of one subcommand. */
import { openPipeline, type Pipeline } from '../../pipeline/pipeline.ts';
import { bundleFolder, controlNetFolder } from '../bundle-folder.ts';
import { loadConfig } from '../config.ts';

export interface PipelineFlags {
  /** The folder of a ControlNet, or the name of a registered one. */
  readonly controlNet?: string | undefined;
}

/** Throws ConfigError or CheckpointError when the bundle cannot be opened. */
export async function withPipeline<T>(
  use: (pipeline: Pipeline) => Promise<T>,
  { controlNet }: PipelineFlags = {},
): Promise<T> {
  const config = loadConfig();
  const { threads, provider, lowMemory } = config;
  const pipeline = await openPipeline(await bundleFolder(config), {
    session: { threads, provider },
    lowMemory,
    controlNet: controlNet === undefined ? undefined : await controlNetFolder(controlNet, config),
  });
  try {
    return await use(pipeline);
  } finally {
    await pipeline.close();
  }
}
