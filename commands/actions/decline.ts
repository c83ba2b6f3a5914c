/** @file The no: under the consent card, and to forgetting everything. */
import { defineAction } from '../../src/chat/action.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { withdraw } from '../asking.ts';
import { say } from '../../src/say.ts';

export const decline = defineAction({
  verb: 'decline',
  async run({ services, stored }) {
    if (stored.state !== 'draft') {
      throw new UserError('too-late', 'You have agreed already: /identity delete takes it back.');
    }
    const { request } = stored;
    await withdraw(services, request);
    if (request.wish.kind !== 'encode') return privately(say`Nothing was deleted.`, {}, request.id);
    return privately(say`Nothing was registered, and the photo is deleted.`, {}, request.id);
  },
});
