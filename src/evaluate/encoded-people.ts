/** @file Pictures of people by the product's own way: one input face, encoded once, then whatever the prompts say. */
import { UserError } from '../errors.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { PseudoWord } from '../pipeline/pseudo-word.ts';
import type { JudgedPrompt } from './judged-context.ts';
import { drawInput, type MakePictures } from './measure.ts';
import { PICTURE_SIZE } from './people.ts';

const PSEUDO_WORD = 'S*';

interface EncodedPeopleOptions {
  /** Denoising steps; the bundle's own when absent. */
  readonly steps?: number;
}

/** Makes the pictures that `measure` judges; a person whose face is refused is a miss in every picture. */
export function encodedPeople(
  { identity, textToImage }: Pick<Pipeline, 'identity' | 'textToImage'>,
  { steps }: EncodedPeopleOptions = {},
): MakePictures {
  const words = new Map<number, Promise<PseudoWord | undefined>>();
  const encode = async (seed: number): Promise<PseudoWord | undefined> => {
    try {
      return (await identity.encode(await drawInput(seed))).pseudoWord;
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  };
  return async (seed: number, { prompt }: JudgedPrompt, count: number): Promise<RgbImage[]> => {
    const known = words.get(seed) ?? encode(seed);
    words.set(seed, known);
    const pseudoWord = await known;
    if (pseudoWord === undefined) return Array.from({ length: count }, blank);
    const pictures = await textToImage({
      prompt,
      count,
      seed: (seed * 16) % 2 ** 32,
      pseudoWords: { [PSEUDO_WORD]: pseudoWord },
      ...(steps === undefined ? {} : { steps }),
    });
    return pictures.map(({ image }) => image);
  };
}

const blank = (): RgbImage => ({
  width: PICTURE_SIZE,
  height: PICTURE_SIZE,
  data: new Uint8Array(PICTURE_SIZE * PICTURE_SIZE * 3).fill(128),
});
