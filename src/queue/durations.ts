/** @file How long jobs took, measured by the workers, and what that says of the next one. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

export interface Sample {
  readonly units: number;
  readonly ms: number;
}

const KEPT = 32;
const durationsKey = (prefix: string, queue: string): string => redisKey(prefix, 'durations', queue);

export async function recordDuration(
  redis: Redis,
  prefix: string,
  queue: string,
  sample: Sample,
): Promise<void> {
  const key = durationsKey(prefix, queue);
  await redis
    .multi()
    .lpush(key, `${sample.units} ${Math.round(sample.ms)}`)
    .ltrim(key, 0, KEPT - 1)
    .exec();
}

export async function readDurations(redis: Redis, prefix: string, queue: string): Promise<readonly Sample[]> {
  const lines = await redis.lrange(durationsKey(prefix, queue), 0, KEPT - 1);
  return lines.flatMap((line) => {
    const [units = Number.NaN, ms = Number.NaN] = line.split(' ').map(Number);
    return Number.isFinite(units) && Number.isFinite(ms) ? [{ units, ms }] : [];
  });
}

/**
 * Expected milliseconds of a job by its units: least squares of `ms = a + b · units`, with a and b not negative.
 * Undefined without samples: nothing measured, nothing promised.
 */
export function expectedDuration(samples: readonly Sample[]): ((units: number) => number) | undefined {
  if (samples.length === 0) return undefined;
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const [units, ms] = [mean((s) => s.units), mean((s) => s.ms)];
  const variance = mean((s) => (s.units - units) ** 2);
  const covariance = mean((s) => (s.units - units) * (s.ms - ms));
  const proportional = units > 0 ? ms / units : ms;
  const slope = variance > 0 ? Math.max(0, Math.min(covariance / variance, proportional)) : proportional;
  const offset = ms - slope * units;
  return (of) => offset + slope * of;
}
