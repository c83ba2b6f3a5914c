/** @file How a picture on its way, a finished one, a failed one and a cancelled one are shown. */
import type { ActionSigner } from '../src/chat/action-id.ts';
import { reasonOf, type Status, type Wording } from '../src/chat/line.ts';
import { type WordedButton, message, type WordedPicture, type Progress } from '../src/chat/message.ts';
import type { ChatRequest, PictureWish } from '../src/chat/request.ts';
import type { ImagineResult } from '../src/queue/imagine.ts';
import { aspectName } from './aspects.ts';
import { about, place, placeLabel } from './durations.ts';
import { waitingForModerator } from './moderate/waiting.ts';
import { styleName } from './styles.ts';
import { capitalised, constant, digits, lines, type Phrase, say, type Text } from '../src/say.ts';

export function pictureWording(signer: ActionSigner): Wording<ImagineResult> {
  const button = (
    request: ChatRequest,
    verb: string,
    label: Text,
    style: WordedButton['style'] = 'secondary',
    argument = '',
  ): WordedButton => ({ label, style, actionId: signer.sign(verb, request.id, argument) });
  const again = (request: ChatRequest): readonly WordedButton[] => [
    ...ifKept(request, button(request, 'reroll', say`Try again`, 'primary', 'same')),
    ...ifKept(request, button(request, 'edit', say`Edit prompt`)),
    button(request, 'delete', say`Delete`, 'danger'),
  ];

  return {
    progress: (request, status) =>
      message({
        text: title(request),
        // What moderators must see first is not shown while it is drawn either.
        progress: progressOf(status, request.awaits === undefined),
        buttons: [button(request, 'cancel', say`Cancel`, 'danger')],
      }),
    done(request, result, pictures) {
      if (result.kind === 'cancelled') return this.cancelled(request);
      const shown = picturesOf(request, result, pictures);
      const vary = shown.map((_, i) =>
        button(request, 'vary', shown.length === 1 ? say`Vary` : say`Vary ${i + 1}`, 'secondary', String(i)),
      );
      const only = shown.map((_, i) => button(request, 'only', say`Only ${i + 1}`, 'secondary', String(i)));
      return message({
        text: lines(
          title(request),
          settingsLine(wishOf(request), result.pictures),
          ...(isWeak(result.pictures) ? [WEAK_MATCH] : []),
        ),
        pictures: shown,
        buttons: [
          ...ifKept(request, button(request, 'reroll', say`Re-roll`, 'primary')),
          ...ifKept(request, ...(shown.length === 1 ? [] : only), ...vary),
          ...ifKept(request, button(request, 'edit', say`Edit prompt`)),
          button(request, 'delete', say`Delete`, 'danger'),
          ...(request.target.community === '' ? [] : [button(request, 'report', say`Report`)]),
        ],
      });
    },
    held: (request) => waitingForModerator(signer, request),
    failed: (request, failure) =>
      message({ text: lines(title(request), reasonOf(failure)), buttons: again(request) }),
    cancelled: (request) =>
      message({ text: lines(title(request), say`Cancelled.`), buttons: again(request) }),
  };
}

/** Buttons that need the face again: of a photo for once it is gone. */
const ifKept = (request: ChatRequest, ...buttons: readonly WordedButton[]): readonly WordedButton[] =>
  wishOf(request).once === undefined ? buttons : [];

const wishOf = ({ wish }: ChatRequest): PictureWish => {
  if (wish.kind !== 'imagine') throw new TypeError(`a picture's words for a request of kind ${wish.kind}`);
  return wish;
};

const title = (request: ChatRequest): string => `“${wishOf(request).prompt}”`;

/** "Oil painting · seed 42 · 50 steps": what is not the usual, and always the seed. */
function settingsLine(wish: PictureWish, pictures: readonly Made[]): Phrase {
  const parts = [
    wish.style === 'plain' ? undefined : constant(styleName(wish.style)),
    wish.aspect === undefined || wish.aspect === 'square' ? undefined : constant(aspectName(wish.aspect)),
    say`seed ${digits(wish.variations === undefined ? (pictures[0]?.seed ?? wish.seed) : wish.seed)}`,
    wish.steps === undefined ? undefined : say`${wish.steps} {0:step|steps}`,
    wish.guidanceScale === undefined ? undefined : say`guidance ${wish.guidanceScale}`,
    wish.negativePrompt === '' ? undefined : say`without ${wish.negativePrompt}`,
    wish.variations === undefined ? undefined : say`a variation`,
    wish.best === true && pictures.length === 1 ? say`the best of ${wish.count}` : undefined,
    likenessOf(pictures),
  ];
  const said = parts.filter((part) => part !== undefined);
  return { say: said.map((_, i) => `{${i}}`).join(' · '), values: said };
}

type Made = Extract<ImagineResult, { kind: 'made' }>['pictures'][number];

/** Below it, one person ends and another begins. */
const SAME_PERSON = 50;
const WEAK_MATCH = say`A weak match: this may not look like the person. Try again, or say it in other words.`;

/** "likeness 83 of 100", with one number for each picture. */
function likenessOf(pictures: readonly Made[]): Phrase | undefined {
  const seen = pictures.map(({ likeness }) => likeness);
  if (seen.every((one) => one === undefined)) return undefined;
  if (seen.every((one) => typeof one !== 'number')) return say`no face to compare`;
  return say`likeness ${seen.map((one) => (typeof one === 'number' ? digits(Math.round(one)) : '–'))} of 100`;
}

function isWeak(pictures: readonly Made[]): boolean {
  const seen = pictures.flatMap(({ likeness }) => (typeof likeness === 'number' ? [likeness] : []));
  return seen.length > 0 && Math.max(...seen) < SAME_PERSON;
}

export const picturesOf = (
  request: ChatRequest,
  result: Extract<ImagineResult, { kind: 'made' }>,
  pictures: readonly Uint8Array[],
): readonly WordedPicture[] => pictures.map((bytes, i) => pictureOf(request, result, bytes, i));

function pictureOf(
  request: ChatRequest,
  { pictures }: Extract<ImagineResult, { kind: 'made' }>,
  bytes: Uint8Array,
  index: number,
): WordedPicture {
  const { prompt, style } = wishOf(request);
  const { contentType = 'image/png', seed = 0 } = pictures[index] ?? {};
  const slug = prompt
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  const which = pictures.length === 1 ? say`Picture` : say`Picture ${index + 1} of ${pictures.length}`;
  const manner = style === 'plain' ? '' : say`, style ${constant(styleName(style))}`;
  return {
    bytes,
    contentType,
    altText: say`${which} drawn for “${prompt}”${manner}`,
    fileName: `${slug}-${seed}.${contentType.slice('image/'.length)}`,
  };
}

/** What the bar and its line say. */
function progressOf(status: Status, shows: boolean): Progress<Text> {
  if (status.kind === 'waiting') return { fraction: 0, label: waitingLabel(status), preview: undefined };
  const { progress, etaMs, preview } = status;
  if (progress === undefined) return { fraction: 0.02, label: say`Drawing begins`, preview: undefined };
  const rest =
    etaMs === undefined ? '' : progress.step === progress.steps ? say`, finishing` : say`, ${about(etaMs)}`;
  return {
    fraction: 0.05 + 0.9 * (progress.step / progress.steps),
    label: say`Step ${progress.step} of ${progress.steps}${rest}`,
    preview: preview === undefined || !shows ? undefined : previewOf(preview),
  };
}

const waitingLabel = (status: Extract<Status, { kind: 'waiting' }>): Phrase =>
  status.workers
    ? placeLabel(status)
    : say`${capitalised(place(status.position))}; no worker is running at the moment, it starts when one is back`;

const previewOf = (bytes: Uint8Array): WordedPicture => {
  const webp = bytes[0] === 0x52; // "RIFF"
  return {
    bytes,
    contentType: webp ? 'image/webp' : 'image/jpeg',
    altText: say`The picture while it is being drawn`,
    fileName: webp ? 'preview.webp' : 'preview.jpg',
  };
};
