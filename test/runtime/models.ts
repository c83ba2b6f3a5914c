/** @file Small models written by an independent protobuf library, so that these tests lean on no other room. */
import { create, toBinary } from '@bufbuild/protobuf';
import { ModelProtoSchema, TensorProto_DataLocation } from 'onnx-buf';
import type { NamedType, RunnableModel } from '../../src/runtime/model.ts';

const FLOAT = 1;

const valueInfo = ({ name, type }: NamedType) => ({
  name,
  type: {
    value: {
      case: 'tensorType' as const,
      value: {
        elemType: FLOAT,
        shape: {
          dim: type.shape.map((size) => ({ value: { case: 'dimValue' as const, value: BigInt(size) } })),
        },
      },
    },
  },
});

/** y = x w, repeated: `[size, size]` each, w an input, or a file's bytes when `weights` names one. */
export function matMulModel(
  size: number,
  repeats = 1,
  weights?: { readonly folder: string; readonly file: string; readonly offset: number },
): RunnableModel {
  const type = { dtype: 'float32', shape: [size, size] } as const;
  const inputs = (weights === undefined ? ['x', 'w'] : ['x']).map((name) => ({ name, type }));
  const outputs = [{ name: 'y', type }];
  const name = (i: number): string => (i === 0 ? 'x' : i === repeats ? 'y' : `h${i}`);
  const model = create(ModelProtoSchema, {
    irVersion: 9n,
    opsetImport: [{ domain: '', version: 18n }],
    graph: {
      name: 'matMul',
      node: Array.from({ length: repeats }, (_, i) => ({
        opType: 'MatMul',
        input: [name(i), 'w'],
        output: [name(i + 1)],
      })),
      input: inputs.map(valueInfo),
      output: outputs.map(valueInfo),
      initializer:
        weights === undefined
          ? []
          : [
              {
                name: 'w',
                dims: [BigInt(size), BigInt(size)],
                dataType: FLOAT,
                dataLocation: TensorProto_DataLocation.EXTERNAL,
                externalData: [
                  { key: 'location', value: weights.file },
                  { key: 'offset', value: String(weights.offset) },
                  { key: 'length', value: String(size * size * 4) },
                ],
              },
            ],
    },
  });
  const bytes = toBinary(ModelProtoSchema, model);
  return weights === undefined
    ? { bytes, inputs, outputs }
    : { bytes, inputs, outputs, weightsFolder: weights.folder };
}
