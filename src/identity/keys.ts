/** @file Names of the project's keys in Redis; the hash tag keeps them in one slot of a cluster. */

/** Shared by BullMQ's prefix and every key of ours. */
export const DEFAULT_PREFIX = '{dream}';

export const redisKey = (prefix: string, kind: string, ...parts: readonly string[]): string =>
  [prefix, kind, ...parts].join(':');
