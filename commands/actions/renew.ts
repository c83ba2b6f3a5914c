/** @file The yes under the notice that an identity expires. */
import { defineAction } from '../../src/chat/action.ts';
import { languageOf } from '../../src/chat/language/language.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { day } from '../durations.ts';
import { renewIdentity } from '../identity/renewing.ts';
import { say } from '../../src/say.ts';

export const renew = defineAction({
  verb: 'renew',
  async run({ services, stored }) {
    const { wish, id, ownerId } = stored.request;
    const identity = wish.kind === 'renew' ? await services.identities.get(wish.identityId) : undefined;
    if (identity?.ownerId !== ownerId) {
      throw new UserError(
        'identity-gone',
        'That identity is deleted or has expired: /identity register makes a new one.',
      );
    }
    if (!(await services.requests.claim(id))) throw new UserError('too-late', 'It is renewed already.');
    const until = await renewIdentity(services, identity, languageOf(stored.request.locale));
    return privately(say`"${identity.name}" is kept until ${day(until)}.`, {}, id);
  },
});
