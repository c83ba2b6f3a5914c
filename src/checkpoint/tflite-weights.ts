/** @file Reads the weights of TensorFlow Lite models: FlatBuffers by TensorFlow's schema.fbs, as far as tensors and their bytes go. */
import { CheckpointError } from '../errors.ts';
import { decodeFloat16 } from '../tensor/float16.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import { type Tensor, tensor } from '../tensor/tensor.ts';
import { readPackaged } from './stored-file.ts';

/** Bytes 4 to 7 of every such file. */
const IDENTIFIER = 'TFL3';

/** Places of fields in the schema's tables. */
const MODEL = { subgraphs: 2, buffers: 4 } as const;
const SUBGRAPH = { tensors: 0 } as const;
const TENSOR = { shape: 0, type: 1, buffer: 2, name: 3 } as const;
const BUFFER = { data: 0 } as const;

/** The schema's TensorType. */
const FLOAT32 = 0;
const FLOAT16 = 1;

/**
 * Every float tensor that the file holds, as it lies there, by its name with dots for slashes, as key scopes write them; integers
 * and what is computed are left out. Throws CheckpointError.
 */
export function readTfliteWeights(path: string): ReadonlyMap<string, Tensor<'float32'>> {
  const bytes = readPackaged(path);
  if (bytes.toString('latin1', 4, 8) !== IDENTIFIER) {
    throw new CheckpointError(`${path}: not a TensorFlow Lite model`);
  }
  try {
    return tensorsOf(bytes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new CheckpointError(`${path}: the file ends before its tensors do`, { cause });
  }
}

function tensorsOf(bytes: Buffer): Map<string, Tensor<'float32'>> {
  const model = tableAt(bytes, 0);
  const buffers = model.tables(MODEL.buffers);
  const found = new Map<string, Tensor<'float32'>>();
  for (const subgraph of model.tables(MODEL.subgraphs)) {
    for (const entry of subgraph.tables(SUBGRAPH.tensors)) {
      const type = entry.byte(TENSOR.type);
      const data = buffers[entry.uint32(TENSOR.buffer)]?.bytes(BUFFER.data);
      if (data === undefined || data.length === 0 || (type !== FLOAT32 && type !== FLOAT16)) continue;
      const name = entry.bytes(TENSOR.name).toString('utf8').replaceAll('/', '.');
      found.set(name, floatsOf(name, entry.int32s(TENSOR.shape), type, data));
    }
  }
  return found;
}

function floatsOf(name: string, shape: readonly number[], type: number, data: Buffer): Tensor<'float32'> {
  const width = type === FLOAT32 ? 4 : 2;
  if (data.length !== sizeOf(shape) * width) {
    throw new CheckpointError(
      `${name} ${formatShape(shape)} has ${data.length} bytes, expected ${sizeOf(shape) * width}`,
    );
  }
  // A copy begins where a number may.
  const { buffer } = Uint8Array.from(data);
  const floats = type === FLOAT32 ? new Float32Array(buffer) : decodeFloat16(new Uint16Array(buffer));
  return tensor('float32', shape, floats);
}

/** A table of the file; a field that is absent reads as zero or empty. Reading past the file's end throws RangeError. */
interface Table {
  readonly byte: (field: number) => number;
  readonly uint32: (field: number) => number;
  readonly bytes: (field: number) => Buffer;
  readonly int32s: (field: number) => number[];
  readonly tables: (field: number) => Table[];
}

/** The table that the offset at `reference` points to. */
function tableAt(file: Buffer, reference: number): Table {
  const target = (place: number): number => place + file.readUInt32LE(place);
  const start = target(reference);
  const fields = start - file.readInt32LE(start);
  const size = file.readUInt16LE(fields);
  const placeOf = (field: number): number | undefined => {
    const entry = 4 + 2 * field;
    const offset = entry < size ? file.readUInt16LE(fields + entry) : 0;
    return offset === 0 ? undefined : start + offset;
  };
  /** A vector must end in the file. */
  const vectorOf = (field: number, width: number): { readonly first: number; readonly length: number } => {
    const place = placeOf(field);
    if (place === undefined) return { first: 0, length: 0 };
    const vector = target(place);
    const [first, length] = [vector + 4, file.readUInt32LE(vector)];
    if (first + length * width > file.length) throw new RangeError('a vector ends beyond the file');
    return { first, length };
  };
  /** Where its elements of four bytes lie. */
  const elements = (field: number): number[] => {
    const { first, length } = vectorOf(field, 4);
    return Array.from({ length }, (_, i) => first + 4 * i);
  };
  return {
    byte: (field) => {
      const place = placeOf(field);
      return place === undefined ? 0 : file.readUInt8(place);
    },
    uint32: (field) => {
      const place = placeOf(field);
      return place === undefined ? 0 : file.readUInt32LE(place);
    },
    bytes: (field) => {
      const { first, length } = vectorOf(field, 1);
      return file.subarray(first, first + length);
    },
    int32s: (field) => elements(field).map((place) => file.readInt32LE(place)),
    tables: (field) => elements(field).map((place) => tableAt(file, place)),
  };
}
