/** @file Self-augmented editability learning (DreamIdentity, section 3.3): the frozen model makes its own training pictures. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CheckpointError } from '../../errors.ts';
import { cosine } from '../../evaluate/embedding.ts';
import type { Face } from '../../face/face.ts';
import { heightOf, widthOf } from '../../face/face.ts';
import { encodePng } from '../../image/encode-png.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { BUNDLE_FOLDERS } from '../../pipeline/bundle.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { type Triplet, TRIPLETS_FILE } from '../datasets/triplets.ts';
import { weightsDigest } from '../datasets/weights-digest.ts';
import { cleaned } from './clean.ts';
import { openFaceEmbedder } from './face-embedder.ts';
import { type AugmentationPlan, editKey, type Edit, openAugmentation, type Source } from './records.ts';

/** The paper's prompt for the source faces, before they are cropped and aligned. */
const SOURCE_PROMPT = 'S* face, looking at the camera';

/** The paper keeps faces whose short side is over 128 of its 512 pixels. */
const LEAST_SIDE = 1 / 4;

/** How well a picture shows what a text says, a cosine. */
export type TextScore = (image: RgbImage, text: string) => Promise<number>;

export interface AugmentOptions {
  readonly names: readonly string[];
  readonly prompts: readonly string[];
  readonly seed: number;
  /** Denoising steps; the bundle's own when absent. */
  readonly steps?: number;
  /** The bundle's fast settings in place of its usual ones. */
  readonly fast?: boolean;
  /** The part of each prompt's pictures that is kept: 0.25 in the paper. */
  readonly keep: number;
  readonly onPicture?: (done: number, total: number) => void;
  /** Takes effect between two pictures; what is made stays. */
  readonly signal?: AbortSignal;
}

export interface Augmented {
  readonly triplets: readonly Triplet[];
  readonly dropped: readonly Edit[];
  /** Names whose generated face could not be used. */
  readonly faceless: number;
}

/**
 * Makes what the folder does not hold yet, cleans, and writes triplets.jsonl. Throws CheckpointError when the bundle has no
 * face ViT, UserError when the folder holds another set.
 */
export async function augment(
  { bundle, textToImage }: Pick<Pipeline, 'bundle' | 'textToImage'>,
  scoreText: TextScore,
  folder: string,
  options: AugmentOptions,
): Promise<Augmented> {
  const { names, prompts, seed, signal, fast = false } = options;
  if (bundle.face === undefined) {
    throw new CheckpointError(
      `${bundle.folder}: without a face_vit nothing tells which pictures keep a face; put one there`,
    );
  }
  const denoising = { fast, ...(options.steps === undefined ? {} : { steps: options.steps }) };
  const plan: AugmentationPlan = {
    bundle: bundle.name,
    madeWith: {
      unet: weightsDigest(join(bundle.folder, BUNDLE_FOLDERS.unet)),
      textEncoder: weightsDigest(join(bundle.folder, BUNDLE_FOLDERS.textEncoder)),
    },
    ...{ names, prompts, seed, ...denoising },
  };
  const made = openAugmentation(folder, plan);
  const faces = await openFaceEmbedder(bundle.face);
  let done = made.sources.size + made.edits.size;
  const tell = (): void => {
    options.onPicture?.(++done, names.length * (1 + prompts.length));
  };
  const draw = async (name: number, prompt: string, place: number): Promise<RgbImage> => {
    signal?.throwIfAborted();
    const [picture] = await textToImage({
      prompt: prompt.replace('S*', names[name] ?? ''),
      seed: (seed + name * (prompts.length + 1) + place) % 2 ** 32,
      ...denoising,
    });
    if (picture === undefined) throw new RangeError('the pipeline made no picture');
    return picture.image;
  };

  for (const name of names.keys()) {
    const source = made.sources.get(name) ?? (await makeSource(name));
    if (!made.sources.has(name)) {
      made.add(source);
      tell();
    }
    await makeEdits(name, source);
  }
  await faces.close();
  return clean(folder, [...made.sources.values()], [...made.edits.values()], options.keep);

  async function makeSource(name: number): Promise<Source> {
    const image = await draw(name, SOURCE_PROMPT, 0);
    const face = join('faces', `${name}.png`);
    await writePicture(folder, face, image);
    const found = await faces.find(image);
    const isUsable = found !== undefined && shortSideOf(found) >= LEAST_SIDE * image.width;
    return { kind: 'source', name, face, ...(isUsable ? { points: found.points } : {}) };
  }

  async function makeEdits(name: number, { face, points }: Source): Promise<void> {
    if (points === undefined) return;
    const missing = prompts.filter((prompt) => !made.edits.has(editKey(name, prompt)));
    if (missing.length === 0) return;
    const known = await faces.embedFile(join(folder, face), points);
    for (const prompt of missing) {
      const place = prompts.indexOf(prompt);
      const image = await draw(name, prompt, 1 + place);
      const path = join('edits', `${place}`, `${name}.png`);
      await writePicture(folder, path, image);
      const found = await faces.find(image);
      const identity =
        found === undefined ? {} : { identity: cosine(known, await faces.embed(image, found.points)) };
      const text = await scoreText(image, prompt.replace('S*', 'a person'));
      made.add({ kind: 'edit', name, prompt, image: path, ...identity, text });
      tell();
    }
  }
}

const shortSideOf = ({ box }: Face): number => Math.min(widthOf(box), heightOf(box));

async function writePicture(folder: string, path: string, image: RgbImage): Promise<void> {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, await encodePng(image));
}

function clean(folder: string, sources: readonly Source[], edits: readonly Edit[], keep: number): Augmented {
  const kept = cleaned(
    edits.map((edit) => ({ ...edit, identity: edit.identity })),
    keep,
  );
  const triplets = kept.flatMap(({ name, prompt, image, identity, text }): Triplet[] => {
    const source = sources.find((candidate) => candidate.name === name);
    if (source?.points === undefined || identity === undefined) return [];
    return [{ face: source.face, points: source.points, prompt, image, identity, text }];
  });
  writeFileSync(
    join(folder, TRIPLETS_FILE),
    triplets.map((triplet) => `${JSON.stringify(triplet)}\n`).join(''),
  );
  const names = new Set(triplets.map(({ image }) => image));
  return {
    triplets,
    dropped: edits.filter(({ image }) => !names.has(image)),
    faceless: sources.filter(({ points }) => points === undefined).length,
  };
}
