/** @file The bytes of a model, read back by an independent implementation of onnx.proto. */
import { fromBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import {
  AttributeProto_AttributeType as AttributeType,
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  TensorProto_DataType as DataType,
} from 'onnx-buf';
import { expect, test } from 'vitest';
import { dtypeOf, ELEMENT_TYPE } from '../../src/onnx/element-type.ts';
import { type AttributeProto, encodeModel, type GraphProto, type ModelProto } from '../../src/onnx/model.ts';

const EMPTY: GraphProto = { name: 'graph', nodes: [], initializers: [], inputs: [], outputs: [] };

const model = (graph: Partial<GraphProto>): ModelProto => ({
  irVersion: 10,
  producerName: 'dreamidentity',
  opsets: [
    { domain: '', version: 18 },
    { domain: 'com.microsoft', version: 1 },
  ],
  graph: { ...EMPTY, ...graph },
});

const decode = (graph: Partial<GraphProto>) => fromBinary(ModelProtoSchema, encodeModel(model(graph)));

const withAttribute = (attribute: AttributeProto) =>
  decode({
    nodes: [{ name: 'n', opType: 'Op', domain: '', inputs: [], outputs: [], attributes: [attribute] }],
  }).graph?.node[0]?.attribute[0];

test('versions, producer and opsets are read back', () => {
  const decoded = decode({});
  expect(decoded.irVersion).toBe(10n);
  expect(decoded.producerName).toBe('dreamidentity');
  expect(decoded.opsetImport.map(({ domain, version }) => [domain, version])).toEqual([
    ['', 18n],
    ['com.microsoft', 1n],
  ]);
  expect(decoded.graph?.name).toBe('graph');
});

test('a node is read back with its left-out input in place', () => {
  const [node] =
    decode({
      nodes: [
        {
          name: 'resize',
          opType: 'Resize',
          domain: 'com.microsoft',
          inputs: ['x', '', 'scales'],
          outputs: ['y'],
          attributes: [],
        },
      ],
    }).graph?.node ?? [];
  expect(node).toMatchObject({
    name: 'resize',
    opType: 'Resize',
    domain: 'com.microsoft',
    input: ['x', '', 'scales'],
    output: ['y'],
  });
});

test.each<[AttributeProto, object]>([
  [
    { name: 'a', type: 'INT', value: -1 },
    { type: AttributeType.INT, i: -1n },
  ],
  [
    { name: 'a', type: 'FLOAT', value: 0.1 },
    { type: AttributeType.FLOAT, f: Math.fround(0.1) },
  ],
  [
    { name: 'a', type: 'STRING', value: 'añ' },
    { type: AttributeType.STRING, s: new TextEncoder().encode('añ') },
  ],
  [
    { name: 'a', type: 'INTS', value: [0, 300, -(2 ** 40)] },
    { type: AttributeType.INTS, ints: [0n, 300n, -(2n ** 40n)] },
  ],
  [
    { name: 'a', type: 'FLOATS', value: [0.5, -2] },
    { type: AttributeType.FLOATS, floats: [0.5, -2] },
  ],
  [
    { name: 'a', type: 'INTS', value: [] },
    { type: AttributeType.INTS, ints: [] },
  ],
])('the attribute %j is read back', (attribute, expected) => {
  expect(withAttribute(attribute)).toMatchObject({ name: 'a', ...expected });
});

test('every safe integer is read back as itself', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      expect(withAttribute({ name: 'a', type: 'INT', value })?.i).toBe(BigInt(value));
    }),
  );
});

test('an initializer inside the model is read back byte for byte, also where it spans many chunks', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20000 }), (bytes) => {
      const [tensor] =
        decode({
          initializers: [
            { name: 'w', type: { dtype: 'uint8', shape: [bytes.length] }, data: { kind: 'raw', bytes } },
          ],
        }).graph?.initializer ?? [];
      expect(tensor).toMatchObject({ name: 'w', dims: [BigInt(bytes.length)], dataType: DataType.UINT8 });
      expect(Buffer.compare(tensor?.rawData ?? new Uint8Array(), bytes)).toBe(0);
    }),
    { numRuns: 20 },
  );
});

test('an external initializer names its file, offset and length', () => {
  const [tensor] =
    decode({
      initializers: [
        {
          name: 'w',
          type: { dtype: 'float16', shape: [2, 3] },
          data: { kind: 'external', location: 'unet/model.safetensors', offset: 5_000_000_008, length: 12 },
        },
      ],
    }).graph?.initializer ?? [];
  expect(tensor?.dataLocation).toBe(DataLocation.EXTERNAL);
  expect(tensor?.dataType).toBe(DataType.FLOAT16);
  expect(tensor?.externalData.map(({ key, value }) => [key, value])).toEqual([
    ['location', 'unet/model.safetensors'],
    ['offset', '5000000008'],
    ['length', '12'],
  ]);
});

test('inputs and outputs carry their types, a scalar an empty shape and an empty axis a 0', () => {
  const { graph } = decode({
    inputs: [{ name: 'x', type: { dtype: 'int64', shape: [4, 0] } }],
    outputs: [{ name: 'y', type: { dtype: 'float32', shape: [] } }],
  });
  const typeOf = (info: NonNullable<typeof graph>['input'][number] | undefined): unknown => {
    const type = info?.type?.value;
    if (type?.case !== 'tensorType') return undefined;
    return [info?.name, type.value.elemType, type.value.shape?.dim.map(({ value }) => value.value)];
  };
  expect(typeOf(graph?.input[0])).toEqual(['x', DataType.INT64, [4n, 0n]]);
  expect(typeOf(graph?.output[0])).toEqual(['y', DataType.FLOAT, []]);
});

test('element types are the numbers of onnx.proto, and back', () => {
  const expected = {
    float32: DataType.FLOAT,
    float16: DataType.FLOAT16,
    int64: DataType.INT64,
    int32: DataType.INT32,
    uint8: DataType.UINT8,
    bool: DataType.BOOL,
  };
  expect(ELEMENT_TYPE).toMatchObject(expected);
  for (const [dtype, number] of Object.entries(ELEMENT_TYPE)) expect(dtypeOf(number)).toBe(dtype);
  expect(() => dtypeOf(99)).toThrow('ONNX element type 99 is not supported');
});
