/** @file A worker thread of the trainer: the gradients of its shard of every batch, and the update of its slice of the parameters. */
import { loadModel } from '../runtime/run.ts';
import { serve } from '../runtime/thread.ts';
import { float32, type Tensor } from '../tensor/tensor.ts';
import { averageGradients, type Update, updateSlice } from './adamw.ts';
import { layoutOf, sliceOf, type TrainingState, viewsOf } from './layout.ts';
import { loadRecipe } from './load-recipe.ts';
import { type Feeds, type Planned, type RecipeContext, type TrainingGraph } from './recipe.ts';
import { gradientOutput, lossOutput, metricOutput, trainingModel } from './training-model.ts';

export interface Assignment {
  readonly recipe: string;
  readonly config: Planned<object>;
  readonly cacheFolder: string;
  readonly shard: number;
  readonly shards: number;
  readonly state: TrainingState;
}

export interface ShardLoss {
  readonly loss: number;
  readonly metrics: Readonly<Record<string, number>>;
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
  const shardSize = config.batch / shards;
  const graph = recipe.build(config, shardSize);
  const layout = layoutOf(graph.parameters);
  const slice = sliceOf(layout, shard, shards);
  const sliceGradient = new Float32Array(slice[1] - slice[0]);
  const run = await openBackward(graph, state, shard);
  const context: RecipeContext = { cacheFolder: assignment.cacheFolder, onProgress: () => undefined };
  const data = await recipe.openData(config, context);

  let ahead: { readonly step: number; readonly feeds: Promise<Feeds> } | undefined;
  const feedsOf = async (step: number): Promise<Feeds> => data.next(step, shard, shards, shardSize);
  /** The next shard is made while slower threads finish this step. */
  const prefetch = (step: number): void => {
    const feeds = feedsOf(step);
    feeds.catch(() => undefined);
    ahead = { step, feeds };
  };

  return {
    backward: async (step) => {
      const feeds = await (ahead?.step === step ? ahead.feeds : feedsOf(step));
      const losses = await run(feeds);
      if (step + 1 < config.steps) setImmediate(prefetch, step + 1);
      return losses;
    },
    average: () => averageGradients(sliceGradient, state.gradients, slice),
    update: (update) => {
      updateSlice(state, layout, sliceGradient, slice, update);
    },
  };
}

/** The runtime takes no shared memory, so parameters are copied in and gradients copied out, in one piece each. */
async function openBackward(
  graph: TrainingGraph,
  state: TrainingState,
  shard: number,
): Promise<(feeds: Feeds) => Promise<ShardLoss>> {
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

  return async (feeds) => {
    parameters.set(state.parameters);
    await session.run({ ...inputs, ...feeds }, fetches);
    state.gradients[shard]?.set(gradients);
    return {
      loss: loss.data[0] ?? NaN,
      metrics: Object.fromEntries(metrics.map(({ name, value }) => [name, value.data[0] ?? NaN])),
    };
  };
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
