/** @file Euler's method (Karras et al. 2022, algorithm 2 without churn). */
import { eulerPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/**
 * In latents divided by alpha, a step is x + (x - x0) / r * (r' - r) with r = sigma / alpha, which is x0 + r' epsilon:
 * times alpha' it is DDIM's rule, on another grid.
 */
export const euler: Sampler = {
  plan: eulerPlan,
  advance: ({ prediction: { x0, epsilon }, step: { to } }) =>
    x0.map((clean, i) => to.alpha * clean + to.sigma * (epsilon[i] as number)),
};
