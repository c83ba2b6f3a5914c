/** @file What a community's managers have set. */
import { z } from 'zod';
import { type ChannelLimits, channelLimitsSchema } from './channel-limits.ts';
import type { Rank } from './community.ts';
import { MAX_RULES, ruleSchema } from './rules.ts';

/** Stands for every member, and for every channel. */
export const EVERYBODY = 'everyone';
/** Stands for whoever moderates, on platforms without roles too. */
export const MODERATORS = 'moderators';
export const EVERYWHERE = '*';
export const MAX_QUOTAS = 25;
export const MAX_CHANNELS = 200;

/** `requests` waits before it is drawn, `pictures` before it is shown. */
export const APPROVALS = ['off', 'requests', 'pictures'] as const;
export type Approval = (typeof APPROVALS)[number];

const quotaSchema = z.object({
  role: z.string().min(1).max(128),
  name: z.string().max(100),
  picturesADay: z.int().nonnegative(),
});

export const settingsSchema = z.object({
  version: z.literal(1),
  quotas: z.array(quotaSchema).max(MAX_QUOTAS),
  channels: z.record(z.string().min(1).max(128), channelLimitsSchema),
  rules: z.array(ruleSchema).max(MAX_RULES),
  nextRule: z.int().positive(),
  approval: z.enum(APPROVALS),
  /** The channel where what waits for moderators is announced. */
  inbox: z.string().min(1).max(128).optional(),
  /** What the cards there read: the language of whoever chose the channel. */
  inboxLocale: z.string().max(35).optional(),
});
export type CommunitySettings = z.infer<typeof settingsSchema>;

/** Nothing is limited until somebody says so. */
export const NO_SETTINGS: CommunitySettings = {
  version: 1,
  quotas: [],
  channels: {},
  rules: [],
  nextRule: 1,
  approval: 'off',
};

/** Those of the community, with the channel's own over them. */
export const limitsIn = ({ channels }: CommunitySettings, channel: string): ChannelLimits => ({
  ...channels[EVERYWHERE],
  ...(channel === EVERYWHERE ? {} : channels[channel]),
});

/** Pictures a day: the highest of the member's roles; where none has one, everybody's. Undefined without a bound. */
export function quotaOf(
  { quotas }: CommunitySettings,
  { roles, rank }: { readonly roles: readonly string[]; readonly rank: Rank },
): number | undefined {
  const own = new Set([...roles, ...(rank === 'member' ? [] : [MODERATORS])]);
  const special = quotas.filter(({ role }) => role !== EVERYBODY && own.has(role));
  const counted = special.length > 0 ? special : quotas.filter(({ role }) => role === EVERYBODY);
  return counted.length === 0 ? undefined : Math.max(...counted.map(({ picturesADay }) => picturesADay));
}
