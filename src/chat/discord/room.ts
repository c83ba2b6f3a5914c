/** @file How large a file may be that the bot posts by itself, without an interaction: what its community's boosts allow. */
import type { DiscordApi } from './api.ts';
import { isForbidden, isGone } from './rest-error.ts';

export interface Room {
  /** Bytes of one file in that channel. */
  readonly of: (channel: string) => Promise<number>;
}

const MEBIBYTE = 1024 * 1024;
/** By the community's boost level, as Discord's pages on boosting and on uploads have it. */
const BY_LEVEL = [10, 10, 50, 100].map((mebibytes) => mebibytes * MEBIBYTE);
/** What every channel takes, private ones too. */
export const EVERYWHERE = 10 * MEBIBYTE;
/** A community that gains or loses a level is noticed so much later. */
const TERM_MS = 3600 * 1000;
const MAX_KEPT = 10_000;

export interface RoomOptions {
  readonly api: Pick<DiscordApi, 'guildOf' | 'boostLevel'>;
  readonly now: () => number;
}

export function createRoom({ api, now }: RoomOptions): Room {
  const kept = new Map<string, { readonly at: number; readonly bytes: number }>();

  async function ask(channel: string): Promise<number> {
    try {
      const guild = await api.guildOf(channel);
      return guild === undefined ? EVERYWHERE : (BY_LEVEL[await api.boostLevel(guild)] ?? EVERYWHERE);
    } catch (error) {
      if (isForbidden(error) || isGone(error)) return EVERYWHERE;
      throw error;
    }
  }

  return {
    async of(channel) {
      const known = kept.get(channel);
      if (known !== undefined && now() < known.at + TERM_MS) return known.bytes;
      const bytes = await ask(channel);
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(channel, { at: now(), bytes });
      return bytes;
    },
  };
}
