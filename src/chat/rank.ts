/** @file Who may use a command or a button. */
import { UserError } from '../errors.ts';
import { ownerIdOf } from '../identity/identity.ts';
import { isAtLeast, type Rank } from '../moderation/community.ts';
import type { Action } from './action.ts';
import type { Author, CommandContext } from './context.ts';
import type { ChatRequest } from './request.ts';

export const rankOf = async ({ rank }: Author): Promise<Rank> => (await rank?.()) ?? 'member';

/** Throws UserError for a member whom the platform does not let do that. */
export async function requireRank(
  { author }: { readonly author: Author },
  needed: Rank | undefined,
): Promise<void> {
  if (needed === undefined || isAtLeast(await rankOf(author), needed)) return;
  throw new UserError(
    'moderators-only',
    needed === 'manager'
      ? 'Only those who manage this community may do that: ask one of them.'
      : 'Only the moderators of this community may do that: ask one of them.',
  );
}

/** Throws UserError for somebody whose button it is not. */
export async function requirePresser(
  { by = 'asker' }: Action,
  { platform, community, author }: CommandContext,
  { ownerId, target }: ChatRequest,
): Promise<void> {
  if (by === 'asker') {
    if (ownerId === ownerIdOf(platform, author.id)) return;
    throw new UserError(
      'not-your-button',
      'Only the member who asked for this may use its buttons: ask for your own.',
    );
  }
  if (target.platform !== platform || target.community !== community) {
    throw new UserError('button-elsewhere', 'This button belongs to another community: press it there.');
  }
  if (by === 'moderators') await requireRank({ author }, 'moderator');
}
