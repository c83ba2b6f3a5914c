/** @file PLMS (Liu et al. 2022, without its Runge-Kutta start; Katherine Crowson's form): DDIM with the mean of the last predictions. */
import { predictionOf } from '../denoiser.ts';
import { plmsPlan } from '../plan.ts';
import type { Sampler } from '../sampler.ts';

/** Adams and Bashforth's weights by how many predictions there are, the latest first. */
const WEIGHTS = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
] as const;

/** The first step is taken twice, the second time with the mean of the predictions at both its ends. */
const TWICE = [1 / 2, 1 / 2] as const;

export const plms: Sampler = {
  plan: plmsPlan,
  advance: ({ x, prediction, step: { from, to, again }, earlier, predictionType }) => {
    const kept = earlier.filter(({ step }) => step.again === undefined).slice(0, WEIGHTS.length - 1);
    const weights = again === undefined ? (WEIGHTS[kept.length] ?? WEIGHTS[0]) : TWICE;
    const outputs = [prediction, ...kept.map((moment) => moment.prediction)].map(({ output }) => output);
    const mean = x.map((_, i) =>
      weights.reduce((sum, weight, k) => sum + weight * (outputs[k]?.[i] ?? NaN), 0),
    );
    const start = again === undefined ? x : (kept[0]?.x ?? x);
    const { x0, epsilon } = predictionOf(predictionType, start, mean, again ?? from);
    return x0.map((clean, i) => to.alpha * clean + to.sigma * (epsilon[i] as number));
  },
};
