/** @file Reads the weights of TensorFlow.js models: a JSON manifest beside binary files, some of them quantised. */
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CheckpointError } from '../errors.ts';
import { decodeFloat16 } from '../tensor/float16.ts';
import { formatShape, sizeOf } from '../tensor/shape.ts';
import { type Tensor, tensor } from '../tensor/tensor.ts';
import { readPackaged } from './stored-file.ts';

const quantizationSchema = z.object({
  dtype: z.enum(['float16', 'uint8']),
  scale: z.number().optional(),
  min: z.number().optional(),
});

const weightSchema = z.object({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32']),
  quantization: quantizationSchema.optional(),
});

const groupsSchema = z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSchema) }));

/** A graph model holds its manifest; face-api's files are the manifest alone. */
const manifestSchema = z.union([
  groupsSchema,
  z.object({ weightsManifest: groupsSchema }).transform(({ weightsManifest }) => weightsManifest),
]);

type Weight = z.infer<typeof weightSchema>;

/**
 * Every float tensor in TensorFlow's layout, by its name with dots for slashes, as key scopes write them; integers (shapes,
 * paddings) are left out. Throws CheckpointError.
 */
export function readTfjsWeights(path: string): ReadonlyMap<string, Tensor<'float32'>> {
  const tensors = new Map<string, Tensor<'float32'>>();
  for (const { paths, weights } of parseManifest(path)) {
    const bytes = Buffer.concat(paths.map((name) => readPackaged(join(dirname(path), name))));
    let offset = 0;
    for (const weight of weights) {
      const end = offset + sizeOf(weight.shape) * bytesOf(weight);
      if (end > bytes.length) {
        throw new CheckpointError(
          `${path}: ${weight.name} ${formatShape(weight.shape)} ends at byte ${end}, the weights have ${bytes.length}`,
        );
      }
      if (weight.dtype === 'float32') {
        const data = decode(weight, Uint8Array.from(bytes.subarray(offset, end)));
        tensors.set(weight.name.replaceAll('/', '.'), tensor('float32', weight.shape, data));
      }
      offset = end;
    }
    if (offset !== bytes.length) {
      throw new CheckpointError(`${path}: the weights have ${bytes.length} bytes, expected ${offset}`);
    }
  }
  return tensors;
}

function parseManifest(path: string): z.infer<typeof groupsSchema> {
  let json: unknown;
  try {
    json = JSON.parse(readPackaged(path).toString('utf8'));
  } catch (cause) {
    throw new CheckpointError(`${path}: not a readable weights manifest`, { cause });
  }
  const parsed = manifestSchema.safeParse(json);
  if (!parsed.success) throw new CheckpointError(`${path}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

const bytesOf = ({ quantization }: Weight): number =>
  quantization === undefined ? 4 : quantization.dtype === 'float16' ? 2 : 1;

/** `bytes` has a buffer of its own. */
function decode({ quantization }: Weight, bytes: Uint8Array): Float32Array {
  if (quantization === undefined) return new Float32Array(bytes.buffer);
  const { dtype, scale = 1, min = 0 } = quantization;
  if (dtype === 'float16') return decodeFloat16(new Uint16Array(bytes.buffer));
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = (bytes[i] as number) * scale + min;
  return values;
}
