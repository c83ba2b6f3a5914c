/** @file A worker thread of the trainer: the gradients of its shard of every batch, and the update of its slice of the parameters. */
import { loadModel } from '../runtime/run.ts';
import { serve } from '../runtime/thread.ts';
import { float32, type Tensor } from '../tensor/tensor.ts';
import { averageGradients, type Update, updateSlice } from './adamw.ts';
import { layoutOf, sliceOf, type TrainingState, viewsOf } from './layout.ts';
import { loadRecipe } from './load-recipe.ts';
import { type Feeds, type Planned, type RecipeContext, type TrainingGraph } from './recipe.ts';
import { meanOf, type ShardLoss } from './shard-loss.ts';
import { gradientOutput, lossOutput, metricOutput, trainingModel } from './training-model.ts';

export interface Assignment {
  readonly recipe: string;
  readonly config: Planned<object>;
  readonly cacheFolder: string;
  readonly shard: number;
  readonly shards: number;
  readonly state: TrainingState;
}

export interface ShardMethods {
  readonly open: (assignment: Assignment) => Promise<void>;
  /** Publishes the gradients of the shard of a step. */
  readonly backward: (step: number) => Promise<ShardLoss>;
  /** Averages the slice's gradients over the shards; returns the squared norm. */
  readonly average: (argument: undefined) => number;
  readonly update: (update: Update) => void;
}

type Shard = Omit<ShardMethods, 'open'>;

async function openShard(assignment: Assignment): Promise<Shard> {
  const { config, shard, shards, state } = assignment;
  const recipe = await loadRecipe(assignment.recipe);
  const { accumulate = 1 } = config;
  const shardSize = config.batch / shards / accumulate;
  const graph = recipe.build(config, shardSize);
  const layout = layoutOf(graph.parameters);
  const slice = sliceOf(layout, shard, shards);
  const sliceGradient = new Float32Array(slice[1] - slice[0]);
  const run = await openBackward(graph, state, shard);
  const context: RecipeContext = { cacheFolder: assignment.cacheFolder, onProgress: () => undefined };
  const data = await recipe.openData(config, context);

  let ahead: { readonly step: number; readonly feeds: Promise<Feeds> } | undefined;
  const feedsOf = async (step: number, part = 0): Promise<Feeds> =>
    data.next(step, shard * accumulate + part, shards * accumulate, shardSize);
  /** The next shard's first part is made while slower threads finish this step. */
  const prefetch = (step: number): void => {
    const feeds = feedsOf(step);
    feeds.catch(() => undefined);
    ahead = { step, feeds };
  };

  return {
    backward: async (step) => {
      const losses = [await run(await (ahead?.step === step ? ahead.feeds : feedsOf(step)), 0)];
      for (let part = 1; part < accumulate; part++) losses.push(await run(await feedsOf(step, part), part));
      if (step + 1 < config.steps) setImmediate(prefetch, step + 1);
      return meanOf(losses);
    },
    average: () => averageGradients(sliceGradient, state.gradients, slice),
    update: (update) => {
      updateSlice(state, layout, sliceGradient, slice, update);
    },
  };
}

/**
 * The runtime takes no shared memory, so parameters are copied in and gradients copied out, in one piece each; those of
 * later parts are added as a running mean.
 */
async function openBackward(
  graph: TrainingGraph,
  state: TrainingState,
  shard: number,
): Promise<(feeds: Feeds, part: number) => Promise<ShardLoss>> {
  const layout = layoutOf(graph.parameters);
  const parameters = new Float32Array(layout.size);
  const gradients = new Float32Array(layout.size);
  const loss = float32([]);
  const metrics = Object.entries(graph.metrics).map(([name, { type }]) => ({
    name,
    value: float32(type.shape),
  }));
  const fetches: Record<string, Tensor> = { [lossOutput]: loss };
  for (const { name, value } of metrics) fetches[metricOutput(name)] = value;
  for (const [key, view] of viewsOf(layout, gradients)) fetches[gradientOutput(key)] = view;
  const inputs = Object.fromEntries(viewsOf(layout, parameters));
  const session = await loadModel(trainingModel(graph), { optimization: graph.optimization ?? 'extended' });

  const published = state.gradients[shard] ?? new Float32Array(layout.size);
  return async (feeds, part) => {
    parameters.set(state.parameters);
    await session.run({ ...inputs, ...feeds }, fetches);
    if (part === 0) published.set(gradients);
    else addToMean(published, gradients, part + 1);
    return {
      loss: loss.data[0] ?? NaN,
      metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value.data[0] ?? NaN])),
    };
  };
}

/** `mean` over count - 1 arrays becomes that over count. */
function addToMean(mean: Float32Array, next: Float32Array, count: number): void {
  for (let i = 0; i < mean.length; i++) {
    const before = mean[i] as number;
    mean[i] = before + ((next[i] as number) - before) / count;
  }
}

let opened: Shard | undefined;

function current(): Shard {
  if (opened === undefined) throw new Error('this worker thread has no shard yet');
  return opened;
}

serve<ShardMethods>({
  open: async (assignment) => {
    opened = await openShard(assignment);
  },
  backward: (step) => current().backward(step),
  average: () => current().average(undefined),
  update: (update) => {
    current().update(update);
  },
});
