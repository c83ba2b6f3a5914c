/** @file Pictures of people in contexts, judged: who is it, is it what was asked, and how near is that to the best and the least. */
import type { RgbImage } from '../image/rgb-image.ts';
import { drawPortrait } from '../pipeline/draw-portrait.ts';
import { cosine, nearest } from './embedding.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type JudgedContext, type JudgedPrompt, partsOf } from './judged-context.ts';
import type { Judges } from './judges.ts';
import { lookAlikesOf } from './look-alikes.ts';
import { PICTURE_SIZE, specOf } from './people.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** Makes `images` pictures of the person with that identity seed. */
export type MakePictures = (
  seed: number,
  prompt: JudgedPrompt,
  images: number,
) => Promise<readonly RgbImage[]>;

/** Who is measured, and in what. */
export interface Subjects {
  readonly seeds: readonly number[];
  /** People of the gallery of whom no picture is made. */
  readonly distractors?: readonly number[];
  readonly prompts: readonly JudgedPrompt[];
  /** Ask besides whether the person is told from so many who look alike; 0 where absent. */
  readonly lookAlikes?: number | undefined;
}

export interface Measurement extends Subjects {
  /** Pictures for each person and prompt. */
  readonly images: number;
  readonly make: MakePictures;
  readonly onPicture?: ((done: number, total: number) => void) | undefined;
}

/** The input face of a person, as it is drawn for every measurement. */
export const drawInput = (seed: number): Promise<RgbImage> => drawPortrait(specOf(seed, 0), PICTURE_SIZE);

/** Shots from here on are the ceiling's true pictures; 0 is the input. */
const FIRST_CEILING_SHOT = 100;

export interface Jury {
  readonly judge: (image: RgbImage, person: number, prompt: number) => Promise<Verdict>;
  /** True pictures of one person in one prompt, judged. */
  readonly judgeTrue: (person: number, prompt: number, images: number) => Promise<Verdict[]>;
}

/** The judges with all that pictures of these subjects are compared with. */
export async function openJury(judges: Judges, subjects: Subjects): Promise<Jury> {
  const { seeds, distractors = [], prompts, lookAlikes = 0 } = subjects;
  const gallery = await galleryOf(judges, [...seeds, ...distractors]);
  const alike = lookAlikes === 0 ? undefined : await alikeGalleries(judges, seeds, gallery, lookAlikes);
  const contexts = distinct(prompts.map(({ judged }) => judged));
  const asked = distinct([...contexts, ...contexts.flatMap(partsOf)]);
  const texts = await Promise.all(asked.map(({ text }) => judges.textVector(text)));
  const placeOf = prompts.map(({ judged }) => contexts.findIndex(({ name }) => name === judged.name));

  const judge: Jury['judge'] = async (image, person, prompt) => {
    const identity = await judges.identityOf(image);
    const about = placed(await judges.imageVector(image), texts, placeOf[prompt] ?? 0, contexts.length);
    const own = alike?.[person];
    return {
      person,
      prompt,
      ...recognised(identity, gallery, person),
      ...about,
      ...(own === undefined ? {} : { isAmongAlike: identity !== undefined && nearest(identity, own) === 0 }),
    };
  };
  return {
    judge,
    async judgeTrue(person, prompt, images) {
      const { context, style } = prompts[prompt]?.judged ?? { context: {}, style: 'plain' };
      const verdicts: Verdict[] = [];
      for (let i = 0; i < images; i++) {
        const shot = FIRST_CEILING_SHOT + prompt * images + i;
        const spec = specOf(seeds[person] ?? 0, shot, context, style);
        verdicts.push(await judge(await drawPortrait(spec, PICTURE_SIZE), person, prompt));
      }
      return verdicts;
    },
  };
}

const distinct = (contexts: readonly JudgedContext[]): JudgedContext[] => [
  ...new Map(contexts.map((context) => [context.name, context])).values(),
];

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

/** For each person their own input, then those of people who look alike. */
async function alikeGalleries(
  judges: Judges,
  seeds: readonly number[],
  gallery: readonly Float32Array[],
  count: number,
): Promise<Float32Array[][]> {
  const galleries: Float32Array[][] = [];
  for (const [person, seed] of seeds.entries()) {
    galleries.push([
      ...gallery.slice(person, person + 1),
      ...(await galleryOf(judges, lookAlikesOf(seed, count))),
    ]);
  }
  return galleries;
}

/** A picture without a face is a miss for the identity, at similarity 0; it is never dropped. */
function recognised(identity: Float32Array | undefined, gallery: readonly Float32Array[], person: number) {
  const other = (person + 1) % gallery.length;
  const to = (index: number): number => {
    const reference = gallery[index];
    return identity === undefined || reference === undefined ? 0 : cosine(identity, reference);
  };
  const found = identity === undefined ? -1 : nearest(identity, gallery);
  return {
    isPerson: found === person,
    isOther: found === other,
    similarity: to(person),
    otherSimilarity: to(other),
  };
}

/** The first `contexts` of the texts are the prompts' own; the others are parts of them. */
function placed(image: Float32Array, texts: readonly Float32Array[], context: number, contexts: number) {
  const other = (context + 1) % contexts;
  const found = nearest(image, texts);
  const to = (index: number): number => cosine(image, texts[index] ?? image);
  return {
    isContext: found === context,
    isOtherContext: found === other,
    alignment: to(context),
    otherAlignment: to(other),
  };
}

/** Judges the made pictures, and true ones of the same people in the same contexts as the ceiling. */
export async function verdictsOf(judges: Judges, measurement: Measurement): Promise<Verdicts> {
  const { seeds, prompts, images, make, onPicture } = measurement;
  const jury = await openJury(judges, measurement);
  const total = seeds.length * prompts.length * images;
  const made: Verdict[] = [];
  const ceiling: Verdict[] = [];
  for (const [person, seed] of seeds.entries()) {
    for (const [p, prompt] of prompts.entries()) {
      for (const image of await make(seed, prompt, images)) {
        made.push(await jury.judge(image, person, p));
        onPicture?.(made.length, total);
      }
      ceiling.push(...(await jury.judgeTrue(person, p, images)));
    }
  }
  return { made, ceiling };
}

/** The figures over everybody and everything. */
export const measure = async (judges: Judges, measurement: Measurement): Promise<Figures> =>
  figuresOf(await verdictsOf(judges, measurement));
