/** @file Textual inversion (Gal et al. 2022): k vectors found by gradient descent on one picture, through a frozen bundle. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createParameters } from '../checkpoint/parameter-scope.ts';
import { openSafetensors } from '../checkpoint/safetensors.ts';
import { normal } from '../checkpoint/scope.ts';
import { ConfigError, UserError } from '../errors.ts';
import { expand } from '../graph/ops/index.ts';
import type { Bundle } from '../pipeline/bundle.ts';
import type { PseudoWord } from '../pipeline/pseudo-word.ts';
import type { Session, SessionOptions } from '../runtime/model.ts';
import { openSession } from '../runtime/session.ts';
import { seededRandom } from '../tensor/random.ts';
import type { Shape } from '../tensor/shape.ts';
import { float32, type Tensor } from '../tensor/tensor.ts';
import { type EncodedPrompt, encodePrompt } from '../tokenizer/encode-prompt.ts';
import { updateSlice } from './adamw.ts';
import { bundleFeeds, bundleLoss, openLossNetworks } from './bundle-loss.ts';
import { allocateState, type Layout, layoutOf, type TrainingState, viewsOf } from './layout.ts';
import { type Feeds, PLAN, type TrainingGraph, type TrainingPlan } from './recipe.ts';
import { learningRateAt } from './schedule.ts';
import { segmentsFor } from './segments.ts';
import { loadState, type Progress, saveState } from './state-file.ts';
import { meanEmbedding } from './token-embeddings.ts';
import { gradientOutput, lossOutput, trainingModel } from './training-model.ts';

export interface Inversion {
  readonly bundle: Bundle;
  /** The picture: latents times the scaling factor, [latent_channels * height * width]. */
  readonly clean: Float32Array;
  /** [latent_channels, height, width]. */
  readonly latentShape: Shape;
  /** k. */
  readonly words: number;
  readonly steps: number;
  /** Noisy copies of the picture that a step sees. */
  readonly batch: number;
  readonly learningRate: number;
  readonly seed: number;
  /** The text that the vectors begin as. */
  readonly startText: string;
}

export interface InversionOptions {
  readonly session?: SessionOptions;
  /** Where the state is kept while it runs, and after a stop; nowhere without it. */
  readonly stateFile?: string;
  /** Goes on from the state file. */
  readonly resume?: boolean;
  /** Stops after the current step, with the state saved. */
  readonly signal?: AbortSignal | undefined;
  readonly onStep?: (report: {
    readonly step: number;
    readonly steps: number;
    readonly loss: number;
  }) => void;
}

export interface InversionResult {
  readonly pseudoWord: PseudoWord;
  readonly step: number;
  /** False when the signal stopped it first. */
  readonly isFinished: boolean;
  /** On the same noise before and after; before is that of this sitting's first step. */
  readonly loss: { readonly before: number; readonly after: number };
}

/** Says that a person is there and leaves who to the vectors. */
const TEMPLATES = ['S* face, looking at the camera', 'S*', 'a photo of S*', 'a portrait of S*'] as const;

const KEY = 'words';
const SAVE_EVERY_MS = 60_000;
/** Fixed batches on which a sitting's first and last loss are compared. */
const JUDGED_BATCHES = 4;

/** The same arguments give the same vectors, stopped and resumed or not. Throws CheckpointError or ConfigError on a state that does not fit. */
export async function invertPicture(
  inversion: Inversion,
  { stateFile, signal, onStep, resume = false, session: sessionOptions }: InversionOptions,
): Promise<InversionResult> {
  const { bundle, words, steps } = inversion;
  const graph = graphOf(inversion);
  const layout = layoutOf(graph.parameters);
  const state = allocateState(layout, 0);
  const description = { recipe: 'textual-inversion', preset: bundle.name, config: fingerprintOf(inversion) };
  const save = (): void => {
    if (stateFile !== undefined) saveState(stateFile, layout, state, progress, description);
  };
  let progress = resume
    ? resumed(stateFile, description.config, layout, state)
    : begun(inversion, state.parameters);
  const session = await openSession(trainingModel(graph), { optimization: 'all', ...sessionOptions });
  const descent = { inversion, session, layout, state, feeds: feedsOf(inversion), plan: planOf(inversion) };
  try {
    const before = await judge(descent);
    let savedMs = performance.now();
    while (progress.step < steps && signal?.aborted !== true) {
      const { loss, isUpdated } = await takeStep(descent, progress);
      progress = {
        ...progress,
        step: progress.step + 1,
        updates: progress.updates + (isUpdated ? 1 : 0),
      };
      onStep?.({ step: progress.step, steps, loss });
      if (performance.now() - savedMs < SAVE_EVERY_MS) continue;
      save();
      savedMs = performance.now();
    }
    save();
    const isFinished = progress.step >= steps;
    const after = isFinished ? await judge(descent) : NaN;
    const width = bundle.textEncoder.config.hidden_size;
    const vectors = Float32Array.from(state.parameters.subarray(0, words * width));
    const pseudoWord = { count: words, width, vectors };
    return { pseudoWord, step: progress.step, isFinished, loss: { before, after } };
  } finally {
    await session.close();
  }
}

interface Descent {
  readonly inversion: Inversion;
  readonly session: Session;
  readonly layout: Layout;
  readonly state: TrainingState;
  readonly plan: TrainingPlan;
  /** Of a stream of noise by its name. */
  readonly feeds: (stream: string) => Feeds;
}

function begun(inversion: Inversion, parameters: Float32Array): Progress {
  parameters.set(startOf(inversion));
  return { step: 0, updates: 0, seconds: 0 };
}

function resumed(
  stateFile = 'no state file',
  config: object,
  layout: Layout,
  state: TrainingState,
): Progress {
  if (!existsSync(stateFile)) throw new ConfigError(`${stateFile}: there is nothing to go on from`);
  if (openSafetensors(stateFile).metadata['config'] !== JSON.stringify(config)) {
    throw new ConfigError(`${stateFile} belongs to another picture, model or setting`);
  }
  return loadState(stateFile, layout, state);
}

/** The runtime takes no shared memory without copying, so the words go in as a copy. */
const wordsOf = ({ layout, state }: Descent): Readonly<Record<string, Tensor>> =>
  Object.fromEntries(viewsOf(layout, Float32Array.from(state.parameters)));

/** The loss on noise that no step sees. */
async function judge(descent: Descent): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < JUDGED_BATCHES; batch++) {
    const loss = float32([]);
    const feeds = { ...wordsOf(descent), ...descent.feeds(`judged ${batch}`) };
    await descent.session.run(feeds, { [lossOutput]: loss });
    sum += loss.data[0] ?? NaN;
  }
  return sum / JUDGED_BATCHES;
}

async function takeStep(
  descent: Descent,
  { step, updates }: Progress,
): Promise<{ readonly loss: number; readonly isUpdated: boolean }> {
  const { inversion, session, layout, state, plan } = descent;
  const loss = float32([]);
  const gradient = float32([inversion.words, inversion.bundle.textEncoder.config.hidden_size]);
  const fetches = { [lossOutput]: loss, [gradientOutput(KEY)]: gradient };
  await session.run({ ...wordsOf(descent), ...descent.feeds(String(step)) }, fetches);
  const norm = Math.hypot(...gradient.data);
  const isUpdated = Number.isFinite(norm);
  if (isUpdated) {
    updateSlice(state, layout, gradient.data, [0, gradient.data.length], {
      learningRate: learningRateAt(plan, step, updates),
      weightDecay: plan.weightDecay,
      betas: plan.betas,
      gradientScale: Math.min(1, plan.clipNorm / norm),
      emaDecay: 0,
      count: updates + 1,
    });
  }
  return { loss: loss.data[0] ?? NaN, isUpdated };
}

const planOf = ({ steps, batch, learningRate, seed }: Inversion): TrainingPlan => ({
  ...PLAN,
  warmupSteps: Math.min(20, Math.ceil(steps / 10)),
  weightDecay: 0,
  steps,
  batch,
  learningRate,
  seed,
});

function graphOf({ bundle, words, batch, latentShape }: Inversion): TrainingGraph {
  const { scope, parameters } = createParameters();
  const width = bundle.textEncoder.config.hidden_size;
  const table = scope.tensor(KEY, [words, width], normal(0.01));
  const networks = openLossNetworks(bundle.folder);
  const everywhere = expand(table, [batch, words, width]);
  const loss = bundleLoss(networks, everywhere, bundle.tokenizer.maxLength, latentShape);
  return { loss, metrics: {}, parameters, segments: segmentsFor(loss, MOST_ACTIVATIONS) };
}

/** A gigabyte of activations is kept; more is computed again, a third of a step's time for most of its memory. */
const MOST_ACTIVATIONS = 1e9;

function feedsOf(inversion: Inversion): (stream: string) => Feeds {
  const { bundle, clean, latentShape, words, batch, seed } = inversion;
  const prompts = promptsOf(inversion);
  return (stream) => {
    const random = seededRandom(`${seed}/${stream}`, 'textual-inversion');
    const samples = Array.from({ length: batch }, () => ({
      clean,
      prompt: prompts[random.below(prompts.length)] as EncodedPrompt,
    }));
    const noising = { schedule: bundle.scheduler, latentShape, shard: 0, shards: 1, random };
    return bundleFeeds(samples, words, noising, bundle.scheduler.prediction_type);
  };
}

/** The templates that the text encoder has room for. Throws UserError 'prompt-too-long' when it has for none. */
function promptsOf({ bundle, words }: Inversion): EncodedPrompt[] {
  const encode = (template: string): EncodedPrompt =>
    encodePrompt(bundle.tokenizer, template, { 'S*': words });
  const fitting = TEMPLATES.filter((template) => {
    try {
      return encode(template).slots.length > 0;
    } catch (error) {
      if (error instanceof UserError && error.id === 'prompt-too-long') return false;
      throw error;
    }
  });
  return fitting.length === 0 ? [encode('S*')] : fitting.map(encode);
}

/** Every vector begins as the mean of the text's token embeddings, with a little noise that keeps them apart. */
function startOf({ bundle, words, seed, startText }: Inversion): Float32Array {
  const { hidden_size: width } = bundle.textEncoder.config;
  const mean = meanEmbedding(bundle.folder, bundle.tokenizer, startText);
  const start = seededRandom(seed, 'start').fillNormal(new Float32Array(words * width), 0.001);
  return start.map((noise, i) => noise + (mean[i % width] as number));
}

/** What a state belongs to. The picture stands there as a hash alone. */
function fingerprintOf(inversion: Inversion): object {
  const { bundle, clean, words, steps, batch, learningRate, seed, startText } = inversion;
  const bytes = new Uint8Array(clean.buffer, clean.byteOffset, clean.byteLength);
  const picture = createHash('sha256').update(bytes).digest('hex');
  return { bundle: bundle.name, picture, words, steps, batch, learningRate, seed, startText };
}
