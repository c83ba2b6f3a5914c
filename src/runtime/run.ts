/** @file A model loaded into this very thread; a run blocks it, so services take `openSession` instead. */
import { realpathSync } from 'node:fs';
// First: the library reads the environment when it is loaded.
import './no-telemetry.ts';
import ort from 'onnxruntime-node';
import { ConfigError, ShapeError } from '../errors.ts';
import type { DataOf, DType } from '../tensor/dtype.ts';
import { formatShape, sameShape } from '../tensor/shape.ts';
import { type Tensor, tensor, type TensorType } from '../tensor/tensor.ts';
import type { RunnableModel, Session, SessionOptions, Tensors } from './model.ts';

/** Throws ConfigError when the execution provider is not available on this machine. */
export async function loadModel(model: RunnableModel, options: SessionOptions = {}): Promise<Session> {
  const session = await createSession(model, options);
  const inputs = new Map(model.inputs.map(({ name, type }) => [name, type]));
  const outputs = new Map(model.outputs.map(({ name, type }) => [name, type]));
  const wrapped = new WeakMap<Tensor, ort.Tensor>();
  const wrap = (value: Tensor): ort.Tensor => {
    const known = wrapped.get(value) ?? toRuntime(value);
    if (!isShared(value)) wrapped.set(value, known);
    return known;
  };
  const wrapAll = (tensors: Tensors): Record<string, ort.Tensor> =>
    Object.fromEntries(Object.entries(tensors).map(([name, value]) => [name, wrap(value)]));

  return {
    run: async (feeds, fetches) => {
      checkFeeds(inputs, feeds);
      if (fetches === undefined) return fromRuntime(await session.run(wrapAll(feeds)));
      checkFetches(outputs, fetches);
      const targets = wrapAll(fetches);
      await session.run(wrapAll(feeds), targets);
      for (const [name, fetch] of Object.entries(fetches)) {
        if (isShared(fetch)) fetch.data.set(targets[name]?.data as never);
      }
      return { ...fetches };
    },
    close: async () => {
      if (options.profile !== undefined) session.endProfiling();
      await session.release();
    },
  };
}

/** In bytes: of larger networks' time the packing saves little. */
const MOST_PACKED = 1 << 28;

async function createSession(model: RunnableModel, options: SessionOptions): Promise<ort.InferenceSession> {
  const { threads = 1, optimization = 'extended', provider = 'cpu' } = options;
  const { arena = true, profile } = options;
  const { weightsFolder, weightBytes = 0 } = model;
  const { weights = weightBytes < MOST_PACKED ? 'packed' : 'unpacked' } = options;
  const entries: Record<string, string> = {
    'session.intra_op.allow_spinning': '0',
    ...(weights !== 'packed' && { 'session.disable_prepacking': '1' }),
    // It would fold the casts of half-precision weights.
    ...(weights === 'file' && { 'optimization.disable_specified_optimizers': 'ConstantFolding' }),
  };
  if (weightsFolder !== undefined) {
    entries['session.model_external_initializers_file_folder_path'] = realpathSync(weightsFolder);
  }
  try {
    return await ort.InferenceSession.create(model.bytes, {
      executionProviders: [provider],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: optimization,
      enableCpuMemArena: arena,
      enableMemPattern: arena,
      logSeverityLevel: 3,
      extra: nested(entries),
      ...(profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: profile }),
    });
  } catch (cause) {
    if (provider === 'cpu') throw cause;
    throw new ConfigError(
      `execution provider "${provider}" cannot run this model here: ${(cause instanceof Error ? cause.message : String(cause)).trim()}; "cpu" always can`,
      { cause },
    );
  }
}

/** { 'a.b': x, 'a.c': y } as { a: { b: x, c: y } }, the form in which the binding takes session entries. */
function nested(entries: Readonly<Record<string, string>>): Record<string, unknown> {
  const heads = new Map<string, Record<string, string>>();
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(entries)) {
    const dot = path.indexOf('.');
    if (dot < 0) root[path] = value;
    else heads.set(path.slice(0, dot), { ...heads.get(path.slice(0, dot)), [path.slice(dot + 1)]: value });
  }
  for (const [head, rest] of heads) root[head] = nested(rest);
  return root;
}

const formatType = ({ dtype, shape }: TensorType): string => `${dtype} ${formatShape(shape)}`;

const sameType = (a: TensorType, b: TensorType): boolean =>
  a.dtype === b.dtype && sameShape(a.shape, b.shape);

type Types = ReadonlyMap<string, TensorType>;

function checkFeeds(inputs: Types, feeds: Tensors): void {
  for (const [name, type] of inputs) {
    const feed = feeds[name];
    if (feed === undefined) throw new ShapeError(`input "${name}" (${formatType(type)}) was not fed`);
    if (!sameType(type, feed)) {
      throw new ShapeError(`input "${name}" is ${formatType(type)}, was fed ${formatType(feed)}`);
    }
  }
  for (const name of Object.keys(feeds)) {
    if (!inputs.has(name)) throw new ShapeError(`the model has no input "${name}"`);
  }
}

function checkFetches(outputs: Types, fetches: Tensors): void {
  for (const [name, fetch] of Object.entries(fetches)) {
    const type = outputs.get(name);
    if (type === undefined) throw new ShapeError(`the model has no output "${name}"`);
    if (!sameType(type, fetch)) {
      throw new ShapeError(`output "${name}" is ${formatType(type)}, fetched as ${formatType(fetch)}`);
    }
  }
}

const isShared = ({ data }: Tensor): boolean => data.buffer instanceof SharedArrayBuffer;

/** Zero-copy, but for shared memory: the binding takes ArrayBuffers alone, so that is copied in and out at each run. */
const toRuntime = (value: Tensor): ort.Tensor =>
  new ort.Tensor(value.dtype, (isShared(value) ? value.data.slice() : value.data) as never, value.shape);

function fromRuntime(results: ort.InferenceSession.OnnxValueMapType): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => {
      const { type, dims, data } = result;
      return [name, tensor(type as DType, dims, data as DataOf[DType])];
    }),
  );
}
