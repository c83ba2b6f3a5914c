/** @file The key scope: layers ask it for their tensors by checkpoint key ("down_blocks.0.resnets.1.conv1.weight"). */
import type { Value } from '../graph/graph.ts';
import type { Shape } from '../tensor/shape.ts';

/** How a parameter begins when a model is trained from nothing. */
export type Init =
  | { readonly kind: 'normal'; readonly standardDeviation: number }
  | { readonly kind: 'constant'; readonly value: number };

export const zeros: Init = { kind: 'constant', value: 0 };
export const ones: Init = { kind: 'constant', value: 1 };
export const normal = (standardDeviation: number): Init => ({ kind: 'normal', standardDeviation });

/**
 * Which kernels layers choose: 'differentiable' has a gradient for every node (a frozen network inside a training
 * graph needs it too); 'fused' takes the runtime's own attention, for inference.
 */
export type Kernels = 'differentiable' | 'fused';

export interface Scope {
  readonly kernels: Kernels;
  /** The scope of the keys below `name` (dots allowed): at("a.b").tensor("weight") is "a.b.weight". */
  readonly at: (name: string) => Scope;
  /** The tensor of that key as a float32 value. Throws CheckpointError when missing or misshapen. */
  readonly tensor: (key: string, shape: Shape, init: Init) => Value;
  /** Rows [start, end) of the tensor's first axis, without a Slice node where the weights allow it. */
  readonly rows: (key: string, shape: Shape, init: Init, start: number, end: number) => Value;
  /** Whether the checkpoint has this key (for optional layers); a scope that creates parameters answers undefined. */
  readonly has: (key: string) => boolean | undefined;
}
