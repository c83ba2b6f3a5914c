/** @file The config of a UNet as diffusers writes it (unet/config.json), limited to what Stable Diffusion 1 and 2 use. */
import { z } from 'zod';
import { count, parseConfig } from '../checkpoint/config.ts';
import { CheckpointError } from '../errors.ts';

/** What a UNet and the ControlNets beside it have in common. */
export const unetEncoderShape = {
  in_channels: count.default(4),
  flip_sin_to_cos: z.boolean().default(true),
  freq_shift: z.number().default(0),
  down_block_types: z.array(z.enum(['CrossAttnDownBlock2D', 'DownBlock2D'])).nonempty(),
  mid_block_type: z.literal('UNetMidBlock2DCrossAttn').default('UNetMidBlock2DCrossAttn'),
  only_cross_attention: z.literal(false).default(false),
  block_out_channels: z.array(count).nonempty(),
  layers_per_block: count.default(2),
  downsample_padding: z.literal(1).default(1),
  mid_block_scale_factor: z.literal(1).default(1),
  act_fn: z.literal('silu').default('silu'),
  norm_num_groups: count.default(32),
  norm_eps: z.number().positive().default(1e-5),
  cross_attention_dim: count,
  /** In spite of its name, the number of heads: of every block, or block by block. */
  attention_head_dim: z.union([count, z.array(count)]).default(8),
  use_linear_projection: z.boolean().default(false),
  resnet_time_scale_shift: z.literal('default').default('default'),
  transformer_layers_per_block: z.literal(1).default(1),
  num_attention_heads: z.null().default(null),
  class_embed_type: z.null().default(null),
  /** 'text': the whole prompt is also added to the time embedding. */
  addition_embed_type: z.literal('text').nullable().default(null),
  addition_embed_type_num_heads: count.default(64),
  encoder_hid_dim: z.null().default(null),
  num_class_embeds: z.null().default(null),
  // Other values would change numbers and no shape.
  resnet_skip_time_act: z.literal(false).optional(),
  resnet_out_scale_factor: z.literal(1).optional(),
  time_embedding_type: z.literal('positional').optional(),
  time_embedding_act_fn: z.null().optional(),
  timestep_post_act: z.null().optional(),
};

const encoderSchema = z.object(unetEncoderShape);
export type UNetEncoderConfig = z.infer<typeof encoderSchema>;

const schema = encoderSchema.extend({
  sample_size: count.default(64),
  out_channels: count.default(4),
  center_input_sample: z.literal(false).default(false),
  up_block_types: z.array(z.enum(['CrossAttnUpBlock2D', 'UpBlock2D'])).nonempty(),
  dual_cross_attention: z.literal(false).default(false),
  time_cond_proj_dim: z.null().default(null),
});

export type UNetConfig = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault; entries that do not change the network pass. */
export function parseUNetConfig(json: unknown): UNetConfig {
  const config = parseConfig('UNet config', schema, json);
  checkLists('UNet', config, { up_block_types: config.up_block_types });
  return config;
}

/** Throws CheckpointError unless every list has one entry a block. */
export function checkLists(
  name: string,
  { block_out_channels, down_block_types, attention_head_dim }: UNetEncoderConfig,
  others: Readonly<Record<string, readonly unknown[]>> = {},
): void {
  const blocks = block_out_channels.length;
  const lists = {
    down_block_types,
    ...others,
    ...(Array.isArray(attention_head_dim) && { attention_head_dim }),
  };
  for (const [list, entries] of Object.entries(lists)) {
    if (entries.length === blocks) continue;
    throw new CheckpointError(
      `${name} config: ${list} has ${entries.length} entries, expected ${blocks}, one a block`,
    );
  }
}

/** Attention heads of the block at that depth, 0 being the outermost. */
export function headsAt({ attention_head_dim: heads }: UNetEncoderConfig, depth: number): number {
  return typeof heads === 'number' ? heads : (heads.at(depth) ?? 1);
}
