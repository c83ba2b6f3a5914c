/** @file A row's encoder: what it is, the budget it is trained with, and the folder that keeps it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readJson } from '../../checkpoint/stored-file.ts';
import { UserError } from '../../errors.ts';
import { ID_ENCODER, TEXT_ENCODER, UNET } from '../../models/kinds.ts';
import { BUNDLE_FOLDERS } from '../../pipeline/bundle.ts';
import { type BackboneName, backboneOf } from '../../train/backbone.ts';
import { weightsDigest } from '../../train/datasets/weights-digest.ts';
import { tripletsIn } from '../../train/datasets/triplets.ts';
import { claimPlan } from '../../train/plan-file.ts';
import type { TrainingSet } from '../../train/recipes/id-encoder.ts';

export interface RowEncoder {
  readonly backbone: BackboneName;
  readonly scales: 'last' | 'multi';
  readonly words: number;
  readonly data: TrainingSet;
}

/** The same for every row of every table. */
export interface RowBudget {
  /** Steps of the warm start, in the batches of its recipe. */
  readonly warmStartSteps: number;
  /** Steps of eq. 5. */
  readonly steps: number;
  readonly batch: number;
  /** Of eq. 5. */
  readonly learningRate: number;
}

/** All that a trained row follows from. */
export interface RowPlan extends RowEncoder, RowBudget {
  readonly seed: number;
  readonly preset: string;
  /** Digests of the frozen weights and of the self-augmented set. */
  readonly madeWith: Readonly<Record<string, string>>;
}

export const encoderId = ({ backbone, scales, words, data }: RowEncoder): string =>
  [backbone, scales, words, data].join('-');

export const startId = ({ backbone, scales, words }: RowEncoder): string =>
  ['start', backbone, scales, words].join('-');

export interface RowFolders {
  readonly folder: string;
  /** Checkpoint and curve. */
  readonly training: string;
  /** config.json and the weights. */
  readonly encoder: string;
}

export const rowFolders = (root: string, id: string, seed: number): RowFolders => {
  const folder = join(root, `${id}-seed${seed}`);
  return { folder, training: join(folder, 'training'), encoder: join(folder, 'encoder') };
};

/** What the encoder was made with; the triplets' digest alone where it learns from them. Throws UserError when they are not there. */
export function digestsOf(
  { backbone, data }: Pick<RowEncoder, 'backbone' | 'data'>,
  bundle: string,
  triplets: string,
): Readonly<Record<string, string>> {
  const learnsEdits = data !== 'reconstruction';
  return {
    unet: weightsDigest(join(bundle, BUNDLE_FOLDERS.unet, UNET.file)),
    textEncoder: weightsDigest(join(bundle, BUNDLE_FOLDERS.textEncoder, TEXT_ENCODER.file)),
    backbone: weightsDigest(backboneOf(bundle, backbone).folder),
    ...(learnsEdits ? { triplets: weightsDigest(tripletsIn(triplets)) } : {}),
  };
}

const PLAN_FILE = 'plan.json';

/** Writes the plan into a new folder. Throws UserError when the folder follows another plan. */
export function claimFolder(folder: string, plan: object): void {
  if (claimPlan(join(folder, PLAN_FILE), plan)) return;
  throw new UserError(
    'other-row',
    `${folder} holds an encoder of another budget, other weights or another set: give another --folder, or remove it.`,
  );
}

const madeWithSchema = z.object({ madeWith: z.record(z.string(), z.string()) });

/** Whether the bundle's frozen weights are still those that the row was trained through. */
export function isMadeWith({ folder }: RowFolders, bundle: string, backbone: BackboneName): boolean {
  const { madeWith } = madeWithSchema.parse(readJson(join(folder, PLAN_FILE)));
  const now = digestsOf({ backbone, data: 'reconstruction' }, bundle, '');
  return Object.entries(now).every(([name, digest]) => madeWith[name] === digest);
}

/** The recipes write the config last, so an encoder that has one is whole. */
export const isTrained = ({ encoder }: RowFolders): boolean =>
  existsSync(join(encoder, 'config.json')) && existsSync(join(encoder, ID_ENCODER.file));
