/** @file Pictures of people who stand in prompts as pseudo words: one input face each, then whatever the prompts say. */
import { UserError } from '../errors.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { PseudoWord } from '../pipeline/pseudo-word.ts';
import type { PictureRequest, TextToImage } from '../pipeline/text-to-image.ts';
import type { JudgedPrompt } from './judged-context.ts';
import { drawInput, type MakePictures } from './measure.ts';
import { PICTURE_SIZE } from './people.ts';

const PSEUDO_WORD = 'S*';

/** The bundle's own where absent. */
export type DrawingOptions = Pick<PictureRequest, 'steps' | 'sampler'>;

/** The pseudo word of the person with that identity seed; undefined when their face was refused. */
export type WordOf = (seed: number) => Promise<PseudoWord | undefined>;

/** The product's own way: the encoder of the bundle. */
export const encodedWords =
  ({ identity }: Pick<Pipeline, 'identity'>): WordOf =>
  async (seed) => {
    const input = await drawInput(seed);
    return unlessRefused(async () => (await identity.encode(input)).pseudoWord);
  };

/** Undefined where a face was refused with a sentence for its sender. */
export async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** Makes the pictures that `measure` judges; a person without a pseudo word is a miss in every picture. */
export function peopleAsWords(
  textToImage: TextToImage,
  wordOf: WordOf,
  options: DrawingOptions = {},
): MakePictures {
  const words = new Map<number, Promise<PseudoWord | undefined>>();
  return async (seed: number, { prompt }: JudgedPrompt, count: number): Promise<RgbImage[]> => {
    const known = words.get(seed) ?? wordOf(seed);
    words.set(seed, known);
    const pseudoWord = await known;
    if (pseudoWord === undefined) return Array.from({ length: count }, blank);
    const pseudoWords = { [PSEUDO_WORD]: pseudoWord };
    const pictures = await textToImage({ prompt, count, seed: noiseSeedOf(seed), pseudoWords, ...options });
    return pictures.map(({ image }) => image);
  };
}

export const encodedPeople = (
  pipeline: Pick<Pipeline, 'identity' | 'textToImage'>,
  options: DrawingOptions = {},
): MakePictures => peopleAsWords(pipeline.textToImage, encodedWords(pipeline), options);

/** "w/o ID" of the paper's figure 12: the same noise, and "a person" in place of S*. */
export const anybody =
  (textToImage: TextToImage, options: DrawingOptions = {}): MakePictures =>
  async (seed, { prompt }, count) => {
    const asked = prompt.replaceAll(PSEUDO_WORD, 'a person');
    const pictures = await textToImage({ prompt: asked, count, seed: noiseSeedOf(seed), ...options });
    return pictures.map(({ image }) => image);
  };

const noiseSeedOf = (seed: number): number => (seed * 16) % 2 ** 32;

const blank = (): RgbImage => ({
  width: PICTURE_SIZE,
  height: PICTURE_SIZE,
  data: new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * 3).fill(128),
});
