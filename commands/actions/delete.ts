/** @file Delete: the message goes, and what is kept of the request with it. */
import { defineAction } from '../../src/chat/action.ts';
import { takeCards } from '../asking.ts';
import { giveQuotaBack } from '../house-rules.ts';

export const deletePicture = defineAction({
  verb: 'delete',
  async run({ services, stored, message }) {
    const { id } = stored.request;
    if (stored.state === 'draft') {
      await giveQuotaBack(services, stored.request);
      await takeCards(services, stored.request);
    }
    if (stored.state !== 'posted') await services.imagine.cancel(id);
    await services.requests.remove(id);
    await services.pictures.remove(id);
    if (stored.state === 'held') await services.imagine.forget(id);
    const ref = stored.ref ?? message;
    if (ref !== undefined) await services.removePost(ref);
    return { kind: 'done' };
  },
});
