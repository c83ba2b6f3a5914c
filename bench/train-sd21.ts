/**
 * @file One M² step (DreamIdentity, eq. 5) at Stable Diffusion 2.1-base's size with random weights: the gradient passes the frozen
 * UNet and text encoder, which stay in their files, in segments that are computed again. Seconds, FLOPs, the most memory; goal 20 GB.
 * Usage: train-sd21.ts [--smoke | --quarter] [--folder DIR] [--dtype float32] [--batch 1] [--threads 2] [--latents 64]
 * [--segments 12] [--low-memory] [--optimization extended]. float32 weights stay in their file as they are, float16 ones are cast
 * into memory unless --low-memory, which also packs no matrices. Linux alone (reads /proc).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countParameters, createParameters, initialise } from '../src/checkpoint/parameter-scope.ts';
import { gradients } from '../src/graph/autodiff.ts';
import { countFlops } from '../src/graph/flops.ts';
import type { Value } from '../src/graph/graph.ts';
import { nodesInOrder } from '../src/graph/order.ts';
import { parseIdEncoderConfig } from '../src/models/id-encoder.ts';
import { openSession } from '../src/runtime/session.ts';
import { seededRandom } from '../src/tensor/random.ts';
import { sizeOf } from '../src/tensor/shape.ts';
import { float32, type Tensor, tensor } from '../src/tensor/tensor.ts';
import { encoderLoss, openLossNetworks } from '../src/train/bundle-loss.ts';
import { gradientOutput, lossOutput, trainingModel } from '../src/train/training-model.ts';
import { writeRandomBundle } from './sd21-bundle.ts';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    quarter: { type: 'boolean', default: false },
    dtype: { type: 'string', default: 'float32' },
    'low-memory': { type: 'boolean', default: false },
    optimization: { type: 'string', default: 'extended' },
    folder: { type: 'string' },
    batch: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    latents: { type: 'string' },
    segments: { type: 'string', default: '12' },
  },
});
const GOAL_GB = 20;
const WORDS = 2;
const TOKENS = 77;
const batch = Number(values.batch);
const segments = Number(values.segments);

const gigabytes = (field: string): number =>
  Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0) /
  1e6;

/** Bytes of what the backward pass reads of the forward pass. */
function keptBytes(loss: Value, outputs: readonly Value[]): number {
  const forward = new Set(nodesInOrder([loss]));
  const kept = new Set<Value>();
  for (const node of nodesInOrder(outputs)) {
    if (forward.has(node)) continue;
    for (const value of node.inputs) {
      if (value?.source.kind === 'node' && forward.has(value.source.node)) kept.add(value);
    }
  }
  return [...kept].reduce((sum, { type }) => sum + 4 * sizeOf(type.shape), 0);
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'dreamidentity-sd21-'));
try {
  const shapes = values.smoke ? 'smoke' : values.quarter ? 'quarter' : 'real';
  await writeRandomBundle(folder, shapes, values.dtype === 'float16' ? 'float16' : 'float32');
  const networks = openLossNetworks(folder);
  const side = Number(values.latents ?? networks.unet.config.sample_size);
  const config = parseIdEncoderConfig({
    words: WORDS,
    feature_sizes: values.smoke ? [64, 64] : [768, 768, 768, 768, 512],
    width: networks.text.config.hidden_size,
  });
  const { scope, parameters } = createParameters();
  const latentShape = [networks.unet.config.in_channels, side, side];
  const step = { encoder: { scope, config }, batch, tokens: TOKENS, latentShape, lengthWeight: 1e-4 };
  const { loss } = encoderLoss(networks, step);
  const trained = parameters.map(({ value }) => value);
  const whole = gradients(loss, trained);
  const wrt = gradients(loss, trained, { segments });
  const [forwardFlops, allFlops] = [countFlops([loss]), countFlops([loss, ...wrt])];
  console.log(
    `${(countParameters(parameters) / 1e6).toFixed(2)} M trained parameters, ${side} x ${side} latents, batch ${batch}: ` +
      `${(forwardFlops / 1e9).toFixed(1)} GFLOP forward, ${(allFlops / 1e9).toFixed(1)} in all, ` +
      `${(keptBytes(loss, whole) / 1e9).toFixed(2)} GB of the forward pass to keep for the way back, ${(keptBytes(loss, wrt) / 1e9).toFixed(2)} GB in ${segments} segments`,
  );

  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, gigabytes('RssAnon'))), 20);
  const begun = performance.now();
  const session = await openSession(trainingModel({ loss, metrics: {}, parameters, segments }), {
    threads: Number(values.threads),
    optimization: values.optimization === 'all' ? 'all' : 'extended',
    ...(values['low-memory'] ? { weights: 'file', arena: false } : {}),
  });
  const loadSeconds = (performance.now() - begun) / 1000;
  const [loadPeak, loadedGb] = [peak, gigabytes('RssAnon')];
  const noise = (name: string, shape: readonly number[]): Tensor => {
    const drawn = float32(shape);
    seededRandom(1, name).fillNormal(drawn.data);
    return drawn;
  };
  const placement = float32([batch, TOKENS, WORDS]);
  for (let row = 0; row < batch; row++) {
    for (let word = 0; word < WORDS; word++) placement.data[(row * TOKENS + 1 + word) * WORDS + word] = 1;
  }
  const feeds: Record<string, Tensor> = {
    ids: tensor('int32', [batch, TOKENS], new Int32Array(batch * TOKENS).fill(1)),
    placement,
    features: noise('features', [batch, config.feature_sizes.reduce((sum, n) => sum + n, 0)]),
    sample: noise('sample', [batch, ...latentShape]),
    target: noise('target', [batch, ...latentShape]),
    timestep: float32([batch], new Float32Array(batch).fill(500)),
  };
  const values0 = initialise(parameters, 1);
  for (const { key, shape } of parameters)
    feeds[key] = float32(shape, values0.get(key) ?? new Float32Array());
  const started = performance.now();
  const results = await session.run(feeds);
  const seconds = (performance.now() - started) / 1000;
  clearInterval(timer);
  await session.close();
  const norm = Math.sqrt(
    parameters.reduce((sum, { key }) => {
      const gradient = results[gradientOutput(key)]?.data as Float32Array;
      return sum + gradient.reduce((squares, value) => squares + value * value, 0);
    }, 0),
  );
  const all = gigabytes('VmHWM');
  console.log(
    `loaded in ${loadSeconds.toFixed(1)} s; one step ${seconds.toFixed(1)} s (${(allFlops / 1e9 / seconds).toFixed(0)} GFLOP/s); ` +
      `loss ${Number(results[lossOutput]?.data[0]).toFixed(4)}, gradient norm ${norm.toExponential(2)}`,
  );
  console.log(
    `${loadPeak.toFixed(2)} GB anonymous while loading, ${loadedGb.toFixed(2)} GB when loaded; at most ${peak.toFixed(2)} GB anonymous, ${all.toFixed(2)} GB with the weights' files; the goal of ${GOAL_GB} GB is ${all <= GOAL_GB ? 'met' : 'missed'}`,
  );
  if (!Number.isFinite(norm)) process.exitCode = 1;
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true });
}
