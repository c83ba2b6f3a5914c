/** @file What a community's moderators have set, held against what a member asks for. */
import type { Author, CommandContext } from '../src/chat/context.ts';
import { rankOf } from '../src/chat/rank.ts';
import type { ChatRequest, PictureWish } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { UserError } from '../src/errors.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import { requireWithin, within } from '../src/moderation/channel-limits.ts';
import { communityKeyOf } from '../src/moderation/community.ts';
import { dayEnd } from '../src/moderation/quota-store.ts';
import { requireWithinRules } from '../src/moderation/rules.ts';
import {
  type CommunitySettings,
  EVERYBODY,
  limitsIn,
  MODERATORS,
  NO_SETTINGS,
  quotaOf,
} from '../src/moderation/settings.ts';
import { USUAL_STEPS } from '../src/queue/imagine.ts';
import { day } from './durations.ts';
import { DEFAULT_STYLE } from './styles.ts';
import { say } from '../src/say.ts';

/** A wish in which the member may have left open what the channel has its own ideas about. */
export type OpenWish = Omit<PictureWish, 'count' | 'style'> & {
  readonly count?: number | undefined;
  readonly style?: string | undefined;
};

export interface HouseRules {
  readonly community: string;
  readonly settings: CommunitySettings;
}

type Place = Pick<CommandContext, 'platform' | 'community'>;

/** Undefined where nobody moderates: in private messages with the bot. */
export const communityOf = ({ platform, community }: Place): string | undefined =>
  community === '' ? undefined : communityKeyOf(platform, community);

/** Throws UserError for a member whom the community has blocked. */
export async function requireWelcome(
  { moderation, now }: Services,
  community: string | undefined,
  member: string,
): Promise<void> {
  if (community === undefined) return;
  const block = await moderation.blocked.find(community, member, now());
  if (block === undefined) return;
  const until = block.until === undefined ? '' : say` until ${day(block.until)}`;
  const reason = block.reason === undefined ? '' : say` Their reason: ${block.reason}`;
  throw new UserError(
    'blocked',
    say`The moderators of this community have blocked you from drawing here${until}.${reason}`,
  );
}

/** The wish as it may be drawn there. Throws UserError in one sentence for what the moderators have ruled out. */
export async function underHouseRules(
  context: CommandContext,
  wish: OpenWish,
  how: 'as-asked' | 'as-allowed',
): Promise<{ readonly wish: PictureWish; readonly house: HouseRules | undefined }> {
  const { services, author, channel, parent = channel } = context;
  const community = communityOf(context);
  const [settings] = await Promise.all([
    community === undefined ? NO_SETTINGS : services.moderation.settings.get(community),
    requireWelcome(services, community, author.id),
  ]);
  requireWithinRules(settings.rules, { prompt: wish.prompt, negative: wish.negativePrompt });
  const limits = limitsIn(settings, parent);
  const { count, steps, style } = wish;
  const asked = { count, steps, style };
  if (how === 'as-asked') requireWithin(limits, asked);
  return {
    wish: { ...wish, ...within(limits, asked, { style: DEFAULT_STYLE, steps: USUAL_STEPS }) },
    house: community === undefined ? undefined : { community, settings },
  };
}

/** Pictures a day; undefined without a bound. The platform is asked only what the quotas make a difference of. */
async function limitFor(author: Author, settings: CommunitySettings): Promise<number | undefined> {
  const quotaed = settings.quotas.map(({ role }) => role);
  const own = quotaed.filter((role) => role !== EVERYBODY && role !== MODERATORS);
  const [rank, roles] = await Promise.all([
    quotaed.includes(MODERATORS) ? rankOf(author) : ('member' as const),
    own.length === 0 ? [] : (author.rolesAmong?.(own) ?? []),
  ]);
  return quotaOf(settings, { roles, rank });
}

/** Counts the pictures of a request; throws UserError when today's are used up. */
export async function takeQuota(
  context: CommandContext,
  { community, settings }: HouseRules,
  pictures: number,
): Promise<void> {
  const { services, platform, author, requestId } = context;
  const at = services.now();
  const limit = await limitFor(author, settings);
  const ownerId = ownerIdOf(platform, author.id);
  const { quotas } = services.moderation;
  if (await quotas.take({ community, ownerId, requestId, pictures, limit, at })) return;
  const used = await quotas.used(community, ownerId, at);
  const left = Math.max(0, (limit ?? 0) - used);
  const hours = Math.max(1, Math.round((dayEnd(at).getTime() - at.getTime()) / 3_600_000));
  throw new UserError(
    'quota-used-up',
    limit === 0
      ? 'Your role draws no pictures in this community: ask its moderators.'
      : say`You have ${left === 0 ? say`none` : say`only ${left}`} of today’s ${limit ?? 0} {1:picture|pictures} left here; the next day begins at 00:00 UTC, in about ${hours} h.`,
  );
}

/** Whether a wish must wait for a moderator; moderators' own do not. */
export async function approvalFor(
  { author }: CommandContext,
  house: HouseRules | undefined,
): Promise<CommunitySettings['approval']> {
  const approval = house?.settings.approval ?? 'off';
  return approval === 'off' || (await rankOf(author)) !== 'member' ? 'off' : approval;
}

/** Gives back what a request took that was never drawn. */
export async function giveQuotaBack({ moderation }: Services, request: ChatRequest): Promise<void> {
  const { id, ownerId, createdAt, target } = request;
  const community = communityOf(target);
  if (community === undefined) return;
  await moderation.quotas.giveBack({ community, ownerId, requestId: id, at: new Date(createdAt) });
}
