/** @file Cancel a picture that waits or is being drawn; the courier then says so in its message. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';
import { giveQuotaBack } from '../house-rules.ts';
import { destroyPhoto } from '../take-away.ts';

export const cancel = defineAction({
  verb: 'cancel',
  async run({ services, stored }) {
    const { id } = stored.request;
    const outcome = stored.state === 'posted' ? 'finished' : await services.imagine.cancel(id);
    if (outcome === 'removed') {
      await giveQuotaBack(services, stored.request);
      await destroyPhoto(services, stored.request);
    }
    if (outcome === 'finished')
      throw new UserError('too-late', 'It is finished already: the button Delete under it takes it away.');
    return { kind: 'done' };
  },
});
