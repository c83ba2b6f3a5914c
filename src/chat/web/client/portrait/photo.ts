/** @file A photo to the drawn person nearest to it: shrunk in the browser, measured by the server. */
import type { ToonifiedPerson } from '../../../../queue/toonify.ts';
import type { Expression } from '../../../../toon/shot.ts';
import type { Identity } from '../../../../toon/traits.ts';
import { t } from '../language.ts';
import { sendPicture } from '../send-picture.ts';

export interface MeasuredPhoto {
  readonly identity: Identity;
  readonly expression: Expression;
  readonly glasses: boolean;
  /** Of the head in the photo, a square; to be revoked. */
  readonly url: string;
}

const HEAD_SIZE = 512;
/** As many pixels as the server looks at. */
const LONGEST_SIDE = 1280;

/** Throws an Error whose message is for the member. */
export async function measurePhoto(file: File, signal: AbortSignal): Promise<MeasuredPhoto> {
  const canvas = await smallCopy(file);
  // A new file has nothing of what cameras write into theirs, such as the place.
  const copy = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.93 });
  const answer = await sendPicture<ToonifiedPerson>('/toonify', {
    picture: copy,
    fileName: 'photo.jpg',
    unreached: t`The photo did not reach the server. Try it again in a moment.`,
    signal,
  });
  return { ...drawnOf(answer), url: URL.createObjectURL(await headOf(canvas, answer.head)) };
}

/** Upright, as browsers open pictures. */
async function smallCopy(file: File): Promise<OffscreenCanvas> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined)
    throw new Error(t`That file is not a picture that this browser can read: choose a PNG, JPEG or WebP.`);
  const shrink = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * shrink), Math.round(picture.height * shrink)];
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context !== null) context.imageSmoothingQuality = 'high';
  context?.drawImage(picture, 0, 0, width, height);
  picture.close();
  return canvas;
}

function headOf(photo: OffscreenCanvas, { left, top, side }: ToonifiedPerson['head']): Promise<Blob> {
  const canvas = new OffscreenCanvas(HEAD_SIZE, HEAD_SIZE);
  const [x, y, width] = [left, top, side].map((part) => part * photo.width);
  canvas
    .getContext('2d')
    ?.drawImage(photo, x ?? 0, y ?? 0, width ?? 0, width ?? 0, 0, 0, HEAD_SIZE, HEAD_SIZE);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** The server's words are the drawn world's; what a photo does not tell is absent. */
function drawnOf({
  person,
  expression,
  glasses,
}: ToonifiedPerson): Pick<MeasuredPhoto, 'identity' | 'expression' | 'glasses'> {
  const identity = {
    ...person,
    eyes: { ...person.eyes, shadow: undefined },
    ears: { ...person.ears, ring: undefined },
    marks: { ...person.marks, mole: undefined },
  };
  return { identity: identity as Identity, expression: expression as Expression, glasses };
}
