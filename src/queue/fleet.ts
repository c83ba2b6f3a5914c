/** @file Which workers are alive: each says so every few seconds, with how many jobs it runs at once. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';

const BEAT_MS = 3000;
const TERM_MS = 10_000;
const fleetKey = (prefix: string, queue: string): string => redisKey(prefix, 'fleet', queue);

export interface FleetMember {
  readonly queue: string;
  readonly workerId: string;
  readonly concurrency: number;
}

/** Beats at once and then regularly; `leave` takes the worker off the list. A Redis that is away misses beats. */
export function joinFleet(
  redis: Redis,
  prefix: string,
  { queue, workerId, concurrency }: FleetMember,
): { readonly leave: () => Promise<void> } {
  const key = fleetKey(prefix, queue);
  const member = `${workerId} ${concurrency}`;
  const beat = (): void => {
    redis
      .multi()
      .zadd(key, Date.now() + TERM_MS, member)
      .zremrangebyscore(key, 0, Date.now() - TERM_MS)
      .exec()
      .catch(() => undefined);
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  return {
    async leave() {
      clearInterval(timer);
      await redis.zrem(key, member);
    },
  };
}

/** How many jobs all living workers of the queue run at once. */
export async function fleetSlots(redis: Redis, prefix: string, queue: string): Promise<number> {
  const members = await redis.zrangebyscore(fleetKey(prefix, queue), Date.now(), '+inf');
  return members.reduce((slots, member) => slots + (Number(member.split(' ')[1]) || 0), 0);
}
