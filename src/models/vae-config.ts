/** @file The config of an autoencoder as diffusers writes it (vae/config.json). */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';

const schema = z.object({
  in_channels: count.default(3),
  out_channels: count.default(3),
  down_block_types: z.array(z.literal('DownEncoderBlock2D')).nonempty(),
  up_block_types: z.array(z.literal('UpDecoderBlock2D')).nonempty(),
  block_out_channels: z.array(count).nonempty(),
  layers_per_block: count.default(1),
  act_fn: z.literal('silu').default('silu'),
  latent_channels: count.default(4),
  norm_num_groups: count.default(32),
  sample_size: count.default(32),
  /** Latents times this have about unit variance; measured, model by model. */
  scaling_factor: z.number().positive().default(0.18215),
  shift_factor: z.null().default(null),
  use_quant_conv: z.boolean().default(true),
  use_post_quant_conv: z.boolean().default(true),
  mid_block_add_attention: z.boolean().default(true),
});

export type VaeConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault; entries that do not change the network pass. */
export const parseVaeConfig = (json: unknown): VaeConfig => parseConfig('VAE config', schema, json);

/** Pixels that one latent place spans in each direction. */
export const downscaleOf = ({ block_out_channels }: VaeConfig): number =>
  2 ** (block_out_channels.length - 1);
