/** @file A training's state in a safetensors file: everything for resuming here, a small float16 one for elsewhere. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { openSafetensors, readTensor, type SafetensorsFile } from '../checkpoint/safetensors.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import { CheckpointError } from '../errors.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { type Layout, type TrainingState, viewsOf } from './layout.ts';
import type { Planned, TrainedParameters, TrainingPlan } from './recipe.ts';

/** How far a training has come. */
export interface Progress {
  /** Steps taken. */
  readonly step: number;
  /** Updates since Adam's moments were zero. */
  readonly updates: number;
  /** Seconds of training, over all sittings. */
  readonly seconds: number;
}

export interface Description {
  readonly recipe: string;
  readonly preset: string;
  readonly config: object;
}

const FORMAT = 'dreamidentity-training-1';

const count = z.coerce.number().int().nonnegative();
const progressSchema = z.object({ step: count, updates: count, seconds: z.coerce.number().nonnegative() });

const positive = z.number().positive();
const steps = z.int().nonnegative();
/** The recipe's own entries pass: each recipe knows its own alone. */
const planSchema = z.looseObject({
  steps,
  batch: positive.int(),
  learningRate: z.number().nonnegative(),
  warmupSteps: steps,
  schedule: z.enum(['constant', 'cosine']),
  weightDecay: z.number().nonnegative(),
  betas: z.tuple([z.number(), z.number()]),
  clipNorm: positive,
  emaDecay: z.number(),
  checkpointEverySeconds: z.number().nonnegative(),
  seed: z.int(),
  evaluateEvery: z.exactOptional(steps),
  accumulate: z.exactOptional(positive.int()),
}) satisfies z.ZodType<TrainingPlan>;

/** In the order in which a size limit drops them from the end. */
const GROUPS = ['ema', 'parameters', 'moment1', 'moment2'] as const;
type Group = (typeof GROUPS)[number];

const metadataOf = (progress: Progress, { recipe, preset, config }: Description): Record<string, string> => ({
  format: FORMAT,
  recipe,
  preset,
  config: JSON.stringify(config),
  step: String(progress.step),
  updates: String(progress.updates),
  seconds: String(progress.seconds),
});

function tensorsOf(
  layout: Layout,
  state: TrainingState,
  groups: readonly Group[],
): Map<string, Tensor<'float32'>> {
  return new Map(
    groups.flatMap((group) =>
      [...viewsOf(layout, state[group])].map(([key, view]) => [`${group}/${key}`, view] as const),
    ),
  );
}

export function saveState(
  path: string,
  layout: Layout,
  state: TrainingState,
  progress: Progress,
  description: Description,
): void {
  mkdirSync(dirname(path), { recursive: true });
  writeSafetensors(path, tensorsOf(layout, state, GROUPS), { metadata: metadataOf(progress, description) });
}

/** As much of the state as fits into `limitBytes` as float16; the averaged weights always. Returns what was written. */
export function saveSmallState(
  path: string,
  layout: Layout,
  state: TrainingState,
  progress: Progress,
  description: Description,
  limitBytes = 45_000_000,
): readonly Group[] {
  const elements = layout.slots.reduce((sum, { start, end }) => sum + end - start, 0);
  const fitting = Math.floor((limitBytes - 200_000) / (elements * 2));
  // The moments serve only as a pair.
  const groups = GROUPS.slice(0, fitting >= 4 ? 4 : Math.max(1, Math.min(2, fitting)));
  const tensors = tensorsOf(layout, state, groups);
  for (const [name, value] of tensors) {
    // Squared gradients underflow in float16, their roots do not.
    if (name.startsWith('moment2/')) tensors.set(name, { ...value, data: value.data.map(Math.sqrt) });
  }
  mkdirSync(dirname(path), { recursive: true });
  const metadata = { ...metadataOf(progress, description), moment2: 'root' };
  writeSafetensors(path, tensors, { dtype: 'float16', metadata });
  return groups;
}

/**
 * Fills the state from either kind of file. Where the file has averaged weights alone, training goes on from those;
 * without moments it begins with zero ones. Throws CheckpointError.
 */
export function loadState(path: string, layout: Layout, state: TrainingState): Progress {
  const file = openState(path);
  const has = (group: Group): boolean => layout.slots.every(({ key }) => file.entries.has(`${group}/${key}`));
  fill(file, layout, state.ema, 'ema');
  fill(file, layout, state.parameters, has('parameters') ? 'parameters' : 'ema');
  const resumesMoments = has('moment1') && has('moment2');
  if (resumesMoments) {
    fill(file, layout, state.moment1, 'moment1');
    fill(file, layout, state.moment2, 'moment2');
    if (file.metadata['moment2'] === 'root')
      state.moment2.forEach((root, i) => (state.moment2[i] = root * root));
  }
  const progress = progressSchema.safeParse(file.metadata);
  if (!progress.success) {
    throw new CheckpointError(
      `${path} does not say how far the training had come: ${z.prettifyError(progress.error)}`,
    );
  }
  return { ...progress.data, ...(resumesMoments ? {} : { updates: 0 }) };
}

/** The averaged weights alone, by parameter key. Throws CheckpointError. */
export function loadAverages(path: string): TrainedParameters {
  const file = openState(path);
  const keys = [...file.entries.keys()].filter((name) => name.startsWith('ema/'));
  return new Map(keys.map((name) => [name.slice('ema/'.length), readTensor(file, name)]));
}

/** The config that the state was trained with, overrides included; undefined where the file has none. Throws CheckpointError. */
export function storedConfig(path: string): Planned<object> | undefined {
  const { config } = openState(path).metadata;
  if (config === undefined) return undefined;
  try {
    return planSchema.parse(JSON.parse(config));
  } catch (cause) {
    throw new CheckpointError(`${path}: the config of its training cannot be read`, { cause });
  }
}

function openState(path: string): SafetensorsFile {
  const file = openSafetensors(path);
  if (file.metadata['format'] !== FORMAT) throw new CheckpointError(`${path} is not a training state`);
  return file;
}

function fill(file: SafetensorsFile, layout: Layout, flat: Float32Array, group: Group): void {
  for (const { key, shape, start } of layout.slots) {
    const stored = readTensor(file, `${group}/${key}`);
    if (!sameShape(stored.shape, shape)) {
      throw new CheckpointError(
        `${file.path}: ${group}/${key} is ${formatShape(stored.shape)}, expected ${formatShape(shape)}`,
      );
    }
    flat.set(stored.data, start);
  }
}
