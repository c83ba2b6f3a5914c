/** @file Delete: the message goes, and what is kept of the request with it. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { takeCards } from '../asking.ts';
import { takeAway } from '../take-away.ts';

export const deletePicture = defineAction({
  verb: 'delete',
  async run({ services, stored, message }) {
    if (stored.state === 'draft') await takeCards(services, stored.request);
    const left = await takeAway(services, stored, message);
    if (left.length > 0) {
      throw new UserError(
        'post-stays',
        'I could not take the message away: please delete it yourself, or ask a moderator.',
      );
    }
    return { kind: 'done' };
  },
});
