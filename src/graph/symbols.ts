/** @file The names of an emitted model: every value's own, and what is known before the first node runs. */
import path from 'node:path';
import type { TensorProto } from '../onnx/model.ts';
import { sameShape } from '../tensor/shape.ts';
import type { Tensor, TensorType } from '../tensor/tensor.ts';
import type { Source, Value } from './graph.ts';

export interface NamedType {
  readonly name: string;
  readonly type: TensorType;
}

export interface Symbols {
  /** The same value always has the same name, and no other value has it. */
  readonly nameOf: (value: Value) => string;
  /** Filled as values are named. */
  readonly inputs: readonly NamedType[];
  readonly initializers: readonly TensorProto[];
  /** The folder above all external weights. */
  readonly weightsFolder: string | undefined;
}

type External = Extract<Source, { readonly kind: 'external' }>;

/** Constants up to this many bytes are compared by content, so that equal ones are stored once. */
const DEDUPLICATE_BELOW = 1 << 18;

/** `outputs` and inputs keep their names, which `values` must not give to two things (RangeError). */
export function createSymbols(
  outputs: readonly { readonly name: string; readonly value: Value }[],
  values: ReadonlySet<Value | undefined>,
): Symbols {
  const names = new Map(outputs.map(({ name, value }) => [value, name]));
  const claim = createNamer(outputs.map(({ name }) => name));
  const inputs = inputsAmong(values);
  for (const { name } of inputs) claim.exactly(name);
  const weightsFolder = commonFolder(values);
  const initializers: TensorProto[] = [];
  const stored = new Map<string, string>();

  const initializer = (
    key: string | undefined,
    hint: string,
    type: TensorType,
    data: () => TensorProto['data'],
  ) => {
    const known = key === undefined ? undefined : stored.get(key);
    if (known !== undefined) return known;
    const name = claim.like(hint);
    if (key !== undefined) stored.set(key, name);
    initializers.push({ name, type, data: data() });
    return name;
  };

  const create = ({ source, type }: Value): string => {
    switch (source.kind) {
      case 'input':
        return source.name;
      case 'constant':
        return initializer(contentKey(source.tensor), 'constant', type, () => rawData(source.tensor));
      case 'external':
        return initializer(externalKey(source, type), source.name, type, () =>
          externalData(source, weightsFolder),
        );
      case 'node':
        return claim.like(source.node.op.opType);
    }
  };

  return {
    inputs,
    initializers,
    weightsFolder,
    nameOf(value) {
      const known = names.get(value);
      if (known !== undefined) return known;
      const name = create(value);
      names.set(value, name);
      return name;
    },
  };
}

interface Namer {
  readonly exactly: (name: string) => void;
  /** `hint`, or with a number behind it when that is taken. */
  readonly like: (hint: string) => string;
}

function createNamer(taken: readonly string[]): Namer {
  const used = new Set(taken);
  const counts = new Map<string, number>();
  return {
    exactly(name) {
      if (used.has(name)) throw new RangeError(`emit: "${name}" names two things`);
      used.add(name);
    },
    like(hint) {
      let name = hint;
      while (used.has(name)) {
        const count = (counts.get(hint) ?? 0) + 1;
        counts.set(hint, count);
        name = `${hint}_${count}`;
      }
      used.add(name);
      return name;
    },
  };
}

/** Inputs of one name and type are one input. */
function inputsAmong(values: ReadonlySet<Value | undefined>): NamedType[] {
  const inputs = new Map<string, NamedType>();
  for (const value of values) {
    if (value?.source.kind !== 'input') continue;
    const { name } = value.source;
    const same = inputs.get(name)?.type ?? value.type;
    if (same.dtype !== value.type.dtype || !sameShape(same.shape, value.type.shape)) {
      throw new RangeError(`emit: two inputs are named "${name}"`);
    }
    inputs.set(name, { name, type: value.type });
  }
  return [...inputs.values()];
}

const bytesOf = ({ data }: Tensor): Uint8Array =>
  new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

const rawData = (tensor: Tensor): TensorProto['data'] => ({ kind: 'raw', bytes: bytesOf(tensor) });

function contentKey(tensor: Tensor): string | undefined {
  const bytes = bytesOf(tensor);
  if (bytes.length > DEDUPLICATE_BELOW) return undefined;
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return `${tensor.dtype} ${tensor.shape.join()} ${content}`;
}

const externalKey = ({ folder, file, offset, length }: External, { dtype, shape }: TensorType): string =>
  `external ${folder}/${file} ${offset} ${length} ${dtype} ${shape.join()}`;

function externalData(
  { folder, file, offset, length }: External,
  weightsFolder = folder,
): TensorProto['data'] {
  const location = path.join(path.relative(weightsFolder, folder), file).split(path.sep).join('/');
  return { kind: 'external', location, offset, length };
}

function commonFolder(values: ReadonlySet<Value | undefined>): string | undefined {
  const folders = new Set<string>();
  for (const value of values) if (value?.source.kind === 'external') folders.add(value.source.folder);
  let common: string | undefined;
  for (const folder of folders) {
    common ??= folder;
    while (path.relative(common, folder).startsWith('..')) common = path.dirname(common);
  }
  return common;
}
