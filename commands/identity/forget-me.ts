/** @file `/identity forget-me`: everything of a member goes, after one more question. */
import { defineCommand } from '../../src/chat/command.ts';
import { privately } from '../../src/chat/message.ts';
import { boolean, withDefault } from '../../src/chat/option.ts';
import { forgetMember } from './forget.ts';
import { ownerOf } from './own.ts';
import { say } from '../../src/say.ts';

const ASK_TERM_MS = 10 * 60 * 1000;

export const forgetMe = defineCommand({
  name: 'forget-me',
  description: 'Delete everything about you, with a receipt',
  visibility: 'private',
  options: { confirm: withDefault(boolean('Yes, delete everything (else I ask once more)'), false) },
  async run(context, { confirm }) {
    if (confirm) return forgetMember(context);
    const { services, requestId, locale, replyTo } = context;
    const createdAt = services.now().toISOString();
    await services.requests.draft(
      {
        version: 1,
        id: requestId,
        ownerId: ownerOf(context),
        target: replyTo,
        locale,
        createdAt,
        wish: { kind: 'forget' },
      },
      ASK_TERM_MS,
    );
    return privately(
      say`This deletes all your identities, cancels your pictures on their way, and takes away those that I have posted for you. It cannot be undone.`,
      {
        buttons: [
          { label: say`Forget me`, actionId: services.signer.sign('forget', requestId), style: 'danger' },
          {
            label: say`Keep everything`,
            actionId: services.signer.sign('decline', requestId),
            style: 'secondary',
          },
        ],
      },
      requestId,
    );
  },
});
