/** @file What a member may do in a Discord community, from the permissions that an interaction carries. */
import type { Rank } from '../../moderation/community.ts';

const ADMINISTRATOR = 1n << 3n;
const MANAGE_GUILD = 1n << 5n;
const MODERATE_MEMBERS = 1n << 40n;

/** The permission that makes each rank. */
export const PERMISSION_OF: Readonly<Record<Rank, bigint>> = {
  member: 0n,
  moderator: MODERATE_MEMBERS,
  manager: MANAGE_GUILD,
};

/** `permissions` are those in the channel, as a decimal number; without any the member is a plain one. */
export function rankFrom(permissions: string | undefined): Rank {
  const bits = BigInt(permissions ?? '0');
  if ((bits & (ADMINISTRATOR | MANAGE_GUILD)) !== 0n) return 'manager';
  return (bits & MODERATE_MEMBERS) === 0n ? 'member' : 'moderator';
}
