/** @file A training that is set up: its recipe, config, folders and flat arrays. */
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { initialise } from '../checkpoint/parameter-scope.ts';
import { ConfigError } from '../errors.ts';
import { cacheFolder, runFolder, stateFile } from './folders.ts';
import { allocateState, type Layout, layoutOf, type TrainingState, viewsOf } from './layout.ts';
import { loadRecipe } from './load-recipe.ts';
import {
  type Planned,
  type Preset,
  presetOf,
  type Recipe,
  type RecipeContext,
  type TrainedParameters,
  type TrainingGraph,
} from './recipe.ts';
import { loadState, type Progress, storedConfig } from './state-file.ts';

export interface TrainingOptions {
  /** A name of the recipes' table, or the file URL of a module that exports `recipe`. */
  readonly recipe: string;
  readonly preset: Preset;
  /** In place of the preset's entries: of the plan, or of the recipe's own config. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  /** Goes on from the folder's checkpoint, or from the state file of this path. */
  readonly resume?: boolean | string;
  /** Begins, at step 0, with the bundle's weights. */
  readonly fromBundle?: boolean;
  /** Worker threads, which divide the batch; by default as many as there are cores. */
  readonly workers?: number;
  /** For the checkpoint and the curve. */
  readonly folder?: string;
  /** Stops after the current step, with a checkpoint. */
  readonly signal?: AbortSignal;
  readonly onStep?: (report: StepReport) => void;
  readonly onProgress?: RecipeContext['onProgress'];
  readonly onNote?: RecipeContext['onNote'];
  readonly onEvaluation?: (step: number, figures: Readonly<Record<string, number>>) => void;
  /** A metric has gone beyond its limit, in words; once for each crossing. */
  readonly onAlarm?: (step: number, text: string) => void;
}

export interface StepReport {
  /** Steps taken, this one included. */
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly gradientNorm: number;
  /** Steps of this sitting whose loss or gradient was not finite. */
  readonly skipped: number;
  readonly samplesPerSecond: number;
  readonly gflops: number;
  readonly etaSeconds: number;
}

export interface Training {
  readonly options: TrainingOptions;
  readonly recipe: Recipe;
  readonly config: Planned<object>;
  readonly context: RecipeContext;
  readonly folder: string;
  readonly shards: number;
  /** That of one part of one shard. */
  readonly graph: TrainingGraph;
  readonly layout: Layout;
  readonly state: TrainingState;
}

/**
 * Prepares the recipe's data and allocates. Throws ConfigError on an unknown recipe or workers that do not divide the batch,
 * and the signal's reason when it stops the preparation.
 */
export async function openTraining(options: TrainingOptions): Promise<Training> {
  const recipe = await loadRecipe(options.recipe);
  const config = configOf(recipe, options);
  const shards = options.workers ?? mostShards(config.batch / (config.accumulate ?? 1));
  const { accumulate = 1 } = config;
  if (config.batch % (shards * accumulate) !== 0) {
    const parts = accumulate === 1 ? '' : ` in ${accumulate} parts`;
    throw new ConfigError(`${shards} workers${parts} do not divide a batch of ${config.batch}`);
  }
  const folder = options.folder ?? runFolder(recipe.name, options.preset);
  mkdirSync(folder, { recursive: true });
  const onProgress: RecipeContext['onProgress'] = (...progress) => {
    options.signal?.throwIfAborted();
    options.onProgress?.(...progress);
  };
  const { onNote } = options;
  const context = { cacheFolder: cacheFolder(), onProgress, ...(onNote === undefined ? {} : { onNote }) };
  await recipe.prepare?.(config, context);
  const graph = recipe.build(config, config.batch / shards / accumulate);
  const layout = layoutOf(graph.parameters);
  const state = allocateState(layout, shards);
  return { options, recipe, config, context, folder, shards, graph, layout, state };
}

/** Throws ConfigError when an override names nothing that the recipe has, or is of another type. */
function configOf(recipe: Recipe, { preset, overrides = {} }: TrainingOptions): Planned<object> {
  const own = presetOf(recipe, preset);
  const entries: Readonly<Record<string, unknown>> = { evaluateEvery: 0, accumulate: 1, ...own };
  for (const [key, value] of Object.entries(overrides)) {
    if (typeof entries[key] === typeof value) continue;
    const expected = key in entries ? `is a ${typeof entries[key]}` : 'is no entry of its config';
    throw new ConfigError(`recipe ${recipe.name}: "${key}" ${expected}, got ${String(value)}`);
  }
  return { ...own, ...overrides };
}

/** The most threads up to the number of cores that divide the batch. */
function mostShards(batch: number): number {
  let shards = Math.min(batch, availableParallelism());
  while (batch % shards !== 0) shards--;
  return shards;
}

/** Fills the state from a checkpoint, or with first values. Throws CheckpointError or ConfigError on tensors that do not fit. */
export async function beginTraining(training: Training): Promise<Progress> {
  const { options, recipe, config, context, folder, graph, layout, state } = training;
  const { resume = false } = options;
  if (resume === true) requireSameBundle(stateFile(folder), config);
  if (resume !== false) return loadState(resume === true ? stateFile(folder) : resume, layout, state);
  const views = viewsOf(layout, state.parameters);
  const warm = (await recipe.initial?.(config, context)) ?? [];
  const published = options.fromBundle === true ? publishedBy(recipe, config) : [];
  for (const [key, values] of [...initialise(graph.parameters, config.seed), ...warm, ...published]) {
    const view = views.get(key);
    if (view?.data.length !== values.length) {
      const expected = view === undefined ? 'no such parameter' : String(view.data.length);
      throw new ConfigError(`first values of ${key}: ${values.length} elements, expected ${expected}`);
    }
    view.data.set(values);
  }
  state.ema.set(state.parameters);
  return { step: 0, updates: 0, seconds: 0 };
}

/** Unless it is named, a recipe has one folder for all bundles. Throws ConfigError when what lies there was trained for another. */
function requireSameBundle(file: string, config: Planned<object>): void {
  const [before, now] = [storedConfig(file) ?? {}, config].map((one) =>
    'bundle' in one && typeof one.bundle === 'string' ? resolve(one.bundle) : undefined,
  );
  if (before === undefined || before === now) return;
  throw new ConfigError(
    `${file} was trained for ${before}: give another --folder, or the state file by its name after --resume`,
  );
}

/** Throws ConfigError where a recipe cannot read its part of the bundle back. */
function publishedBy(recipe: Recipe, config: Planned<object>): [string, Float32Array][] {
  const published = recipe.published?.(config);
  if (published === undefined) throw new ConfigError(`recipe ${recipe.name} cannot begin from a bundle`);
  return [...published].map(([key, { data }]) => [key, data]);
}

/** A copy of the averaged weights in plain memory. */
export const averagesOf = ({ layout, state }: Training): TrainedParameters =>
  viewsOf(layout, state.ema.slice());
