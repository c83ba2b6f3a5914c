/** @file The toonify queue: a sealed photo becomes the parameters of a drawn person, for the portrait maker's sliders. */
import { z } from 'zod';
import { defineQueue } from './definition.ts';

const toonifyJobSchema = z.object({
  version: z.literal(1),
  selfieId: z.string().min(8).max(40),
  ownerId: z.string().min(3).max(200),
});
/** The photo itself is never in a job: it waits sealed in the selfie store. */
export type ToonifyJob = z.infer<typeof toonifyJobSchema>;

const number = z.number();
const colour = z.string().regex(/^#[0-9a-f]{6}$/u);
const word = z.string().regex(/^[a-z]{2,20}$/u);

/** As the drawn world names them; what a photo does not tell (earrings, moles, eye shadow) is left out. */
const drawnPersonSchema = z.object({
  gender: word,
  feminine: z.boolean(),
  age: number,
  tone: number,
  skin: colour,
  face: z.object({ width: number, chin: number, jaw: number, point: number, build: number, neck: number }),
  eyes: z.object({
    width: number,
    open: number,
    spacing: number,
    tilt: number,
    skew: number,
    fold: number,
    iris: colour,
    irisSize: number,
    lashes: number,
  }),
  brows: z.object({
    thickness: number,
    angle: number,
    arch: number,
    gap: number,
    length: number,
    tint: number,
  }),
  nose: z.object({ length: number, width: number, bulb: number, flare: number, bridge: number }),
  mouth: z.object({
    width: number,
    fullness: number,
    height: number,
    lift: number,
    lips: colour,
    painted: z.boolean(),
  }),
  ears: z.object({ size: number, out: number }),
  hair: z.object({
    style: word,
    colour,
    volume: number,
    part: number,
    line: number,
    length: number,
    side: word,
  }),
  beard: word,
  marks: z.object({ freckles: number, lines: number, blush: number }),
});

const toonifiedSchema = z.object({
  person: drawnPersonSchema,
  expression: word,
  glasses: z.boolean(),
  /** The square of the photo that shows the head, in parts of the photo's width; may reach beyond its edges. */
  head: z.object({ left: number, top: number, side: number.positive() }),
});
export type ToonifiedPerson = z.infer<typeof toonifiedSchema>;

const toonifyResultSchema = z.discriminatedUnion('kind', [
  toonifiedSchema.extend({ kind: z.literal('toonified'), version: z.literal(1) }),
  z.object({ kind: z.literal('cancelled'), version: z.literal(1) }),
]);
export type ToonifyResult = z.infer<typeof toonifyResultSchema>;

export const toonifyQueue = defineQueue<ToonifyJob, ToonifyResult>({
  name: 'toonify',
  jobSchema: toonifyJobSchema,
  resultSchema: toonifyResultSchema,
  units: () => 1,
});
