/** @file Serialises a graph as an ONNX model. */
import { type AttributeProto, encodeModel, type NodeProto } from '../onnx/model.ts';
import type { Attributes, Node, Op, Value } from './graph.ts';
import { identity } from './ops/identity.ts';
import { nodeOf, nodesInOrder } from './order.ts';
import { createSymbols, type NamedType } from './symbols.ts';

export interface EmittedModel {
  readonly bytes: Uint8Array;
  readonly inputs: readonly NamedType[];
  readonly outputs: readonly NamedType[];
  /** The folder below which the initializers' files lie, for the session; absent when all weights are inside. */
  readonly weightsFolder?: string;
  /** Bytes in those files that this model reads. */
  readonly weightBytes: number;
}

/** The version of ai.onnx that every operator here is written for. */
const OPSET = 18;
const IR_VERSION = 10;

/**
 * The graph behind `outputs`, and nothing else: what no output needs is not emitted. Throws RangeError when a name
 * stands for two things.
 */
export function emit(outputs: Readonly<Record<string, Value>>): EmittedModel {
  const roots = Object.entries(outputs).map(([name, value]) => ({
    name,
    value: owned(name, value, outputs),
  }));
  const nodes = nodesInOrder(roots.map(({ value }) => value));
  const read = new Set([...roots.map(({ value }) => value), ...nodes.flatMap(({ inputs }) => inputs)]);
  const { nameOf, inputs, initializers, weightsFolder } = createSymbols(roots, read);
  const outputTypes = roots.map(({ name, value }) => ({ name, type: value.type }));
  const bytes = encodeModel({
    irVersion: IR_VERSION,
    producerName: 'dreamidentity',
    opsets: [
      { domain: '', version: OPSET },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph: {
      name: 'graph',
      nodes: nodes.map((node) => emitNode(node, nameOf, read)),
      initializers,
      inputs,
      outputs: outputTypes,
    },
  });
  const weightBytes = initializers.reduce(
    (sum, { data }) => sum + (data.kind === 'external' ? data.length : 0),
    0,
  );
  return {
    bytes,
    inputs,
    outputs: outputTypes,
    weightBytes,
    ...(weightsFolder !== undefined && { weightsFolder }),
  };
}

/** An output must be a node's, under one name: otherwise it is copied. */
function owned(name: string, value: Value, outputs: Readonly<Record<string, Value>>): Value {
  const first = Object.entries(outputs).find(([, other]) => other === value);
  return nodeOf(value) !== undefined && first?.[0] === name ? value : identity(value);
}

function emitNode(
  node: Node,
  nameOf: (value: Value) => string,
  read: ReadonlySet<Value | undefined>,
): NodeProto {
  const { op, attributes } = node;
  const outputs = node.outputs.map((output, i) =>
    i > 0 && op.optionalOutputs && !read.has(output) ? '' : nameOf(output),
  );
  return {
    name: outputs[0] ?? '',
    opType: op.opType,
    domain: op.domain,
    inputs: trimmed(node.inputs.map((value) => (value === undefined ? '' : nameOf(value)))),
    outputs: trimmed(outputs),
    attributes: emitAttributes(op, attributes),
  };
}

/** Without the empty names at the end. */
const trimmed = (names: readonly string[]): readonly string[] =>
  names.slice(0, names.findLastIndex((name) => name !== '') + 1);

function emitAttributes({ floatAttributes }: Op, attributes: Attributes): AttributeProto[] {
  return Object.entries(attributes).flatMap(([name, value]): AttributeProto[] => {
    const isFloat = floatAttributes.includes(name);
    if (value === undefined) return [];
    if (typeof value === 'string') return [{ name, type: 'STRING', value }];
    if (typeof value === 'object') return [{ name, type: isFloat ? 'FLOATS' : 'INTS', value }];
    return [{ name, type: isFloat ? 'FLOAT' : 'INT', value: Number(value) }];
  });
}
