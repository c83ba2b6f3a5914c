/** @file `/moderate block` and `/moderate unblock`: a member who may not register or draw here. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { integer, optional, user } from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { say } from '../../src/say.ts';
import { day } from '../durations.ts';
import { cancelPending } from './cancel-pending.ts';
import { keyOf, note } from './moderator.ts';
import { because, reasonOption } from './reason.ts';

const DAY_MS = 24 * 3600 * 1000;

export const block = defineCommand({
  name: 'block',
  description: 'Let a member not register or draw here',
  visibility: 'private',
  options: {
    member: user('Who'),
    days: optional(integer('For so many days; until you unblock when left out', { min: 1, max: 3650 })),
    reason: reasonOption,
  },
  async run(context, { member, days, reason }) {
    const { services, author, platform } = context;
    if (member.id === author.id) throw new UserError('not-yourself', 'You cannot block yourself.');
    const now = services.now();
    const until = days === undefined ? undefined : new Date(now.getTime() + days * DAY_MS).toISOString();
    await services.moderation.blocked.add(keyOf(context), member.id, {
      label: member.displayName.slice(0, 200),
      at: now.toISOString(),
      ...(until === undefined ? {} : { until }),
      ...(reason === undefined ? {} : { reason }),
    });
    const stopped = await cancelPending(context, ownerIdOf(platform, member.id));
    const term = until === undefined ? undefined : say` until ${day(until)}`;
    await note(context, say`blocked${term ?? ''}${because(reason)}`, {
      id: member.id,
      name: member.displayName,
    });
    const also = stopped === 0 ? '' : say` ${stopped} {0:request|requests} on the way stopped.`;
    return privately(
      say`${member.displayName} may not register or draw here${term ?? say` until you unblock`}.${also}`,
    );
  },
});

export const unblock = defineCommand({
  name: 'unblock',
  description: 'Let a blocked member draw here again',
  visibility: 'private',
  options: { member: user('Who') },
  async run(context, { member }) {
    if (!(await context.services.moderation.blocked.lift(keyOf(context), member.id))) {
      throw new UserError('not-blocked', say`${member.displayName} is not blocked.`);
    }
    await note(context, say`unblocked`, { id: member.id, name: member.displayName });
    return privately(say`${member.displayName} may draw here again.`);
  },
});
