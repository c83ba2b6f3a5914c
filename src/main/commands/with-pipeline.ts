/** @file The configured bundle, opened for the length of one subcommand. */
import { openPipeline, type Pipeline } from '../../pipeline/pipeline.ts';
import { bundleFolder, controlNetFolder } from '../bundle-folder.ts';
import { loadConfig } from '../config.ts';

export interface PipelineFlags {
  /** The folder of a ControlNet, or the name of a registered one. */
  readonly controlNet?: string | undefined;
  /** As LOW_MEMORY, for this run. */
  readonly lowMemory?: boolean;
}

/** Throws ConfigError or CheckpointError when the bundle cannot be opened. */
export async function withPipeline<T>(
  use: (pipeline: Pipeline) => Promise<T>,
  { controlNet, lowMemory = false }: PipelineFlags = {},
): Promise<T> {
  const config = loadConfig();
  const { threads, provider } = config;
  const pipeline = await openPipeline(await bundleFolder(config), {
    session: { threads, provider },
    lowMemory: lowMemory || config.lowMemory,
    controlNet: controlNet === undefined ? undefined : await controlNetFolder(controlNet, config),
  });
  try {
    return await use(pipeline);
  } finally {
    await pipeline.close();
  }
}
