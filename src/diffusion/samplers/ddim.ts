/** @file DDIM without added noise (Song et al. 2021, eq. 12 with eta = 0): the paper's sampler. */
import { ddimPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

export const ddim: Sampler = {
  plan: ddimPlan,
  clips: true,
  advance: ({ prediction: { x0, epsilon }, step: { to } }) =>
    x0.map((clean, i) => to.alpha * clean + to.sigma * (epsilon[i] as number)),
};
