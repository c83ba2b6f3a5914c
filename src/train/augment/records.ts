/** @file What has been made of a self-augmented set so far, a line for each picture: an interrupted run goes on from it. */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { cosine, tripletSchema } from '../datasets/triplets.ts';
import { claimPlan } from '../plan-file.ts';

const sourceSchema = z.object({
  kind: z.literal('source'),
  /** Index in the names file. */
  name: z.int().nonnegative(),
  face: z.string(),
  /** Undefined where the picture shows no face, or one that is too small to learn from. */
  points: tripletSchema.shape.points.optional(),
});

const editSchema = z.object({
  kind: z.literal('edit'),
  name: z.int().nonnegative(),
  prompt: z.string(),
  image: z.string(),
  identity: cosine.optional(),
  text: cosine,
});

export type Source = z.infer<typeof sourceSchema>;
export type Edit = z.infer<typeof editSchema>;

const recordSchema = z.discriminatedUnion('kind', [sourceSchema, editSchema]);

/** Everything that the pictures follow from; a folder holds one set. */
export interface AugmentationPlan {
  readonly bundle: string;
  /** Digests of the weights. */
  readonly madeWith: Readonly<Record<string, string>>;
  readonly names: readonly string[];
  readonly prompts: readonly string[];
  readonly seed: number;
  readonly steps?: number;
  readonly fast: boolean;
}

export interface AugmentationRecords {
  readonly sources: Map<number, Source>;
  /** By name index and prompt. */
  readonly edits: Map<string, Edit>;
  readonly add: (record: Source | Edit) => void;
}

export const editKey = (name: number, prompt: string): string => `${name}/${prompt}`;

/** Throws UserError when the folder holds another set. */
export function openAugmentation(folder: string, plan: AugmentationPlan): AugmentationRecords {
  const whole = { format: 'dreamidentity-triplets', version: 1, ...plan };
  if (!claimPlan(join(folder, 'augment.json'), whole)) {
    throw new UserError(
      'other-augmentation',
      `${folder} holds a set of other weights, lists or steps, or of another seed: give another --out.`,
    );
  }
  const path = join(folder, 'pictures.jsonl');
  const sources = new Map<number, Source>();
  const edits = new Map<string, Edit>();
  const keep = (record: Source | Edit): void => {
    if (record.kind === 'source') sources.set(record.name, record);
    else edits.set(editKey(record.name, record.prompt), record);
  };
  if (existsSync(path)) readRecords(path).forEach(keep);
  return {
    sources,
    edits,
    add: (record) => {
      appendFileSync(path, `${JSON.stringify(record)}\n`);
      keep(record);
    },
  };
}

/** A last line that was cut off by a stop is left out, in the file too. */
function readRecords(path: string): (Source | Edit)[] {
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(path, whole);
  return whole
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => recordSchema.parse(JSON.parse(line)));
}
