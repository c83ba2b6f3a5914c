/** @file Means with bootstrap intervals that resample people, for pictures of one person are not independent. */
import { seededRandom } from '../tensor/random.ts';

export interface Interval {
  readonly value: number;
  /** Bounds of the 95 % percentile interval. */
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 1000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** `groups` has one list of scores for each person; the mean is over all scores. */
export function bootstrapMean(groups: readonly (readonly number[])[], seed = 1): Interval {
  const random = seededRandom(seed, 'bootstrap');
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(groups.flatMap(() => groups[random.below(groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  const at = (quantile: number): number => means[Math.round(quantile * (RESAMPLES - 1))] ?? NaN;
  return { value: mean(groups.flat()), low: at(0.025), high: at(0.975) };
}
