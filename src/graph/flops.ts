/** @file What a graph costs: the floating-point operations of its products. */
import { sizeOf } from '../tensor/shape.ts';
import type { Node, Value } from './graph.ts';
import { nodesInOrder } from './order.ts';

/** Multiply-adds of one node, by operator. Elementwise work and reductions are not counted. */
const MULTIPLY_ADDS: Readonly<Record<string, (node: Node) => number>> = {
  MatMul: (node) => outputSize(node) * dimension(node, 0, -1),
  Gemm: (node) => outputSize(node) * dimension(node, 0, node.attributes['transA'] === 1 ? 0 : 1),
  Conv: (node) => outputSize(node) * sizeOf(shapeOf(node, 1).slice(1)),
  ConvTranspose: (node) => sizeOf(shapeOf(node, 0)) * sizeOf(shapeOf(node, 1).slice(1)),
  // queries by keys over the channels, then scores by values
  MultiHeadAttention: (node) =>
    sizeOf(shapeOf(node, 0)) * dimension(node, 1, 1) + outputSize(node) * dimension(node, 1, 1),
};

const shapeOf = ({ inputs }: Node, index: number): readonly number[] => inputs[index]?.type.shape ?? [];
const dimension = (node: Node, index: number, axis: number): number => shapeOf(node, index).at(axis) ?? 1;
const outputSize = ({ outputs }: Node): number => sizeOf(outputs[0]?.type.shape ?? []);

/** Floating-point operations (two a multiply-add) of the convolutions, products and fused attentions behind `outputs`. */
export const countFlops = (outputs: readonly Value[]): number =>
  2 * nodesInOrder(outputs).reduce((sum, node) => sum + (MULTIPLY_ADDS[node.op.opType]?.(node) ?? 0), 0);
