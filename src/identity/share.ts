/** @file Share rules: who besides its owner may have an identity drawn, and whether the owner is asked each time. */
import { z } from 'zod';

export const MAX_SHARED_WITH = 50;

export const shareSchema = z.object({
  version: z.literal(1),
  with: z.enum(['nobody', 'members', 'everybody']),
  /** The community that `everybody` means: that of the moment when the owner said so. */
  community: z.string().max(200).optional(),
  members: z
    .array(z.object({ ownerId: z.string().min(3).max(200), name: z.string().max(200) }))
    .max(MAX_SHARED_WITH),
  /** Whether the owner is asked each time. */
  ask: z.boolean(),
  /** What the owner is called before those who may draw the identity. */
  ownerName: z.string().max(200),
});
export type Share = z.infer<typeof shareSchema>;

export const PRIVATE: Share = {
  version: 1,
  with: 'nobody',
  members: [],
  ask: false,
  ownerName: '',
};

/** Somebody who wants to have an identity drawn, and where. */
export interface Wanting {
  readonly ownerId: string;
  /** Undefined in private messages with the bot. */
  readonly community: string | undefined;
}

export type Access = 'own' | 'free' | 'ask' | 'none';

/** What the rule of an identity of `owner` lets somebody do. */
export function accessOf(share: Share, owner: string, { ownerId, community }: Wanting): Access {
  if (owner === ownerId) return 'own';
  const named = share.with === 'members' && share.members.some((one) => one.ownerId === ownerId);
  const here = share.with === 'everybody' && community !== undefined && share.community === community;
  if (!named && !here) return 'none';
  return share.ask ? 'ask' : 'free';
}
