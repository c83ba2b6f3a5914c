/** @file The yes under the consent card. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { startRegistration } from '../identity/start-registration.ts';

export const agree = defineAction({
  verb: 'agree',
  run(context) {
    if (context.stored.state !== 'draft') {
      throw new UserError('already-agreed', 'You have agreed already; the registration is on its way.');
    }
    return startRegistration(context, { ...context.stored.request, target: context.replyTo });
  },
});
