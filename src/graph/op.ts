/** @file Defines operators and appends nodes that apply them. */
import { ShapeError } from '../errors.ts';
import type { DType } from '../tensor/dtype.ts';
import type { TensorType } from '../tensor/tensor.ts';
import type { Attribute, Attributes, Node, Op, Value } from './graph.ts';

type Optional<Name extends string> = Name extends `${infer Bare}?` ? Bare : never;
type Required<Name extends string> = Name extends `${string}?` ? never : Name;
type Bare<Name extends string> = Optional<Name> | Required<Name>;

/** Values by input name; a name that ends in `?` may be left out. */
type Inputs<Name extends string> = Readonly<Record<Required<Name>, Value>> &
  Readonly<Partial<Record<Optional<Name>, Value | undefined>>>;

/** Attributes as a call sees them: any value of the default's type. */
type Widened<A> = { readonly [K in keyof A]: Widen<A[K]> };
type Widen<T> = T extends number
  ? number
  : T extends string
    ? string
    : T extends readonly number[]
      ? readonly number[]
      : T;

interface VjpContext<I extends string, O extends string, A> {
  readonly inputs: Inputs<I>;
  readonly outputs: Readonly<Record<Bare<O>, Value>>;
  readonly attributes: Widened<A>;
}

export interface Definition<I extends string, O extends string, A> {
  /** Operator, inputs, outputs and attributes are named exactly as in the ONNX specification. */
  readonly opType: string;
  readonly domain?: string;
  readonly inputs: readonly I[];
  /** A name that ends in `?` is computed only where something reads it, and has no cotangent. */
  readonly outputs: readonly O[];
  /** With their defaults; undefined ones are not emitted. */
  readonly attributes?: A;
  /** Those of the attributes that ONNX holds as FLOAT or FLOATS. */
  readonly floatAttributes?: readonly (keyof A & string)[];
  /** Output types from inputs. Throws ShapeError. */
  readonly infer: (inputs: Inputs<I>, attributes: Widened<A>) => Readonly<Record<Bare<O>, TensorType>>;
  /**
   * Vector-Jacobian product: from the cotangent of the (first) output to thunks of the inputs' cotangents. A thunk may
   * return the broadcast shape: the walk sums it down. An input left out has gradient zero everywhere.
   */
  readonly vjp?: (
    node: VjpContext<I, O, A>,
    cotangents: Readonly<Record<Required<O>, Value>>,
  ) => Readonly<Partial<Record<Bare<I>, () => Value>>>;
}

export type ApplyOp<I extends string, O extends string, A> = (
  inputs: Inputs<I>,
  attributes?: Partial<Widened<A>>,
) => Readonly<Record<Bare<O>, Value>>;

const bare = (name: string): string => (name.endsWith('?') ? name.slice(0, -1) : name);

/** Defines an ONNX operator; returns the function that appends a node applying it. */
export function defineOp<
  const I extends string,
  const O extends string,
  const A extends Readonly<Record<string, Attribute | undefined>> = Readonly<Record<string, undefined>>,
>(definition: Definition<I, O, A>): ApplyOp<I, O, A> {
  const inputNames = definition.inputs.map(bare);
  const outputNames = definition.outputs.map(bare);
  const byName = <T>(names: readonly string[], values: readonly T[]): Readonly<Record<string, T>> =>
    Object.fromEntries(names.map((name, i) => [name, values[i] as T]));

  const { vjp } = definition;
  const op: Op = {
    opType: definition.opType,
    domain: definition.domain ?? '',
    floatAttributes: definition.floatAttributes ?? [],
    optionalOutputs: definition.outputs.some((name) => name.endsWith('?')),
    ...(vjp !== undefined && {
      vjp(node, cotangents) {
        refuseOptionalCotangents(node, definition.outputs, cotangents);
        const context = {
          inputs: byName(inputNames, node.inputs),
          outputs: byName(outputNames, node.outputs),
          attributes: node.attributes,
        } as unknown as VjpContext<I, O, A>;
        const thunks: Readonly<Record<string, (() => Value) | undefined>> = vjp(
          context,
          byName(outputNames, cotangents) as Readonly<Record<Required<O>, Value>>,
        );
        return inputNames.map((name) => thunks[name]);
      },
    }),
  };

  return (inputs, overrides) => {
    const attributes = { ...definition.attributes, ...overrides } as Widened<A>;
    const types: Readonly<Record<string, TensorType>> = definition.infer(inputs, attributes);
    const named: Readonly<Record<string, Value | undefined>> = inputs;
    const outputs = append(
      op,
      inputNames.map((name) => named[name]),
      outputNames.map((name) => types[name] as TensorType),
      attributes,
    );
    return byName(outputNames, outputs);
  };
}

function refuseOptionalCotangents(
  node: Node,
  outputs: readonly string[],
  cotangents: readonly (Value | undefined)[],
): void {
  const refused = outputs.filter((name, i) => name.endsWith('?') && cotangents[i] !== undefined);
  if (refused.length > 0) throw new TypeError(`${node.op.opType}: ${refused.join(', ')} has no gradient`);
}

/** The element type that all of them have. Throws ShapeError. */
export function sharedDType(opType: string, first: TensorType, ...others: (TensorType | undefined)[]): DType {
  for (const { dtype } of others.filter((type) => type !== undefined)) {
    if (dtype !== first.dtype) throw new ShapeError(`${opType}: ${first.dtype} and ${dtype} do not mix`);
  }
  return first.dtype;
}

/** Appends a node whose output types are known; for operators with any number of inputs or outputs. */
export function append(
  op: Op,
  inputs: readonly (Value | undefined)[],
  types: readonly TensorType[],
  attributes: Attributes,
): readonly Value[] {
  const outputs: Value[] = [];
  const node: Node = { op, inputs, outputs, attributes };
  types.forEach((type, output) => outputs.push({ type, source: { kind: 'node', node, output } }));
  return outputs;
}
