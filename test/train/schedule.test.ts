/** @file Learning-rate and averaging schedules. */
import { describe, expect, test } from 'vitest';
import { PLAN, type TrainingPlan } from '../../src/train/recipe.ts';
import { emaDecayAt, learningRateAt } from '../../src/train/schedule.ts';

const plan: TrainingPlan = { ...PLAN, steps: 1000, batch: 1, learningRate: 2, warmupSteps: 100 };

describe('the learning rate', () => {
  test.each([
    ['begins small', 0, 0.02],
    ['is half way through the warm-up half of its height', 49, 1],
    ['has the cosine’s middle in the middle', 500, 1.02],
    ['ends at a fiftieth', 1000, 0.04],
    ['stays there past the end', 5000, 0.04],
  ])('%s', (_, step, expected) => {
    expect(learningRateAt(plan, step, step)).toBeCloseTo(expected, 1);
  });

  test('stays where it is after the warm-up when the schedule is constant', () => {
    const constant = { ...plan, schedule: 'constant' } as const;
    expect([100, 999].map((step) => learningRateAt(constant, step, step))).toEqual([2, 2]);
  });

  test('warms up again where a training resumes without moments', () => {
    expect(learningRateAt(plan, 500, 0)).toBeCloseTo(learningRateAt(plan, 500, 500) / 100, 9);
  });
});

test('the averaging follows the weights closely at first and then as slowly as planned', () => {
  expect(emaDecayAt(plan, 0)).toBeCloseTo(0.1, 9);
  expect(emaDecayAt(plan, 1_000_000)).toBe(0.999);
});
