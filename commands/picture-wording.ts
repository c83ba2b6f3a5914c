/** @file How a picture on its way, a finished one, a failed one and a cancelled one are shown. */
import type { ActionSigner } from '../src/chat/action-id.ts';
import type { Status, Wording } from '../src/chat/line.ts';
import { type Button, message, type Picture, type Progress } from '../src/chat/message.ts';
import type { ChatRequest, PictureWish } from '../src/chat/request.ts';
import type { ImagineResult } from '../src/queue/imagine.ts';
import { about, capitalised, place } from './durations.ts';
import { waitingForModerator } from './moderate/waiting.ts';
import { styleName } from './styles.ts';

export function pictureWording(signer: ActionSigner): Wording<ImagineResult> {
  const button = (
    request: ChatRequest,
    verb: string,
    label: string,
    style: Button['style'] = 'secondary',
    argument = '',
  ): Button => ({ label, style, actionId: signer.sign(verb, request.id, argument) });
  const again = (request: ChatRequest): readonly Button[] => [
    button(request, 'reroll', 'Try again', 'primary', 'same'),
    button(request, 'edit', 'Edit prompt'),
    button(request, 'delete', 'Delete', 'danger'),
  ];

  return {
    progress: (request, status) =>
      message({
        text: title(request),
        // What moderators must see first is not shown while it is drawn either.
        progress: progressOf(status, request.awaits === undefined),
        buttons: [button(request, 'cancel', 'Cancel', 'danger')],
      }),
    done(request, result, pictures) {
      if (result.kind === 'cancelled') return this.cancelled(request);
      const shown = picturesOf(request, result, pictures);
      const vary = shown.map((_, i) =>
        button(request, 'vary', shown.length === 1 ? 'Vary' : `Vary ${i + 1}`, 'secondary', String(i)),
      );
      return message({
        text: `${title(request)}\n${settingsLine(
          wishOf(request),
          result.pictures.map(({ seed }) => seed),
        )}`,
        pictures: shown,
        buttons: [
          button(request, 'reroll', 'Re-roll', 'primary'),
          ...vary,
          button(request, 'edit', 'Edit prompt'),
          button(request, 'delete', 'Delete', 'danger'),
          ...(request.target.community === '' ? [] : [button(request, 'report', 'Report')]),
        ],
      });
    },
    held: (request) => waitingForModerator(signer, request),
    failed: (request, { sentence }) =>
      message({ text: `${title(request)}\n${sentence}`, buttons: again(request) }),
    cancelled: (request) => message({ text: `${title(request)}\nCancelled.`, buttons: again(request) }),
  };
}

const wishOf = ({ wish }: ChatRequest): PictureWish => {
  if (wish.kind !== 'imagine') throw new TypeError(`a picture's words for a request of kind ${wish.kind}`);
  return wish;
};

const title = (request: ChatRequest): string => `“${wishOf(request).prompt}”`;

/** "Oil painting · seed 42 · 50 steps": what is not the usual, and always the seed. */
function settingsLine(wish: PictureWish, seeds: readonly number[]): string {
  const parts = [
    wish.style === 'plain' ? undefined : styleName(wish.style),
    `seed ${seeds[0] ?? wish.seed}`,
    wish.steps === undefined ? undefined : `${wish.steps} steps`,
    wish.guidanceScale === undefined ? undefined : `guidance ${wish.guidanceScale}`,
    wish.negativePrompt === '' ? undefined : `without ${wish.negativePrompt}`,
    wish.variation === undefined ? undefined : 'a variation',
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

export const picturesOf = (
  request: ChatRequest,
  result: Extract<ImagineResult, { kind: 'made' }>,
  pictures: readonly Uint8Array[],
): readonly Picture[] => pictures.map((bytes, i) => pictureOf(request, result, bytes, i));

function pictureOf(
  request: ChatRequest,
  { pictures }: Extract<ImagineResult, { kind: 'made' }>,
  bytes: Uint8Array,
  index: number,
): Picture {
  const { prompt, style } = wishOf(request);
  const { contentType = 'image/png', seed = 0 } = pictures[index] ?? {};
  const slug = prompt
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  const which = pictures.length === 1 ? 'Picture' : `Picture ${index + 1} of ${pictures.length}`;
  const manner = style === 'plain' ? '' : `, ${styleName(style).toLowerCase()}`;
  return {
    bytes,
    contentType,
    altText: `${which} drawn for “${prompt}”${manner}`,
    fileName: `${slug}-${seed}.${contentType.slice('image/'.length)}`,
  };
}

/** What the bar and its line say. */
function progressOf(status: Status, shows: boolean): Progress {
  if (status.kind === 'waiting') return { fraction: 0, label: waitingLabel(status), preview: undefined };
  const { progress, etaMs, preview } = status;
  if (progress === undefined) return { fraction: 0.02, label: 'Drawing begins', preview: undefined };
  const rest =
    etaMs === undefined ? '' : progress.step === progress.steps ? ', finishing' : `, ${about(etaMs)}`;
  return {
    fraction: 0.05 + 0.9 * (progress.step / progress.steps),
    label: `Step ${progress.step} of ${progress.steps}${rest}`,
    preview: preview === undefined || !shows ? undefined : previewOf(preview),
  };
}

function waitingLabel({ position, etaMs, workers }: Extract<Status, { kind: 'waiting' }>): string {
  const where = capitalised(place(position));
  if (!workers) return `${where}; no worker is running at the moment, it starts when one is back`;
  return etaMs === undefined ? where : `${where}, ${about(etaMs)}`;
}

const previewOf = (bytes: Uint8Array): Picture => {
  const webp = bytes[0] === 0x52; // "RIFF"
  return {
    bytes,
    contentType: webp ? 'image/webp' : 'image/jpeg',
    altText: 'The picture while it is being drawn',
    fileName: webp ? 'preview.webp' : 'preview.jpg',
  };
};
