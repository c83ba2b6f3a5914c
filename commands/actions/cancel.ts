/** @file Cancel a picture that waits or is being drawn; the courier then says so in its message. */
import { defineAction } from '../../src/chat/action.ts';
import { UserError } from '../../src/errors.ts';

export const cancel = defineAction({
  verb: 'cancel',
  async run({ services, stored }) {
    const { id } = stored.request;
    const done = stored.state === 'posted' || (await services.imagine.cancel(id)) === 'finished';
    if (done) throw new UserError('too-late', 'It is finished already.');
    return { kind: 'done' };
  },
});
