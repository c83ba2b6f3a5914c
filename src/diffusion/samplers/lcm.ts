/** @file Latent consistency sampling: a few jumps straight to the clean picture, each but the last noised again. */
import { LCM_TIMESTEPS, lcmPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/** Standard deviation of the data, and what timesteps are multiplied by (Luo et al. 2023, and diffusers' LCMScheduler). */
const SIGMA_DATA = 0.5;
const TIMESTEP_SCALING = 10;

/** Luo et al. 2023, algorithm 3: f = c_skip x + c_out x0, with c_skip near 0 but at the very first timesteps. */
export const lcm: Sampler = {
  plan: lcmPlan,
  clips: true,
  mostSteps: LCM_TIMESTEPS,
  advance: ({ x, prediction: { x0 }, step: { timestep, to }, isLast, noise }) => {
    const scaled = timestep * TIMESTEP_SCALING;
    const norm = scaled * scaled + SIGMA_DATA * SIGMA_DATA;
    const skip = (SIGMA_DATA * SIGMA_DATA) / norm;
    const out = scaled / Math.sqrt(norm);
    const clean = x0.map((value, i) => out * value + skip * (x[i] as number));
    if (isLast) return clean;
    const fresh = noise();
    return clean.map((value, i) => to.alpha * value + to.sigma * (fresh[i] as number));
  },
};
