/** @file The config of a scheduler as diffusers writes it (scheduler/scheduler_config.json). */
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';

/** Spacing that diffusers takes for the class when the config names none. */
const SPACING = {
  DDIMScheduler: 'leading',
  DDPMScheduler: 'leading',
  PNDMScheduler: 'leading',
  EulerDiscreteScheduler: 'linspace',
  EulerAncestralDiscreteScheduler: 'linspace',
  DPMSolverMultistepScheduler: 'linspace',
  LCMScheduler: 'leading',
} as const;

export type SchedulerClass = keyof typeof SPACING;

const schema = z.object({
  _class_name: z.enum(Object.keys(SPACING) as [SchedulerClass, ...SchedulerClass[]]).default('DDIMScheduler'),
  num_train_timesteps: z.int().min(2).max(100_000).default(1000),
  beta_start: z.number().positive().lt(1).default(0.0001),
  beta_end: z.number().positive().lt(1).default(0.02),
  beta_schedule: z.enum(['linear', 'scaled_linear', 'squaredcos_cap_v2']).default('linear'),
  trained_betas: z.null().default(null),
  prediction_type: z.enum(['epsilon', 'v_prediction', 'sample']).default('epsilon'),
  timestep_spacing: z.enum(['leading', 'trailing', 'linspace']).optional(),
  steps_offset: z.int().nonnegative().default(0),
  /** false: DDIM's last step ends at the first timestep's noise level and not at none. */
  set_alpha_to_one: z.boolean().default(true),
  /** Only DDIM and DDPM know it, and there it is on unless the config says otherwise. */
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().positive().default(1),
  rescale_betas_zero_snr: z.boolean().default(false),
  /** Other noise levels than the timesteps' own: refused, for they would be another sampler. */
  use_karras_sigmas: z.literal(false).default(false),
});

/** LCMScheduler's own defaults are Stable Diffusion's. */
const LCM_DEFAULTS = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };

/** Throws CheckpointError that names the entries at fault; entries that change no number pass. */
export function parseSchedulerConfig(json: unknown): SchedulerConfig {
  const parsed = schema.safeParse(isLcm(json) ? { ...LCM_DEFAULTS, ...json } : json);
  if (!parsed.success) throw new CheckpointError(`scheduler config: ${z.prettifyError(parsed.error)}`);
  const { _class_name: name, timestep_spacing, clip_sample, ...rest } = parsed.data;
  return {
    ...rest,
    _class_name: name,
    timestep_spacing: timestep_spacing ?? SPACING[name],
    clip_sample: clip_sample ?? (name === 'DDIMScheduler' || name === 'DDPMScheduler'),
  };
}

const isLcm = (json: unknown): json is object =>
  z.object({ _class_name: z.literal('LCMScheduler') }).safeParse(json).success;

export type SchedulerConfig = z.infer<typeof schema> & {
  readonly timestep_spacing: 'leading' | 'trailing' | 'linspace';
  readonly clip_sample: boolean;
};

/** What a config's JSON may leave out is filled in as diffusers does. */
export type SchedulerConfigInput = z.input<typeof schema>;
