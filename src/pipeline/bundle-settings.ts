/** @file What a bundle says about itself beyond its networks: dreamidentity.json, which other programs ignore. */
import { z } from 'zod';
import { parseConfig } from '../checkpoint/config.ts';
import { type SamplerName, SAMPLERS } from '../diffusion/samplers/index.ts';

export const SETTINGS_FILE = 'dreamidentity.json';

/** What a person may ask for too. */
export const MOST_STEPS = 200;
export const MOST_GUIDANCE = 30;

const samplerNames = Object.keys(SAMPLERS) as [SamplerName, ...SamplerName[]];

const schema = z.object({
  /** What people call the model; the folder's name when absent. */
  name: z.string().max(100).optional(),
  /** The defaults are the paper's: DDIM (or what the scheduler's config names), 30 steps, guidance 7.5. */
  steps: z.int().min(1).max(MOST_STEPS).default(30),
  guidance_scale: z.number().min(1).max(MOST_GUIDANCE).default(7.5),
  /** Guide between these timesteps only. */
  guidance_interval: z.tuple([z.number(), z.number()]).optional(),
  sampler: z.enum(samplerNames).optional(),
  /** Fewer UNet calls for nearly the same picture; bench/quality-speed.ts finds it. The default takes 0.4 of the paper's. */
  fast: z
    .object({
      sampler: z.enum(samplerNames),
      steps: z.int().min(1).max(MOST_STEPS),
      guidance_interval: z.tuple([z.number(), z.number()]).optional(),
    })
    .default({ sampler: 'dpm++2m', steps: 12 }),
  /** The faces that the identity encoder was trained on; where they are drawn ones, a photograph is refused. */
  faces: z.enum(['any', 'drawn']).default('any'),
  /** Rows: latent channels; columns: red, green, blue, in [-1, 1] for latents of unit variance. For quick previews. */
  preview_factors: z.array(z.tuple([z.number(), z.number(), z.number()])).optional(),
});

export type BundleSettings = z.infer<typeof schema>;

/** Throws CheckpointError that names the entries at fault. */
export const parseBundleSettings = (json: unknown): BundleSettings =>
  parseConfig(SETTINGS_FILE, schema, json);

/** What the file may leave out is filled in. */
export type BundleSettingsInput = z.input<typeof schema>;
