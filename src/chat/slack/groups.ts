/** @file User groups of a Slack workspace as roles: who is in which, remembered for minutes. */
import { UserError } from '../../errors.ts';
import { slackErrorOf, type SlackApi } from './api.ts';

export interface Groups {
  /** Those of the groups that the member is in. Throws UserError where Slack does not say. */
  readonly among: (groups: readonly string[], member: string) => Promise<readonly string[]>;
  /** What the workspace calls it; its id while Slack does not say. */
  readonly name: (group: string) => Promise<string>;
}

export interface GroupsOptions {
  readonly api: Pick<SlackApi, 'groupMembers' | 'groupNames'>;
  readonly now: () => number;
}

/** Slack takes twenty such calls a minute; who joins or leaves a group is noticed this much later. */
const TERM_MS = 5 * 60_000;
/** While Slack does not answer, what it said last still counts for so long. */
const STALE_MS = 60 * 60_000;
const MAX_KEPT = 1000;

interface Kept {
  readonly at: number;
  readonly members: ReadonlySet<string>;
}

export function rememberGroups({ api, now }: GroupsOptions): Groups {
  const kept = new Map<string, Kept>();
  /** One call a group at a time, however many members wait for it. */
  const asked = new Map<string, Promise<ReadonlySet<string>>>();

  async function ask(group: string): Promise<ReadonlySet<string>> {
    try {
      const members = new Set(await api.groupMembers(group));
      if (kept.size >= MAX_KEPT) kept.clear();
      kept.set(group, { at: now(), members });
      return members;
    } finally {
      asked.delete(group);
    }
  }

  async function membersOf(group: string): Promise<ReadonlySet<string>> {
    const known = kept.get(group);
    if (known !== undefined && now() < known.at + TERM_MS) return known.members;
    const answer = asked.get(group) ?? ask(group);
    asked.set(group, answer);
    try {
      return await answer;
    } catch (error) {
      if (known !== undefined && now() < known.at + STALE_MS) return known.members;
      throw unknown(error);
    }
  }

  return {
    async among(groups, member) {
      const members = await Promise.all(groups.map(membersOf));
      return groups.filter((_, i) => members[i]?.has(member) === true);
    },
    name: (group) =>
      api.groupNames().then(
        (names) => names.get(group) ?? group,
        () => group,
      ),
  };
}

const unknown = (cause: unknown): UserError =>
  new UserError(
    'groups-unknown',
    slackErrorOf(cause) === 'missing_scope'
      ? 'I may not read this workspace’s user groups: reinstall the app with the scope usergroups:read.'
      : 'Slack does not tell me at the moment which user groups you are in: please try again in a minute.',
    { cause },
  );
