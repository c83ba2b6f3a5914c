/** @file Euler's method that goes too far down and adds fresh noise, as ancestral sampling does. */
import { eulerPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/** k-diffusion's sample_euler_ancestral; r = sigma / alpha. */
export const eulerAncestral: Sampler = {
  plan: eulerPlan,
  advance: ({ prediction: { x0, epsilon }, step: { from, to }, noise }) => {
    const r = from.sigma / from.alpha;
    const next = to.sigma / to.alpha;
    const up = Math.min(next, Math.sqrt((next * next * (r * r - next * next)) / (r * r)));
    const down = Math.sqrt(next * next - up * up);
    const fresh = noise();
    return x0.map(
      (clean, i) => to.alpha * (clean + down * (epsilon[i] as number) + up * (fresh[i] as number)),
    );
  },
};
