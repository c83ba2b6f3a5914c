/** @file Which community a rule, a block or a count belongs to, and what somebody is there. */

/** A guild, a workspace or a web room: "discord:81384788765712384". */
export const communityKeyOf = (platform: string, community: string): string => `${platform}:${community}`;

export const partsOf = (key: string): { readonly platform: string; readonly community: string } => {
  const colon = key.indexOf(':');
  return { platform: key.slice(0, colon), community: key.slice(colon + 1) };
};

/** What the platform lets a member do there; each rank may do what the ones before it may. */
export const RANKS = ['member', 'moderator', 'manager'] as const;
export type Rank = (typeof RANKS)[number];

export const isAtLeast = (rank: Rank, needed: Rank): boolean => RANKS.indexOf(rank) >= RANKS.indexOf(needed);
