/** @file What is remembered of members: their language, and for a minute what they may do. */
import { UserError } from '../../errors.ts';
import type { Rank } from '../../moderation/community.ts';
import type { Profile, SlackApi } from './api.ts';

export interface Profiles {
  /** A slow or refusing Slack leaves English. */
  readonly locale: (member: string) => Promise<string>;
  /** Throws UserError while Slack does not say. */
  readonly rank: (member: string) => Promise<Rank>;
}

export interface ProfilesOptions {
  readonly api: Pick<SlackApi, 'profile'>;
  readonly now: () => number;
  readonly moderators: ReadonlySet<string>;
}

const LOCALE_MS = 800;
/** Somebody who is no administrator any more moderates at most so long. */
const RANK_TERM_MS = 60_000;
const MAX_KEPT = 10_000;

interface Kept {
  readonly at: number;
  readonly profile: Promise<Profile>;
}

export function rememberProfiles({ api, now, moderators }: ProfilesOptions): Profiles {
  const kept = new Map<string, Kept>();
  function ask(member: string, termMs: number): Promise<Profile> {
    const known = kept.get(member);
    if (known !== undefined && now() < known.at + termMs) return known.profile;
    const profile = api.profile(member);
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(member, { at: now(), profile });
    profile.catch(() => kept.delete(member));
    return profile;
  }
  return {
    locale(member) {
      const locale = ask(member, Infinity).then(
        (profile) => profile.locale,
        () => 'en-US',
      );
      const late = new Promise<string>((done) => {
        setTimeout(done, LOCALE_MS, 'en-US').unref();
      });
      return Promise.race([locale, late]);
    },
    async rank(member) {
      try {
        const { administers, owns } = await ask(member, RANK_TERM_MS);
        if (administers || owns) return 'manager';
      } catch (cause) {
        if (moderators.has(member)) return 'moderator';
        throw new UserError(
          'rank-unknown',
          'Slack does not tell me at the moment what you may do here: please try again in a minute.',
          { cause },
        );
      }
      return moderators.has(member) ? 'moderator' : 'member';
    },
  };
}
