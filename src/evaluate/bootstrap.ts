/** @file Means with bootstrap intervals that resample people, for pictures of one person are not independent. */
import { type Random, seededRandom } from '../tensor/random.ts';

export interface Interval {
  readonly value: number;
  /** Bounds of the 95 % percentile interval. */
  readonly low: number;
  readonly high: number;
}

/** Scores of one training: a list for each person, in the same order of people for every training. */
export type PeopleScores = readonly (readonly number[])[];

const RESAMPLES = 1000;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** `groups` has one list of scores for each person; the mean is over all scores. */
export function bootstrapMean(groups: PeopleScores, seed = 1): Interval {
  const value = mean(groups.flat());
  return intervalOf(value, seed, (random) =>
    mean(groups.flatMap(() => groups[random.below(groups.length)] ?? [])),
  );
}

/**
 * The mean over several trainings. Trainings and people are both drawn again, so the interval holds how much another
 * training seed would change. With a `rival` measured on the same people, the mean of what the first has more.
 */
export function bootstrapTrainings(
  trainings: readonly PeopleScores[],
  rival?: readonly PeopleScores[],
  seed = 1,
): Interval {
  // A person's mean in each training: everybody has as many pictures.
  const means = trainings.map((people) => people.map(mean));
  const others = rival?.map((people) => people.map(mean));
  const people = means[0]?.length ?? 0;
  const over = (trained: readonly (readonly number[])[], who: readonly number[], which: readonly number[]) =>
    mean(which.flatMap((training) => who.map((person) => trained[training]?.[person] ?? NaN)));
  const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
  const difference = (who: readonly number[], ours: readonly number[], theirs: readonly number[]): number =>
    over(means, who, ours) - (others === undefined ? 0 : over(others, who, theirs));
  const theirCount = others?.length ?? 0;
  return intervalOf(difference(range(people), range(means.length), range(theirCount)), seed, (random) => {
    const drawn = (count: number): number[] => range(count).map(() => random.below(count));
    return difference(drawn(people), drawn(means.length), drawn(theirCount));
  });
}

function intervalOf(value: number, seed: number, resample: (random: Random) => number): Interval {
  const random = seededRandom(seed, 'bootstrap');
  const means = Array.from({ length: RESAMPLES }, () => resample(random)).sort((a, b) => a - b);
  const at = (quantile: number): number => means[Math.round(quantile * (RESAMPLES - 1))] ?? NaN;
  return { value, low: at(0.025), high: at(0.975) };
}
