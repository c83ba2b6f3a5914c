/** @file What stands in the channel while something waits for a moderator: without the prompt, which nobody has seen yet. */
import type { ActionSigner } from '../../src/chat/action-id.ts';
import { type WordedMessage, message } from '../../src/chat/message.ts';
import { say } from '../../src/say.ts';
import type { ChatRequest } from '../../src/chat/request.ts';

export const waitingForModerator = (signer: ActionSigner, request: ChatRequest): WordedMessage =>
  message({
    text:
      request.awaits === undefined
        ? say`This request waits for a moderator’s yes before it is drawn.`
        : say`The picture is drawn, and waits for a moderator’s yes before it is shown.`,
    buttons: [{ label: say`Take back`, style: 'danger', actionId: signer.sign('delete', request.id) }],
  });
