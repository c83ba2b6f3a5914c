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

const only = <const T extends string | number | boolean>(value: T) => z.literal(value).optional();

/** Entries of other samplers than ours: with another value than these the file means other steps, so it is refused. */
const ASSUMED = {
  use_karras_sigmas: only(false),
  use_exponential_sigmas: only(false),
  use_beta_sigmas: only(false),
  use_flow_sigmas: only(false),
  use_lu_lambdas: only(false),
  use_dynamic_shifting: only(false),
  thresholding: only(false),
  algorithm_type: only('dpmsolver++'),
  solver_order: only(2),
  solver_type: only('midpoint'),
  final_sigmas_type: only('zero'),
  interpolation_type: only('linear'),
  timestep_type: only('discrete'),
  sigma_min: z.null().optional(),
  sigma_max: z.null().optional(),
  lambda_min_clipped: z.null().optional(),
  original_inference_steps: only(50),
  timestep_scaling: only(10),
};

/** PNDM's Runge-Kutta start takes twelve calls of the network more, and no published Stable Diffusion asks for it. */
const PNDM_ASSUMED = z.object({ skip_prk_steps: z.literal(true) });

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
  /** false: DDIM's and PNDM's last step ends at the first timestep's noise level and not at none; that is PNDM's default alone. */
  set_alpha_to_one: z.boolean().optional(),
  /** DDIM's and DDPM's are on unless the config says otherwise; whether it is heeded is the sampler's affair (`clips`). */
  clip_sample: z.boolean().optional(),
  clip_sample_range: z.number().positive().default(1),
  rescale_betas_zero_snr: z.boolean().default(false),
  ...ASSUMED,
});

/** LCMScheduler's own defaults are Stable Diffusion's. */
const LCM_DEFAULTS = { beta_start: 0.00085, beta_end: 0.012, beta_schedule: 'scaled_linear' };

/** JSON as Python writes it: what has no bound (`lambda_min_clipped`) is -Infinity there. Throws SyntaxError. */
export const parsePythonJson = (text: string): unknown =>
  JSON.parse(text.replace(/(?<=[:[,]\s*)(?:-?Infinity|NaN)(?=\s*[,}\]])/g, 'null'));

/** Throws CheckpointError that names the entries at fault; entries that change no number pass. */
export function parseSchedulerConfig(json: unknown): SchedulerConfig {
  const parsed = schema.safeParse(isLcm(json) ? { ...LCM_DEFAULTS, ...json } : json);
  if (!parsed.success) throw new CheckpointError(`scheduler config: ${z.prettifyError(parsed.error)}`);
  const { _class_name: name, timestep_spacing, set_alpha_to_one, clip_sample, ...rest } = parsed.data;
  const assumed = name === 'PNDMScheduler' ? PNDM_ASSUMED.safeParse(json) : undefined;
  if (assumed?.success === false) {
    throw new CheckpointError(`PNDM scheduler config: ${z.prettifyError(assumed.error)}`);
  }
  return {
    ...rest,
    _class_name: name,
    timestep_spacing: timestep_spacing ?? SPACING[name],
    set_alpha_to_one: set_alpha_to_one ?? name !== 'PNDMScheduler',
    clip_sample: clip_sample ?? (name === 'DDIMScheduler' || name === 'DDPMScheduler'),
  };
}

const isLcm = (json: unknown): json is object =>
  z.object({ _class_name: z.literal('LCMScheduler') }).safeParse(json).success;

export type SchedulerConfig = z.infer<typeof schema> & {
  readonly timestep_spacing: 'leading' | 'trailing' | 'linspace';
  readonly set_alpha_to_one: boolean;
  readonly clip_sample: boolean;
};

/** What a config's JSON may leave out is filled in as diffusers does. */
export type SchedulerConfigInput = z.input<typeof schema>;
