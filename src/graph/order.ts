/** @file Nodes in an order in which every node comes after those it reads. */
import type { Node, Value } from './graph.ts';

export function nodeOf({ source }: Value): Node | undefined {
  return source.kind === 'node' ? source.node : undefined;
}

/** All nodes that the values depend on; depth first, without recursion, for graphs are thousands of nodes deep. */
export function nodesInOrder(values: readonly Value[]): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  const stack: { readonly node: Node; next: number }[] = [];
  const enter = (value: Value | undefined): void => {
    const node = value === undefined ? undefined : nodeOf(value);
    if (node === undefined || seen.has(node)) return;
    seen.add(node);
    stack.push({ node, next: 0 });
  };
  for (const value of values) {
    enter(value);
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      if (top.next < top.node.inputs.length) {
        enter(top.node.inputs[top.next++]);
      } else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}
