/** @file An opened bundle as the workers see it: photos to embeddings, orders to encoded pictures. */
import type { IdentityEncoder } from '../../workers/read-face.ts';
import type { DrawHooks, PictureMaker, PictureOrder } from '../../workers/imagine.ts';
import { decodePhoto } from '../face/photo/decode-photo.ts';
import type { Embedding } from '../identity/identity.ts';
import { contactSheet } from '../image/contact-sheet.ts';
import { encodePng } from '../image/encode-png.ts';
import { encodeJpeg } from '../image/encode-lossy.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { pictureMetadata } from '../pipeline/picture-metadata.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { PseudoWord } from '../pipeline/pseudo-word.ts';
import { type PictureProgress, type PictureRequest, sidesOf } from '../pipeline/text-to-image.ts';
import type { Aspect } from '../queue/imagine.ts';

const PREVIEW_SIDE = 160;
/** Previews are worth seeing now and then, and cost a little each. */
const PREVIEW_EVERY_MS = 250;

/** `bundle` names the space that identities live in. */
export const faceEncoder = ({ identity }: Pipeline, bundle: string): IdentityEncoder => ({
  bundle,
  async encode(photo) {
    const { pseudoWord } = await identity.encode(await decodePhoto(photo));
    return vectorsOf(pseudoWord);
  },
});

/** `onStepMs` hears how long each denoising step took. */
export const pictureMaker = (
  pipeline: Pipeline,
  bundle: string,
  onStepMs: (ms: number) => void,
): PictureMaker => ({
  bundle,
  // The drawn world is a world of squares.
  squareOnly: pipeline.bundle.settings.faces === 'drawn',
  async draw(order, hooks) {
    const startedAt = performance.now();
    const drawn = await pipeline.textToImage(requestOf(pipeline, order), {
      signal: hooks.signal,
      onStep: stepListener(hooks, onStepMs),
    });
    const modelMs = performance.now() - startedAt;
    const { seed } = order.variations?.at(-1) ?? order;
    const pictures = drawn.map(async ({ image, settings }, i) => ({
      bytes: await encodePng(image, pictureMetadata(settings)),
      contentType: 'image/png' as const,
      width: image.width,
      height: image.height,
      seed: seed + i,
    }));
    return { pictures: await Promise.all(pictures), modelMs };
  },
});

/** Width over height. */
const RATIOS: Readonly<Record<Aspect, number>> = { square: 1, portrait: 2 / 3, landscape: 3 / 2 };

function requestOf(
  { bundle }: Pipeline,
  {
    prompt,
    negativePrompt,
    count,
    seed,
    steps,
    guidanceScale,
    aspect = 'square',
    variations,
    identities,
  }: PictureOrder,
): PictureRequest {
  const pseudoWords = Object.fromEntries(
    Object.entries(identities).map(([word, embedding]) => [word, pseudoWordOf(embedding)]),
  );
  return {
    prompt,
    negativePrompt,
    count,
    seed,
    pseudoWords,
    requirePseudoWord: true,
    ...(aspect === 'square' ? {} : sidesOf(bundle, RATIOS[aspect])),
    ...(steps === undefined ? {} : { steps }),
    ...(guidanceScale === undefined ? {} : { guidanceScale }),
    ...(variations === undefined ? {} : { variations }),
  };
}

function stepListener({ onStep, onPreview }: DrawHooks, onStepMs: (ms: number) => void) {
  let steppedAt = performance.now();
  let shownAt = steppedAt;
  return ({ step, count, preview }: PictureProgress): void => {
    const now = performance.now();
    onStepMs(now - steppedAt);
    steppedAt = now;
    onStep(step, count);
    if (step === count || now - shownAt < PREVIEW_EVERY_MS) return;
    shownAt = now;
    void encodePreview(preview()).then(onPreview, () => undefined);
  };
}

/** The pictures of one order side by side, as they will be shown; as a JPEG, since Slack shows no WebP. */
async function encodePreview(images: readonly RgbImage[]): Promise<Uint8Array> {
  const tiles = images.map((image) => ({ image }));
  return encodeJpeg(
    await contactSheet(tiles, images.length > 1 ? 2 : 1, { cell: PREVIEW_SIDE, labels: false }),
  );
}

export const vectorsOf = ({ count, width, vectors }: PseudoWord): Embedding =>
  Array.from({ length: count }, (_, word) => vectors.slice(word * width, (word + 1) * width));

function pseudoWordOf(embedding: Embedding): PseudoWord {
  const width = embedding[0]?.length ?? 0;
  const vectors = new Float32Array(embedding.length * width);
  embedding.forEach((vector, word) => {
    vectors.set(vector, word * width);
  });
  return { count: embedding.length, width, vectors };
}
