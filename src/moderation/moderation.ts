/** @file Everything that communities' moderators keep, over one Redis. */
import type { Redis } from 'ioredis';
import { type AuditLog, createAuditLog } from './audit.ts';
import { type Cases, createCases } from './cases.ts';
import { createQuotaStore, type QuotaStore } from './quota-store.ts';
import { createRoster, type Roster } from './roster.ts';
import { createSanctions, type Sanctions } from './sanctions.ts';
import { createSettingsStore, type SettingsStore } from './settings-store.ts';

export interface Moderation extends Sanctions {
  readonly settings: SettingsStore;
  readonly quotas: QuotaStore;
  readonly roster: Roster;
  readonly cases: Cases;
  readonly audit: AuditLog;
  /** What a forgotten member leaves: blocks stay, or being forgotten would lift them. */
  readonly forget: (ownerId: string) => Promise<void>;
}

export function createModeration(redis: Redis, prefix: string): Moderation {
  const sanctions = createSanctions(redis, prefix);
  const roster = createRoster(redis, prefix);
  const cases = createCases(redis, prefix);
  const audit = createAuditLog(redis, prefix);
  return {
    ...sanctions,
    roster,
    cases,
    audit,
    settings: createSettingsStore(redis, prefix),
    quotas: createQuotaStore(redis, prefix),
    async forget(ownerId) {
      for (const { community, identityId } of await roster.forget(ownerId)) {
        await sanctions.suspended.lift(community, identityId);
      }
      await cases.forget(ownerId);
      await audit.forget(ownerId);
    },
  };
}
