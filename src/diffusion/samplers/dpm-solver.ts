/** @file DPM-Solver++ (2M): second order from the previous step's prediction, at one network call a step. */
import type { NoiseLevel } from '../noise-schedule.ts';
import { dpmSolverPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/** Half the log of the signal-to-noise ratio. */
const lambda = ({ alpha, sigma }: NoiseLevel): number => Math.log(alpha / sigma);

/** Lu et al. 2022b, algorithm 2; the first and the last step are of first order, as in diffusers. */
export const dpmSolverPlusPlus2M: Sampler = {
  plan: dpmSolverPlan,
  advance: ({ x, prediction: { x0 }, step: { from, to }, earlier: [previous], isLast }) => {
    const h = lambda(to) - lambda(from);
    const keep = to.sigma / from.sigma;
    const gain = to.alpha * (1 - Math.exp(-h));
    if (previous === undefined || isLast) return x0.map((clean, i) => keep * (x[i] as number) + gain * clean);
    const ratio = (lambda(from) - lambda(previous.step.from)) / h;
    const older = previous.prediction.x0;
    return x0.map((clean, i) => {
      const slope = (clean - (older[i] as number)) / ratio;
      return keep * (x[i] as number) + gain * (clean + slope / 2);
    });
  },
};
