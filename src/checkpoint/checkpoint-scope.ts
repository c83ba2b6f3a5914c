/** @file The scope of a stored model: its tensors stay in the weights file, and graphs point into it. */
import { basename, dirname } from 'node:path';
import { CheckpointError } from '../errors.ts';
import { constant, type Value } from '../graph/graph.ts';
import { cast } from '../graph/ops/index.ts';
import type { DType } from '../tensor/dtype.ts';
import { rowsOf, type Tensor } from '../tensor/tensor.ts';
import { fixedScope } from './fixed-scope.ts';
import { readTensor } from './safetensors.ts';
import type { Kernels, Scope } from './scope.ts';
import { type LocatedTensor, locateTensors } from './sharded.ts';

export interface CheckpointOptions {
  /** 'fused' by default. */
  readonly kernels?: Kernels;
}

export interface Checkpoint {
  readonly scope: Scope;
  /** Call when the graph is built. Throws CheckpointError when the file holds keys that no layer asked for and `ignored` does not match. */
  readonly finish: (ignored?: readonly RegExp[]) => void;
}

/** Opens a safetensors file, an index of shards or a model's folder; reads headers alone. Throws CheckpointError. */
export function openCheckpoint(path: string, { kernels = 'fused' }: CheckpointOptions = {}): Checkpoint {
  const tensors = locateTensors(path);
  const asked = new Set<string>();
  /** Of dtypes that a graph cannot point at (bfloat16, float64, float8): copies, each decoded once. */
  const decoded = new Map<string, Tensor<'float32'>>();
  const decode = (key: string, { file }: LocatedTensor): Tensor<'float32'> => {
    const known = decoded.get(key) ?? readTensor(file, key);
    decoded.set(key, known);
    return known;
  };
  const scope = fixedScope({
    kernels,
    place: `${path}: `,
    find: (key) => {
      const located = tensors.get(key);
      if (located === undefined) return undefined;
      const { shape, dtype } = located.stored;
      return {
        shape,
        rows: (start, end) => {
          asked.add(key);
          const inPlace = IN_PLACE[dtype];
          if (inPlace === undefined) return constant(rowsOf(decode(key, located), start, end));
          const name = start === 0 && end === (shape[0] ?? 1) ? key : `${key}[${start}:${end}]`;
          return rowsInPlace(located, inPlace, name, start, end);
        },
      };
    },
  });

  return {
    scope,
    finish(ignored = []) {
      const left = [...tensors.keys()].filter(
        (key) => !asked.has(key) && !ignored.some((pattern) => pattern.test(key)),
      );
      if (left.length === 0) return;
      const shown = left.slice(0, 5).join(', ') + (left.length > 5 ? ', ...' : '');
      throw new CheckpointError(
        `${path}: ${left.length} tensors belong to no layer of this config: ${shown}`,
      );
    },
  };
}

const IN_PLACE: Readonly<Record<string, DType>> = { F32: 'float32', F16: 'float16' };

/** Rows [start, end) as a float32 value. A scalar counts as one row. */
function rowsInPlace(
  { file, stored }: LocatedTensor,
  dtype: DType,
  name: string,
  start: number,
  end: number,
): Value {
  const rows = stored.shape[0] ?? 1;
  const shape = stored.shape.length === 0 ? [] : [end - start, ...stored.shape.slice(1)];
  const rowBytes = stored.length / rows;
  const external: Value = {
    type: { dtype, shape },
    source: {
      kind: 'external',
      name,
      folder: dirname(file.path),
      file: basename(file.path),
      offset: stored.offset + start * rowBytes,
      length: (end - start) * rowBytes,
    },
  };
  return dtype === 'float32' ? external : cast(external, 'float32');
}
