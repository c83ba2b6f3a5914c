/** @file A picture that says where things are: the ControlNet that reads it, and the picture as that takes it. */
import type { CheckpointOptions } from '../checkpoint/checkpoint-scope.ts';
import { buildOnce, openModel } from '../checkpoint/model-folder.ts';
import type { Scope } from '../checkpoint/scope.ts';
import { CheckpointError, UserError } from '../errors.ts';
import { resize } from '../image/resize.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { input, type Value } from '../graph/graph.ts';
import { controlNet } from '../models/controlnet.ts';
import { type ControlNetConfig, controlDownscaleOf } from '../models/controlnet-config.ts';
import { CONTROLNET } from '../models/kinds.ts';
import { downscaleOf } from '../models/vae-config.ts';
import type { Bundle } from './bundle.ts';

export interface ControlNetPart {
  readonly config: ControlNetConfig;
  readonly scope: Scope;
}

export interface ControlRequest {
  /** Edges, a pose, a depth map: whatever the ControlNet was trained on. Brought to the picture's size. */
  readonly image: RgbImage;
  /** How strongly it is heeded, from 0 to 2; 1 by default. */
  readonly scale?: number;
}

/** One row of the network's control inputs. */
export interface Control {
  /** [3 * height * width] in [0, 1], at the picture's size in pixels. */
  readonly planes: Float32Array;
  readonly scale: number;
}

/** Opens a ControlNet's folder. Throws CheckpointError that names what is missing, left over, or made for another model. */
export function openControlNet(
  folder: string,
  { unet, vae }: Bundle,
  options: CheckpointOptions = {},
): ControlNetPart {
  const model = openModel(folder, CONTROLNET, options);
  const { config, scope } = model;
  buildOnce(folder, model, () => {
    buildControlNet(scope, config);
  });
  const same = ['block_out_channels', 'down_block_types', 'layers_per_block', 'cross_attention_dim'] as const;
  const pairs = [
    ...same.map((name) => [name, config[name].toString(), unet.config[name].toString()] as const),
    ['pixels a latent', String(controlDownscaleOf(config)), String(downscaleOf(vae.config))] as const,
  ];
  for (const [name, found, expected] of pairs) {
    if (found === expected) continue;
    throw new CheckpointError(
      `${folder}: a ControlNet for another model (${name}: ${found}, expected ${expected})`,
    );
  }
  return { config, scope };
}

/** Builds the network once, so that every tensor is asked for. */
export function buildControlNet(scope: Scope, config: ControlNetConfig): void {
  const floats = (name: string, shape: readonly number[]): Value => input(name, { dtype: 'float32', shape });
  const side = 2 ** config.block_out_channels.length;
  const pixels = side * controlDownscaleOf(config);
  controlNet(scope, config, {
    sample: floats('sample', [1, config.in_channels, side, side]),
    timestep: floats('timestep', [1]),
    encoderHiddenStates: floats('states', [1, 8, config.cross_attention_dim]),
    control: floats('control', [1, 3, pixels, pixels]),
    scale: floats('scale', [1]),
  });
}

const LARGEST_SCALE = 2;

/** Throws UserError 'bad-control-scale'. */
export async function controlOf(
  { image, scale = 1 }: ControlRequest,
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Control> {
  if (!(scale >= 0 && scale <= LARGEST_SCALE)) {
    throw new UserError(
      'bad-control-scale',
      `The control scale must be from 0 to ${LARGEST_SCALE}, not ${scale}.`,
    );
  }
  const fits = image.width === width && image.height === height;
  const { data } = fits ? image : await resize(image, width, height);
  const area = width * height;
  const planes = Float32Array.from(
    { length: 3 * area },
    (_, i) => (data[(i % area) * 3 + Math.floor(i / area)] ?? 0) / 255,
  );
  return { planes, scale };
}
