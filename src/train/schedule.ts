/** @file The learning rate and the averaging factor of a step. */
import type { TrainingPlan } from './recipe.ts';

/** Where cosine ends, as a part of the highest learning rate. */
const FLOOR = 0.02;

/**
 * Linear warm-up over the updates since the moments were last zero, times the schedule over all steps.
 * `step` and `updates` count from 0.
 */
export function learningRateAt(plan: TrainingPlan, step: number, updates: number): number {
  const warmup = Math.min(1, (updates + 1) / Math.max(1, plan.warmupSteps));
  if (plan.schedule === 'constant') return plan.learningRate * warmup;
  const progress = Math.min(1, step / plan.steps);
  return plan.learningRate * warmup * (FLOOR + (1 - FLOOR) * 0.5 * (1 + Math.cos(Math.PI * progress)));
}

/** Rises to the plan's decay, so that the average forgets the random start. `step` counts from 0. */
export const emaDecayAt = (plan: TrainingPlan, step: number): number =>
  Math.min(plan.emaDecay, (step + 1) / (step + 10));
