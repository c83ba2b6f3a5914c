/** @file A look at a whole queue in one round trip: which jobs wait and run, how much work each is, since when. */
import type { Redis } from 'ioredis';

export interface QueueLook {
  /** Oldest first. */
  readonly waiting: readonly { readonly id: string; readonly units: number }[];
  readonly active: readonly { readonly id: string; readonly units: number; readonly startedAt: number }[];
}

/**
 * KEYS BullMQ's waiting list (the next job is its last), its active list, the units by id; ARGV prefix of a job's key.
 * One line a job in one string: a thousand replies would cost the bot ten times as much to read.
 */
const LOOK = `
local lines = {}
local waiting = redis.call('LRANGE', KEYS[1], 0, -1)
for i = #waiting, 1, -1 do
  local id = waiting[i]
  lines[#lines + 1] = id .. ' ' .. (redis.call('HGET', KEYS[3], id) or '1')
end
for _, id in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  local started = redis.call('HGET', ARGV[1] .. id, 'processedOn') or '0'
  lines[#lines + 1] = id .. ' ' .. (redis.call('HGET', KEYS[3], id) or '1') .. ' ' .. started
end
return table.concat(lines, '\\n')`;

/** `toKey` is the queue's. */
export async function lookAtQueue(
  redis: Redis,
  toKey: (part: string) => string,
  unitsKey: string,
): Promise<QueueLook> {
  const text = await redis.eval(LOOK, 3, toKey('wait'), toKey('active'), unitsKey, toKey(''));
  const rows = typeof text === 'string' && text !== '' ? text.split('\n').map((line) => line.split(' ')) : [];
  return {
    waiting: rows.flatMap(([id = '', units, started]) =>
      started === undefined ? [{ id, units: Number(units) }] : [],
    ),
    active: rows.flatMap(([id = '', units, started]) =>
      started === undefined ? [] : [{ id, units: Number(units), startedAt: Number(started) }],
    ),
  };
}
