/** @file Into how many segments a step is cut, so that most activations are computed again on the way back and not kept. */
import type { Value } from '../graph/graph.ts';
import { nodesInOrder } from '../graph/order.ts';
import { sizeOf } from '../tensor/shape.ts';

const SEGMENTS = 12;

/** One where all activations on the way to `loss` take at most `mostBytes`. */
export function segmentsFor(loss: Value, mostBytes: number): number {
  const outputs = nodesInOrder([loss]).flatMap((node) => node.outputs);
  const bytes = outputs.reduce((sum, { type }) => sum + 4 * sizeOf(type.shape), 0);
  return bytes > mostBytes ? SEGMENTS : 1;
}
