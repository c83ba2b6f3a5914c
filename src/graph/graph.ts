/** @file The graph: values, the nodes that produce them, and the operators that nodes apply. All shapes are static. */
import type { Tensor, TensorType } from '../tensor/tensor.ts';

export type Attribute = number | boolean | string | readonly number[];
export type Attributes = Readonly<Record<string, Attribute | undefined>>;

/** Where a value comes from. */
export type Source =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'constant'; readonly tensor: Tensor }
  /** Bytes inside a weights file, never copied: `folder/file` from `offset` on, `length` bytes. */
  | {
      readonly kind: 'external';
      readonly name: string;
      readonly folder: string;
      readonly file: string;
      readonly offset: number;
      readonly length: number;
    }
  | { readonly kind: 'node'; readonly node: Node; readonly output: number };

export interface Value {
  readonly type: TensorType;
  readonly source: Source;
}

/** One application of an operator; `outputs` has one value for each output of the operator. */
export interface Node {
  readonly op: Op;
  /** In the order of the ONNX specification; an optional input left out is undefined. */
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** An operator whose names are no longer known to the type checker, as graph passes see it. */
export interface Op {
  /** Exactly as in the ONNX specification. */
  readonly opType: string;
  /** '' is ai.onnx; 'com.microsoft' the runtime's own. */
  readonly domain: string;
  /** Attributes emitted as FLOAT or FLOATS; other numbers are INT or INTS. */
  readonly floatAttributes: readonly string[];
  /** Outputs after the first are computed only where something reads them. */
  readonly optionalOutputs: boolean;
  /** Cotangents of the inputs, as thunks that the walk calls only where a gradient is wanted; absent: not differentiable. */
  readonly vjp?: (
    node: Node,
    cotangents: readonly (Value | undefined)[],
  ) => readonly ((() => Value) | undefined)[];
}

export const input = (name: string, type: TensorType): Value => ({ type, source: { kind: 'input', name } });

export const constant = (tensor: Tensor): Value => ({
  type: { dtype: tensor.dtype, shape: tensor.shape },
  source: { kind: 'constant', tensor },
});
