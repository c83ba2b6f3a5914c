/** @file `/moderate suspend` and `/moderate restore`: an identity that is not drawn here for now. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { ENGLISH, inLanguage, say } from '../../src/say.ts';
import { cancelUses } from './cancel-pending.ts';
import { knownIdentity, ownerOf, requireKnown, titleOf } from './known.ts';
import { keyOf, note } from './moderator.ts';
import { because, reasonOption } from './reason.ts';

export const suspend = defineCommand({
  name: 'suspend',
  description: 'Let an identity not be drawn here for now',
  visibility: 'private',
  options: { identity: knownIdentity, reason: reasonOption },
  async run(context, { identity: given, reason }) {
    const known = await requireKnown(context, given);
    const { services } = context;
    const at = services.now().toISOString();
    await services.moderation.suspended.add(keyOf(context), known.entry.identityId, {
      label: inLanguage(titleOf(known), ENGLISH),
      at,
      ...(reason === undefined ? {} : { reason }),
    });
    await cancelUses(context, known.entry);
    await note(context, say`suspended S*${known.identity.name}${because(reason)}`, ownerOf(known));
    return privately(say`${titleOf(known)} is not drawn here until you restore it.`);
  },
});

export const restore = defineCommand({
  name: 'restore',
  description: 'Let a suspended identity be drawn here again',
  visibility: 'private',
  options: { identity: knownIdentity },
  async run(context, { identity: given }) {
    const known = await requireKnown(context, given);
    const { suspended } = context.services.moderation;
    if (!(await suspended.lift(keyOf(context), known.entry.identityId))) {
      throw new UserError('not-suspended', say`${titleOf(known)} is not suspended.`);
    }
    await note(context, say`restored S*${known.identity.name}`, ownerOf(known));
    return privately(say`${titleOf(known)} may be drawn here again.`);
  },
});
