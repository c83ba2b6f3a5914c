/** @file ModelProto: what an ONNX model file holds, and its bytes. Field numbers are those of onnx.proto. */
import type { TensorType } from '../tensor/tensor.ts';
import { ELEMENT_TYPE } from './element-type.ts';
import {
  bytesField,
  encodeMessage,
  type Field,
  floatField,
  intField,
  messageField,
  stringField,
} from './wire.ts';

export type AttributeProto =
  | { readonly name: string; readonly type: 'FLOAT' | 'INT'; readonly value: number }
  | { readonly name: string; readonly type: 'STRING'; readonly value: string }
  | { readonly name: string; readonly type: 'FLOATS' | 'INTS'; readonly value: readonly number[] };

export interface NodeProto {
  readonly name: string;
  readonly opType: string;
  /** '' is ai.onnx. */
  readonly domain: string;
  /** Names of values; '' leaves an optional one out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly AttributeProto[];
}

interface ValueInfoProto {
  readonly name: string;
  readonly type: TensorType;
}

export interface TensorProto extends ValueInfoProto {
  readonly data:
    | { readonly kind: 'raw'; readonly bytes: Uint8Array }
    /** `location` is a path below the folder that the session is told; `offset` and `length` in bytes. */
    | {
        readonly kind: 'external';
        readonly location: string;
        readonly offset: number;
        readonly length: number;
      };
}

export interface GraphProto {
  readonly name: string;
  /** In an order in which every input comes before its use. */
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfoProto[];
  readonly outputs: readonly ValueInfoProto[];
}

export interface ModelProto {
  readonly irVersion: number;
  readonly producerName: string;
  readonly opsets: readonly { readonly domain: string; readonly version: number }[];
  readonly graph: GraphProto;
}

/** AttributeProto: the field of the value and the number of the type. */
const ATTRIBUTE = {
  FLOAT: { field: 2, type: 1 },
  INT: { field: 3, type: 2 },
  STRING: { field: 4, type: 3 },
  FLOATS: { field: 7, type: 6 },
  INTS: { field: 8, type: 7 },
} as const;
const ATTRIBUTE_TYPE_FIELD = 20;
const EXTERNAL = 1;
/** Protobuf messages end here; larger weights must be external. */
const MAX_BYTES = 2 ** 31 - 1;

function attribute(proto: AttributeProto): Field[] {
  const { field, type } = ATTRIBUTE[proto.type];
  return [stringField(1, proto.name), ...attributeValue(proto, field), intField(ATTRIBUTE_TYPE_FIELD, type)];
}

function attributeValue(proto: AttributeProto, field: number): Field[] {
  switch (proto.type) {
    case 'FLOAT':
      return [floatField(field, proto.value)];
    case 'INT':
      return [intField(field, proto.value)];
    case 'STRING':
      return [stringField(field, proto.value)];
    case 'FLOATS':
      return proto.value.map((value) => floatField(field, value));
    case 'INTS':
      return proto.value.map((value) => intField(field, value));
  }
}

const node = ({ name, opType, domain, inputs, outputs, attributes }: NodeProto): Field[] => [
  ...inputs.map((input) => stringField(1, input)),
  ...outputs.map((output) => stringField(2, output)),
  stringField(3, name),
  stringField(4, opType),
  ...attributes.map((proto) => messageField(5, attribute(proto))),
  ...(domain === '' ? [] : [stringField(7, domain)]),
];

const tensor = ({ name, type, data }: TensorProto): Field[] => [
  ...type.shape.map((size) => intField(1, size)),
  intField(2, ELEMENT_TYPE[type.dtype]),
  stringField(8, name),
  ...(data.kind === 'raw'
    ? [bytesField(9, data.bytes)]
    : [
        ...[
          ['location', data.location],
          ['offset', String(data.offset)],
          ['length', String(data.length)],
        ].map(([key = '', value = '']) => messageField(13, [stringField(1, key), stringField(2, value)])),
        intField(14, EXTERNAL),
      ]),
];

function valueInfo({ name, type }: ValueInfoProto): Field[] {
  const dimensions = type.shape.map((size) => messageField(1, [intField(1, size)]));
  const tensorType = messageField(1, [intField(1, ELEMENT_TYPE[type.dtype]), messageField(2, dimensions)]);
  return [stringField(1, name), messageField(2, [tensorType])];
}

const graph = ({ name, nodes, initializers, inputs, outputs }: GraphProto): Field[] => [
  ...nodes.map((proto) => messageField(1, node(proto))),
  stringField(2, name),
  ...initializers.map((proto) => messageField(5, tensor(proto))),
  ...inputs.map((proto) => messageField(11, valueInfo(proto))),
  ...outputs.map((proto) => messageField(12, valueInfo(proto))),
];

/** The bytes of a model file. Throws RangeError beyond 2 GB: such weights must be external. */
export function encodeModel(model: ModelProto): Uint8Array {
  const bytes = encodeMessage([
    intField(1, model.irVersion),
    stringField(2, model.producerName),
    messageField(7, graph(model.graph)),
    ...model.opsets.map(({ domain, version }) =>
      messageField(8, [stringField(1, domain), intField(2, version)]),
    ),
  ]);
  if (bytes.length > MAX_BYTES) {
    throw new RangeError(`a model of ${bytes.length} bytes exceeds ${MAX_BYTES}: keep its weights external`);
  }
  return bytes;
}
