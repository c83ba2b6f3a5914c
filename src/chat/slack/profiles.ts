/** @file What is remembered of members: their language and name, and for a minute what they may do. */
import { UserError } from '../../errors.ts';
import type { Rank } from '../../moderation/community.ts';
import type { RawOptions, RawValue } from '../option.ts';
import type { Profile, SlackApi } from './api.ts';
import type { Groups } from './groups.ts';

export interface Profiles {
  /** A slow or refusing Slack leaves English. */
  readonly locale: (member: string) => Promise<string>;
  /** As the workspace calls the member; the other name (the id when left out) while Slack does not say. */
  readonly name: (member: string, otherwise?: string) => Promise<string>;
  /** Throws UserError while Slack does not say. */
  readonly rank: (member: string) => Promise<Rank>;
}

export interface ProfilesOptions {
  readonly api: Pick<SlackApi, 'profile'>;
  readonly now: () => number;
  readonly groups: Pick<Groups, 'among'>;
  /** Ids of members, and of user groups. */
  readonly moderators: ReadonlySet<string>;
  /** How long an answer waits for what only makes it read better. */
  readonly patienceMs?: number | undefined;
}

const PATIENCE_MS = 800;
/** Somebody who is no administrator any more moderates at most so long. */
const RANK_TERM_MS = 60_000;
/** Who changes the language or the name is answered in the old one for so long. */
const WORDS_TERM_MS = 3600 * 1000;
const MAX_KEPT = 10_000;

interface Kept {
  at: number;
  readonly profile: Promise<Profile>;
  /** What Slack said last, while it is asked again. */
  last: Profile | undefined;
}

export function rememberProfiles(options: ProfilesOptions): Profiles {
  const { api, now, groups, moderators, patienceMs = PATIENCE_MS } = options;
  const moderating = [...moderators].filter((id) => id.startsWith('S'));
  const kept = new Map<string, Kept>();
  function ask(member: string, termMs: number): Promise<Profile> {
    const known = kept.get(member);
    if (known !== undefined && now() < known.at + termMs) return known.profile;
    const profile = api.profile(member);
    if (kept.size >= MAX_KEPT) kept.clear();
    const one: Kept = { at: now(), profile, last: known?.last };
    kept.set(member, one);
    profile.then(
      (said) => (one.last = said),
      () => (one.at = 0), // and is asked again next time
    );
    return profile;
  }
  /** What Slack says of a member, or that other thing where it is slow or refuses. */
  function soon(member: string, read: (profile: Profile) => string, otherwise: string): Promise<string> {
    const answer = ask(member, WORDS_TERM_MS);
    const before = kept.get(member)?.last;
    const known = before === undefined ? otherwise : read(before);
    const said = answer.then(read, () => known);
    const late = new Promise<string>((done) => {
      setTimeout(done, patienceMs, known).unref();
    });
    return Promise.race([said, late]);
  }
  return {
    locale: (member) => soon(member, ({ locale }) => locale, 'en-US'),
    name: (member, otherwise = member) => soon(member, ({ name }) => name ?? otherwise, otherwise),
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
      if (moderators.has(member)) return 'moderator';
      const [one] = moderating.length === 0 ? [] : await groups.among(moderating, member);
      return one === undefined ? 'member' : 'moderator';
    },
  };
}

/** Options with the members and groups in them called as the workspace calls them: Slack itself gives ids. */
export async function withNames(
  options: RawOptions,
  { profiles, groups }: { readonly profiles: Pick<Profiles, 'name'>; readonly groups: Pick<Groups, 'name'> },
): Promise<RawOptions> {
  const entries = Object.entries(options).map(async ([key, value]): Promise<[string, RawValue]> => {
    if (typeof value !== 'object' || value.kind === 'attachment') return [key, value];
    return value.kind === 'member'
      ? [key, { ...value, displayName: await profiles.name(value.id) }]
      : [key, { ...value, name: `@${await groups.name(value.id)}` }];
  });
  return Object.fromEntries(await Promise.all(entries));
}
