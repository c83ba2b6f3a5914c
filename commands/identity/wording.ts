/** @file How a registration on its way, done, refused and cancelled is shown, to the member alone. */
import type { Wording } from '../../src/chat/line.ts';
import { type Button, type Message, message, OPEN_PORTRAIT_MAKER } from '../../src/chat/message.ts';
import type { EncodeResult } from '../../src/queue/encode.ts';
import { about, capitalised, day, place } from '../durations.ts';

const privateMessage = (parts: Parameters<typeof message>[0]): Message =>
  message({ ...parts, ephemeral: true });

const portraitMaker: Button = {
  label: 'Open the portrait maker',
  actionId: OPEN_PORTRAIT_MAKER,
  style: 'primary',
};

/** Refusals after which a drawn face is the way on. */
const DRAWN_FACES_ONLY = /photograph|drawn/;

export const registrationWording: Wording<EncodeResult> = {
  progress(_request, status) {
    const eta = status.etaMs === undefined ? '' : `, ${about(status.etaMs)}`;
    const label =
      status.kind === 'running' ? 'Reading the face' : `${capitalised(place(status.position))}${eta}`;
    return privateMessage({
      text: 'Turning the photo into S* ...',
      progress: { fraction: status.kind === 'running' ? 0.5 : 0.1, label, preview: undefined },
    });
  },
  done(request, result) {
    if (result.kind === 'cancelled') return this.cancelled(request);
    const { name, expiresAt } = result;
    const { wish } = request;
    if (wish.kind === 'encode' && wish.subject !== undefined) {
      return privateMessage({
        text:
          `${wish.subject.name} has agreed, and is registered as "${name}", until ${day(expiresAt)}. ` +
          `The photo has been deleted; the identity is theirs.\nTry: /imagine S*${name} as a chef.`,
      });
    }
    return privateMessage({
      text:
        `You are registered as "${name}", until ${day(expiresAt)}. The photo has been deleted.\n` +
        `Try: /imagine S*${name} as a chef. Plain S* stands for your default identity.`,
    });
  },
  failed: (_request, { id, sentence }) =>
    privateMessage({
      text: `${sentence}\nNothing was registered, and the photo has been deleted.`,
      buttons: DRAWN_FACES_ONLY.test(id) ? [portraitMaker] : [],
    }),
  cancelled: () => privateMessage({ text: 'Nothing was registered, and the photo has been deleted.' }),
};
