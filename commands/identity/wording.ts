/** @file How a registration on its way, done, refused and cancelled is shown, to the member alone. */
import { reasonOf, type Wording } from '../../src/chat/line.ts';
import {
  type WordedButton,
  type WordedMessage,
  message,
  OPEN_PORTRAIT_MAKER,
} from '../../src/chat/message.ts';
import type { EncodeResult } from '../../src/queue/encode.ts';
import { day, placeLabel } from '../durations.ts';
import { lines, say } from '../../src/say.ts';

const privateMessage = (parts: Parameters<typeof message>[0]): WordedMessage =>
  message({ ...parts, ephemeral: true });

const portraitMaker: WordedButton = {
  label: say`Open the portrait maker`,
  actionId: OPEN_PORTRAIT_MAKER,
  style: 'primary',
};

/** Refusals after which a drawn face is the way on. */
const DRAWN_FACES_ONLY = /photograph|drawn/;

export const registrationWording: Wording<EncodeResult> = {
  progress(_request, status) {
    const label = status.kind === 'running' ? say`Reading the face` : placeLabel(status);
    return privateMessage({
      text: say`Turning the photo into S* ...`,
      progress: { fraction: status.kind === 'running' ? 0.5 : 0.1, label, preview: undefined },
    });
  },
  done(request, result) {
    if (result.kind === 'cancelled') return this.cancelled(request);
    const { name, expiresAt } = result;
    const { wish } = request;
    if (wish.kind === 'encode' && wish.subject !== undefined) {
      return privateMessage({
        text: say`${wish.subject.name} has agreed, and is registered as "${name}", until ${day(expiresAt)}. The photo has been deleted; the identity is theirs.\nTry: /imagine S*${name} as a chef.`,
      });
    }
    return privateMessage({
      text: say`You are registered as "${name}", until ${day(expiresAt)}. The photo has been deleted.\nTry: /imagine S*${name} as a chef. Plain S* stands for your default identity.`,
    });
  },
  failed: (_request, failure) =>
    privateMessage({
      text: lines(reasonOf(failure), say`Nothing was registered, and the photo has been deleted.`),
      buttons: DRAWN_FACES_ONLY.test(failure.id) ? [portraitMaker] : [],
    }),
  cancelled: () => privateMessage({ text: say`Nothing was registered, and the photo has been deleted.` }),
};
