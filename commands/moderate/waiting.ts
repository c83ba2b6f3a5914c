/** @file What stands in the channel while something waits for a moderator: without the prompt, which nobody has seen yet. */
import type { ActionSigner } from '../../src/chat/action-id.ts';
import { type Message, message } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';

export const waitingForModerator = (signer: ActionSigner, request: ChatRequest): Message =>
  message({
    text:
      request.awaits === undefined
        ? 'This request waits for a moderator’s yes before it is drawn.'
        : 'The picture is drawn, and waits for a moderator’s yes before it is shown.',
    buttons: [{ label: 'Take back', style: 'danger', actionId: signer.sign('delete', request.id) }],
  });
