/** @file The config of a ControlNet as diffusers writes it (config.json beside its weights), for Stable Diffusion 1 and 2. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import { checkLists, unetEncoderShape } from './unet-config.ts';

const schema = z.object({
  ...unetEncoderShape,
  conditioning_channels: z.literal(3).default(3),
  controlnet_conditioning_channel_order: z.literal('rgb').default('rgb'),
  /** Of the control picture's own convolutions; each after the first halves the picture. */
  conditioning_embedding_out_channels: z.array(count).min(2).default([16, 32, 96, 256]),
  global_pool_conditions: z.literal(false).default(false),
});

export type ControlNetConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault; entries that do not change the network pass. */
export function parseControlNetConfig(json: unknown): ControlNetConfig {
  const config = parseConfig('ControlNet config', schema, json);
  checkLists('ControlNet', config);
  return config;
}

/** How many pixels of the control picture make one latent place. */
export const controlDownscaleOf = ({
  conditioning_embedding_out_channels: channels,
}: ControlNetConfig): number => 2 ** (channels.length - 1);
