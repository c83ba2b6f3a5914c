/** @file Reverse-mode differentiation: gradients are more of the same graph. */
import { sizeOf } from '../tensor/shape.ts';
import { filled } from './constants.ts';
import type { Node, Value } from './graph.ts';
import { add } from './ops/add.ts';
import { sum } from './ops/sum.ts';
import { nodesInOrder } from './order.ts';
import { type Recompute, recomputing } from './recompute.ts';
import { unbroadcast } from './unbroadcast.ts';

export interface GradientOptions {
  /** How many segments the forward pass is cut into, each computed again for its gradients; 1 (the default) keeps everything. */
  readonly segments?: number;
}

/**
 * The gradients of a `loss` of one element by each of `wrt`, in their shapes. Rules run only towards `wrt`, so frozen
 * branches add no nodes. Throws RangeError when the loss does not depend on one of them, TypeError when an operator on
 * the way has no gradient.
 */
export function gradients(
  loss: Value,
  wrt: readonly Value[],
  { segments = 1 }: GradientOptions = {},
): Value[] {
  if (sizeOf(loss.type.shape) !== 1) throw new RangeError('gradients: the loss must have one element');
  const order = nodesInOrder([loss]);
  const wanted = dependents(order, wrt);
  const cotangents: Cotangents = new Map();
  const recompute = recomputing(order, wanted, segments);
  contribute(cotangents, loss, filled(loss.type.shape, 1));
  for (const node of order.reverse()) {
    if (node.outputs.some((output) => wanted.has(output))) propagate(node, wanted, cotangents, recompute);
  }
  return wrt.map((value, i) => {
    const gradient = total(cotangents, value);
    if (gradient === undefined) {
      const name = value.source.kind === 'input' ? value.source.name : `value ${i}`;
      throw new RangeError(`gradients: the loss does not depend on ${name}`);
    }
    return gradient;
  });
}

/** `wrt` and everything that is computed from it; `order` is topological. */
function dependents(order: readonly Node[], wrt: readonly Value[]): ReadonlySet<Value> {
  const wanted = new Set(wrt);
  for (const { inputs, outputs } of order) {
    if (inputs.some((value) => value !== undefined && wanted.has(value))) {
      for (const output of outputs) wanted.add(output);
    }
  }
  return wanted;
}

function propagate(
  node: Node,
  wanted: ReadonlySet<Value>,
  cotangents: Cotangents,
  recompute: Recompute,
): void {
  if (!node.inputs.some((value) => value !== undefined && wanted.has(value))) return;
  const incoming = node.outputs.map((output) => total(cotangents, output));
  const first = incoming.find((cotangent) => cotangent !== undefined);
  if (first === undefined) return;
  if (node.op.vjp === undefined) throw new TypeError(`${node.op.opType} has no gradient`);
  const thunks = node.op.vjp(recompute(node, first), incoming);
  node.inputs.forEach((value, i) => {
    const thunk = thunks[i];
    if (value === undefined || thunk === undefined || !wanted.has(value)) return;
    contribute(cotangents, value, unbroadcast(thunk(), value.type.shape));
  });
}

/** What has flowed back into each value so far. */
type Cotangents = Map<Value, Value[]>;

function contribute(cotangents: Cotangents, value: Value, cotangent: Value): void {
  const parts = cotangents.get(value);
  if (parts === undefined) cotangents.set(value, [cotangent]);
  else parts.push(cotangent);
}

/** All that flowed back into the value, as one. */
function total(cotangents: Cotangents, value: Value): Value | undefined {
  const parts = cotangents.get(value) ?? [];
  const [first, second] = parts;
  if (first === undefined || second === undefined) return first;
  const whole = parts.length === 2 ? add(first, second) : sum(parts);
  cotangents.set(value, [whole]);
  return whole;
}
