/** @file Delete: the message goes, and what is kept of the request with it. */
import { defineAction } from '../../src/chat/action.ts';

export const deletePicture = defineAction({
  verb: 'delete',
  async run({ services, stored, message }) {
    const { id } = stored.request;
    if (stored.state !== 'posted') await services.imagine.cancel(id);
    await services.requests.remove(id);
    await services.pictures.remove(id);
    const ref = stored.ref ?? message;
    if (ref !== undefined) await services.removePost(ref);
    return { kind: 'done' };
  },
});
