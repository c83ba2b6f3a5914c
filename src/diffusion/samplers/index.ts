/** @file The samplers by the name that people choose them by. */
import type { Sampler } from '../sampler.ts';
import type { SchedulerClass } from '../scheduler-config.ts';
import { ddim } from './ddim.ts';
import { dpmSolverPlusPlus2M } from './dpm-solver.ts';
import { eulerAncestral } from './euler-ancestral.ts';
import { euler } from './euler.ts';
import { lcm } from './lcm.ts';
import { plms } from './plms.ts';

export const SAMPLERS = {
  ddim,
  'dpm++2m': dpmSolverPlusPlus2M,
  euler,
  'euler-a': eulerAncestral,
  lcm,
  plms,
} as const satisfies Readonly<Record<string, Sampler>>;

export type SamplerName = keyof typeof SAMPLERS;

/** The sampler that a bundle's scheduler asks for; what we have no sampler of its own for is sampled by DDIM, as in the paper. */
export const SAMPLER_OF_CLASS: Readonly<Record<SchedulerClass, SamplerName>> = {
  DDIMScheduler: 'ddim',
  DDPMScheduler: 'ddim',
  PNDMScheduler: 'plms',
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler-a',
  DPMSolverMultistepScheduler: 'dpm++2m',
  LCMScheduler: 'lcm',
};
