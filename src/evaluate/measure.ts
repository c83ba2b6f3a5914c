/** @file Pictures of people in contexts, judged: who is it, is it what was asked, and how near is that to the best and the least. */
import type { RgbImage } from '../image/rgb-image.ts';
import { drawPortrait } from '../pipeline/draw-portrait.ts';
import { bootstrapMean, type Interval } from './bootstrap.ts';
import { cosine, nearest } from './embedding.ts';
import type { JudgedPrompt } from './judged-context.ts';
import type { Judges } from './judges.ts';
import { PICTURE_SIZE, specOf } from './people.ts';

/** A figure between what other people score (floor) and what true pictures score (ceiling). */
export interface Figure extends Interval {
  readonly floor: number;
  readonly ceiling: number;
}

export interface Figures {
  readonly retrievalAt1: Figure;
  readonly contextAccuracy: Figure;
  readonly jointAt1: Figure;
  readonly faceSimilarity: Figure;
  readonly textAlignment: Figure;
}

/** Makes `images` pictures of the person with that identity seed. */
export type MakePictures = (
  seed: number,
  prompt: JudgedPrompt,
  images: number,
) => Promise<readonly RgbImage[]>;

export interface Measurement {
  readonly seeds: readonly number[];
  /** People of the gallery of whom no picture is made. */
  readonly distractors?: readonly number[];
  readonly prompts: readonly JudgedPrompt[];
  /** Pictures for each person and prompt. */
  readonly images: number;
  readonly make: MakePictures;
  readonly onPicture?: ((done: number, total: number) => void) | undefined;
}

/** What the judges say of one picture of person `person` (an index into the seeds). */
interface Verdict {
  readonly person: number;
  readonly isPerson: boolean;
  readonly isContext: boolean;
  readonly similarity: number;
  /** Similarity to somebody else's input. */
  readonly otherSimilarity: number;
  readonly isOther: boolean;
  readonly alignment: number;
  /** Alignment with another context of the list. */
  readonly otherAlignment: number;
  readonly isOtherContext: boolean;
}

/** The input face of a person, as it is drawn for every measurement. */
export const drawInput = (seed: number): Promise<RgbImage> => drawPortrait(specOf(seed, 0), PICTURE_SIZE);

/** Shots from here on are the ceiling's true pictures; 0 is the input. */
const FIRST_CEILING_SHOT = 100;

/** Judges the made pictures, and true ones of the same people in the same contexts as the ceiling. */
export async function measure(judges: Judges, measurement: Measurement): Promise<Figures> {
  const { seeds, distractors = [], prompts, images, make, onPicture } = measurement;
  const gallery = await galleryOf(judges, [...seeds, ...distractors]);
  const contexts = [...new Map(prompts.map(({ judged }) => [judged.name, judged])).values()];
  const texts = await Promise.all(contexts.map(({ text }) => judges.textVector(text)));
  const total = seeds.length * prompts.length * images;
  const made: Verdict[] = [];
  const ceiling: Verdict[] = [];
  for (const [person, seed] of seeds.entries()) {
    for (const [p, prompt] of prompts.entries()) {
      const context = contexts.findIndex(({ name }) => name === prompt.judged.name);
      const verdict = (image: RgbImage): Promise<Verdict> =>
        judge(judges, image, person, context, gallery, texts);
      for (const image of await make(seed, prompt, images)) {
        made.push(await verdict(image));
        onPicture?.(made.length, total);
      }
      const { context: drawn, style } = prompt.judged;
      for (let i = 0; i < images; i++) {
        const spec = specOf(seed, FIRST_CEILING_SHOT + p * images + i, drawn, style);
        ceiling.push(await verdict(await drawPortrait(spec, PICTURE_SIZE)));
      }
    }
  }
  return figuresOf(seeds.length, made, ceiling);
}

async function galleryOf(judges: Judges, seeds: readonly number[]): Promise<Float32Array[]> {
  const gallery: Float32Array[] = [];
  for (const seed of seeds) {
    const embedding = await judges.identityOf(await drawInput(seed));
    if (embedding === undefined)
      throw new RangeError(`the judge finds no face in the input of person ${seed}`);
    gallery.push(embedding);
  }
  return gallery;
}

/** A picture without a face is a miss for the identity, at similarity 0; it is never dropped. */
async function judge(
  judges: Judges,
  image: RgbImage,
  person: number,
  context: number,
  gallery: readonly Float32Array[],
  texts: readonly Float32Array[],
): Promise<Verdict> {
  const identity = await judges.identityOf(image);
  const vector = await judges.imageVector(image);
  const other = (person + 1) % gallery.length;
  const otherContext = (context + 1) % texts.length;
  const to = (index: number): number => {
    const reference = gallery[index];
    return identity === undefined || reference === undefined ? 0 : cosine(identity, reference);
  };
  const found = identity === undefined ? -1 : nearest(identity, gallery);
  const foundContext = nearest(vector, texts);
  const alignmentTo = (index: number): number => cosine(vector, texts[index] ?? vector);
  return {
    person,
    isPerson: found === person,
    isOther: found === other,
    isContext: foundContext === context,
    isOtherContext: foundContext === otherContext,
    similarity: to(person),
    otherSimilarity: to(other),
    alignment: alignmentTo(context),
    otherAlignment: alignmentTo(otherContext),
  };
}

function figuresOf(people: number, made: readonly Verdict[], ceiling: readonly Verdict[]): Figures {
  const byPerson = (verdicts: readonly Verdict[], score: (verdict: Verdict) => number): number[][] =>
    Array.from({ length: people }, (_, person) =>
      verdicts.filter((verdict) => verdict.person === person).map(score),
    );
  const figure = (score: (verdict: Verdict) => number, floor: (verdict: Verdict) => number): Figure => ({
    ...bootstrapMean(byPerson(made, score)),
    floor: bootstrapMean(byPerson(made, floor)).value,
    ceiling: bootstrapMean(byPerson(ceiling, score)).value,
  });
  return {
    retrievalAt1: figure(
      ({ isPerson }) => Number(isPerson),
      ({ isOther }) => Number(isOther),
    ),
    contextAccuracy: figure(
      ({ isContext }) => Number(isContext),
      ({ isOtherContext }) => Number(isOtherContext),
    ),
    jointAt1: figure(
      ({ isPerson, isContext }) => Number(isPerson && isContext),
      ({ isOther, isContext }) => Number(isOther && isContext),
    ),
    faceSimilarity: figure(
      ({ similarity }) => similarity,
      ({ otherSimilarity }) => otherSimilarity,
    ),
    textAlignment: figure(
      ({ alignment }) => alignment,
      ({ otherAlignment }) => otherAlignment,
    ),
  };
}
