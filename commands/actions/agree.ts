/** @file The yes under the consent card. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { startRegistration } from '../identity/start-registration.ts';

export const agree = defineAction({
  verb: 'agree',
  run(context) {
    // Of a photo of somebody else, that member decides, on a card of his own.
    if (context.stored.request.asks !== undefined) {
      throw new UserError('not-your-face', 'Only the member whose face it is can agree to that.');
    }
    if (context.stored.state !== 'draft') {
      throw new UserError('already-agreed', 'You have agreed already; the registration is on its way.');
    }
    return startRegistration(context, { ...context.stored.request, target: context.replyTo });
  },
});
