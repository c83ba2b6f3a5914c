/** @file `/settings quota`: how many pictures a day whoever has a role may draw. */
import { defineCommand } from '../../src/chat/command.ts';
import type { CommandContext } from '../../src/chat/context.ts';
import { integer, type MentionedRole, optional, role } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import { EVERYBODY, MAX_QUOTAS, MODERATORS } from '../../src/moderation/settings.ts';
import { say, type Text } from '../../src/say.ts';
import { changeSettings } from './change.ts';

const EVERYONE: MentionedRole = { kind: 'role', id: EVERYBODY, name: 'Everyone' };
const MAX_A_DAY = 10_000;

export const quota = defineCommand({
  name: 'quota',
  description: 'How many pictures a day a role may draw',
  visibility: 'private',
  options: {
    pictures: optional(integer('Pictures a day; without it there is no quota', { min: 0, max: MAX_A_DAY })),
    role: optional(
      role('For whom; everyone when left out', [
        { name: 'Everyone', value: EVERYBODY },
        { name: 'Moderators', value: MODERATORS },
      ]),
    ),
  },
  async run(context, { pictures, role: given }) {
    const { id, name } = everyoneOr(context, given);
    // Where the platform will not say who has the role, the manager hears of it now, and no member later.
    if (pictures !== undefined && id !== EVERYBODY && id !== MODERATORS)
      await context.author.rolesAmong?.([id]);
    return changeSettings(
      context,
      (settings) => {
        const others = settings.quotas.filter((one) => one.role !== id);
        if (pictures === undefined) return { ...settings, quotas: others };
        if (others.length >= MAX_QUOTAS) {
          throw new UserError('too-many-quotas', say`${MAX_QUOTAS} roles have a quota, which is the most.`);
        }
        return {
          ...settings,
          quotas: [...others, { role: id, name: name.slice(0, 100), picturesADay: pictures }],
        };
      },
      () =>
        pictures === undefined
          ? say`${roleNamed(id, name)}: no quota of its own any more.`
          : say`${roleNamed(id, name)}: ${pictures} {1:picture|pictures} a day for each member.`,
    );
  },
});

/** Ours are translated, a community's are called what they are called. */
export function roleNamed(id: string, name: string): Text {
  if (id === EVERYBODY) return say`Everyone`;
  return id === MODERATORS ? say`Moderators` : name;
}

/** Discord's role for everyone has the community's own id. */
const everyoneOr = ({ community }: CommandContext, given: MentionedRole = EVERYONE): MentionedRole =>
  given.id === community ? EVERYONE : given;
