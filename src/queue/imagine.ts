/** @file The imagine queue: a prompt with identities becomes pictures. */
import { z } from 'zod';
import { defineQueue } from './definition.ts';

export const MAX_COUNT = 4;
export const MAX_STEPS = 100;
export const MAX_GUIDANCE = 30;
/** What a bundle takes when nobody asks for another number, for estimates. */
export const USUAL_STEPS = 30;
const MAX_SEED = 2 ** 32 - 1;
/** The greatest from which a whole grid can count up. */
export const MAX_FIRST_SEED = MAX_SEED - (MAX_COUNT - 1);
/** So many times one may vary what came of varying; of what lies further back nothing is left to see. */
export const MAX_VARIATIONS = 32;
/** Shapes of a picture; each has about the area of the bundle's own square. */
export const ASPECTS = ['square', 'portrait', 'landscape'] as const;
export type Aspect = (typeof ASPECTS)[number];

export const variationSchema = z.object({
  seed: z.int().min(0).max(MAX_SEED),
  strength: z.number().min(0).max(1),
});

export const imagineSettingsSchema = z.object({
  /** With its pseudo words, and with the style's words already in it. */
  prompt: z.string().min(1).max(1000),
  negativePrompt: z.string().max(1000),
  count: z.int().min(1).max(MAX_COUNT),
  /** Picture i is drawn from seed + i. */
  seed: z.int().min(0).max(MAX_SEED),
  /** The bundle's own when left out. */
  steps: z.int().min(1).max(MAX_STEPS).optional(),
  guidanceScale: z.number().min(1).max(MAX_GUIDANCE).optional(),
  /** Of `count` pictures the one that looks most like the person, instead of all. */
  best: z.boolean().optional(),
  /** Square when left out. */
  aspect: z.enum(ASPECTS).optional(),
  /**
   * Each blends what is there towards the noise of its own seed (0 changes nothing, 1 everything), beginning with the noise
   * of `seed`. The pictures then share all seeds but the last, which counts up.
   */
  variations: z.array(variationSchema).min(1).max(MAX_VARIATIONS).optional(),
});
export type ImagineSettings = z.infer<typeof imagineSettingsSchema>;

const imagineJobSchema = z.object({
  version: z.literal(1),
  ownerId: z.string().min(3).max(200),
  /** Key of the community that it was asked in; none in private messages. */
  community: z.string().max(200).optional(),
  /** Which identity each pseudo word of the prompt stands for. */
  people: z
    .array(z.object({ word: z.string().min(2).max(40), identityId: z.string().min(8).max(40) }))
    .max(8),
  /** A photo that stands behind this word in this job alone. */
  once: z.object({ word: z.string().min(2).max(40), selfieId: z.string().min(8).max(40) }).optional(),
  settings: imagineSettingsSchema,
});
export type ImagineJob = z.infer<typeof imagineJobSchema>;

/** One finished picture; its bytes lie beside the result in the picture store, under the job's id and its index. */
const madePictureSchema = z.object({
  contentType: z.enum(['image/png', 'image/jpeg', 'image/webp']),
  width: z.int().positive(),
  height: z.int().positive(),
  byteLength: z.int().positive(),
  /** The one that counts up from picture to picture: with variations, that of the last. */
  seed: z.int().min(0),
  /** To the registered face; null where no face was seen, nothing where nobody looked. */
  likeness: z.number().min(0).max(100).nullable().optional(),
});

const imagineResultSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('made'),
    version: z.literal(1),
    pictures: z.array(madePictureSchema).min(1).max(MAX_COUNT),
    /** From reading the job to the last byte of the last picture, and the models' part of it. */
    runMs: z.number().nonnegative(),
    modelMs: z.number().nonnegative(),
  }),
  z.object({ kind: z.literal('cancelled'), version: z.literal(1) }),
]);
export type ImagineResult = z.infer<typeof imagineResultSchema>;

export const imagineQueue = defineQueue<ImagineJob, ImagineResult>({
  name: 'imagine',
  jobSchema: imagineJobSchema,
  resultSchema: imagineResultSchema,
  units: ({ settings: { count, steps = USUAL_STEPS } }) => count * steps,
});
