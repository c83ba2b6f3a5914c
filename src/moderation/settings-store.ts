/** @file Communities' settings in Redis; two managers who change them at once both succeed. */
import type { Redis } from 'ioredis';
import { redisKey } from '../identity/keys.ts';
import { type CommunitySettings, NO_SETTINGS, settingsSchema } from './settings.ts';

export interface SettingsStore {
  readonly get: (community: string) => Promise<CommunitySettings>;
  /** `change` may run several times; what it throws is passed on and changes nothing. */
  readonly change: (
    community: string,
    change: (settings: CommunitySettings) => CommunitySettings,
  ) => Promise<CommunitySettings>;
}

/** KEYS settings; ARGV what was read ('' for none), what it shall be. */
const REPLACE = `
if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2])
return 1`;
const ATTEMPTS = 20;

export function createSettingsStore(redis: Redis, prefix: string): SettingsStore {
  const keyOf = (community: string): string => redisKey(prefix, 'settings', community);
  const parse = (json: string | null): CommunitySettings =>
    json === null ? NO_SETTINGS : settingsSchema.parse(JSON.parse(json));
  return {
    get: async (community) => parse(await redis.get(keyOf(community))),
    async change(community, change) {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const former = await redis.get(keyOf(community));
        const changed = settingsSchema.parse(change(parse(former)));
        const done = await redis.eval(REPLACE, 1, keyOf(community), former ?? '', JSON.stringify(changed));
        if (done === 1) return changed;
      }
      throw new Error('the settings were changed by others again and again');
    },
  };
}
