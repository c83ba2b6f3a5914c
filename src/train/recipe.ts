/** @file What a recipe is: a model with its loss, its data, and the plan by which it is trained. */
import type { Parameter } from '../checkpoint/parameter-scope.ts';
import { ConfigError } from '../errors.ts';
import type { Value } from '../graph/graph.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** `paper`: the paper's own settings, for models and photographs of that size. */
export type Preset = 'smoke' | 'v0' | 'v1' | 'paper';

/** Every recipe has all but `paper`. */
export type Presets<Entry> = Readonly<Record<Exclude<Preset, 'paper'>, Entry>> & { readonly paper?: Entry };

export interface TrainingPlan {
  readonly steps: number;
  /** Samples a step, over all shards. */
  readonly batch: number;
  /** The highest learning rate, reached after the warm-up. */
  readonly learningRate: number;
  readonly warmupSteps: number;
  readonly schedule: 'constant' | 'cosine';
  /** Decoupled, on tensors of rank 2 and more. */
  readonly weightDecay: number;
  readonly betas: readonly [number, number];
  /** The largest global gradient norm. */
  readonly clipNorm: number;
  readonly emaDecay: number;
  readonly checkpointEverySeconds: number;
  readonly seed: number;
  /** Steps between two evaluations; never where absent. */
  readonly evaluateEvery?: number;
  /** Parts that each shard's batch is run in, one after the other, where it would not fit into memory at once; 1 where absent. */
  readonly accumulate?: number;
}

/** What most recipes begin from; they set steps, batch and learning rate themselves. */
export const PLAN = {
  warmupSteps: 100,
  schedule: 'cosine',
  weightDecay: 0.01,
  betas: [0.9, 0.99],
  clipNorm: 1,
  emaDecay: 0.999,
  checkpointEverySeconds: 180,
  seed: 1,
} as const satisfies Partial<TrainingPlan>;

/** A config is plain data: it is cloned to the worker threads and stored with the checkpoint. */
export type Planned<Config> = Config & TrainingPlan;

export interface TrainingGraph {
  /** A scalar, the mean over the shard. */
  readonly loss: Value;
  /** Scalars that are logged beside the loss. */
  readonly metrics: Readonly<Record<string, Value>>;
  readonly parameters: readonly Parameter[];
  /** Metrics that ought to stay at or below a number; the training tells when one does not. */
  readonly limits?: Readonly<Record<string, number>>;
  /** `all` pays when convolution weights are frozen constants; `extended` by default. */
  readonly optimization?: 'extended' | 'all';
  /** Segments of the forward pass that are computed again on the way back, for networks whose activations are gigabytes; 1 by default. */
  readonly segments?: number;
}

export type Feeds = Readonly<Record<string, Tensor>>;

interface TrainingData {
  /**
   * The feeds of one shard of one step: a pure function of its arguments, for resuming. Buffers may be used again. With
   * accumulation every part is a shard of its own.
   */
  next(step: number, shard: number, shards: number, shardSize: number): Feeds | Promise<Feeds>;
}

export interface RecipeContext {
  /** Shared by all recipes: rendered records, cached latents. */
  readonly cacheFolder: string;
  readonly onProgress: (done: number, total: number, label: string) => void;
  /** What has to be known of the data, in a sentence. */
  readonly onNote?: (text: string) => void;
}

/** Throws ConfigError when the recipe has no such preset. */
export function presetOf<Config extends object>(
  { name, presets }: Pick<Recipe<Config>, 'name' | 'presets'>,
  preset: Preset,
): Planned<Config> {
  const entries = presets[preset];
  if (entries !== undefined) return entries;
  throw new ConfigError(`recipe ${name} has no preset "${preset}": ${Object.keys(presets).join(', ')}`);
}

/** Averaged weights by parameter key. */
export type TrainedParameters = ReadonlyMap<string, Tensor<'float32'>>;

export interface Recipe<Config extends object = object> {
  readonly name: string;
  readonly presets: Presets<Planned<Config>>;
  /** In the main thread, before the worker threads start. */
  prepare?(config: Planned<Config>, context: RecipeContext): Promise<void>;
  /** In each worker thread, and in the main thread for the layout. */
  build(config: Planned<Config>, shardSize: number): TrainingGraph;
  /** In each worker thread. */
  openData(config: Planned<Config>, context: RecipeContext): Promise<TrainingData>;
  /** First values in place of the parameters' own, by key: a warm start. Keys left out keep theirs. */
  initial?(config: Planned<Config>, context: RecipeContext): Promise<ReadonlyMap<string, Float32Array>>;
  /** The weights of the bundle as it is, by parameter key: what a training that begins from the bundle begins with. */
  published?(config: Planned<Config>): TrainedParameters;
  /** Writes the recipe's part of the bundle. */
  export?(config: Planned<Config>, parameters: TrainedParameters, context: RecipeContext): Promise<void>;
  /** Figures on validation seeds. */
  evaluate?(
    config: Planned<Config>,
    parameters: TrainedParameters,
    context: RecipeContext,
  ): Promise<Readonly<Record<string, number>>>;
}
