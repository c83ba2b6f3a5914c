/** @file ControlNets for Stable Diffusion 2.1, from the config.json files of `thibaud/controlnet-sd21-*-diffusers`. */
import { parseControlNetConfig } from '../controlnet-config.ts';
import { sd21UNet } from './sd-2.1-base.ts';

/** The UNet's own way in, and the control picture's convolutions. */
export const sd21ControlNet = parseControlNetConfig({
  block_out_channels: sd21UNet.block_out_channels,
  down_block_types: sd21UNet.down_block_types,
  layers_per_block: sd21UNet.layers_per_block,
  attention_head_dim: sd21UNet.attention_head_dim,
  cross_attention_dim: sd21UNet.cross_attention_dim,
  use_linear_projection: sd21UNet.use_linear_projection,
});
