/**
 * @file Memory for time in a backward pass (Chen et al. 2016): of a forward pass cut into segments only what crosses a cut is kept,
 * and each segment is computed once more when its gradients are due.
 */
import { sizeOf } from '../tensor/shape.ts';
import { float32 } from '../tensor/tensor.ts';
import { constant, type Node, type Value } from './graph.ts';
import { add } from './ops/add.ts';
import { mul } from './ops/mul.ts';
import { reshape } from './ops/reshape.ts';
import { slice } from './ops/slice.ts';

/** What stands in for a node in the rules of its gradient; `cotangent` is any that flows into it. */
export type Recompute = (node: Node, cotangent: Value) => Node;

/** `order` is topological; only nodes with outputs in `wanted` are computed twice, and those of the last segment once. */
export function recomputing(order: readonly Node[], wanted: ReadonlySet<Value>, segments: number): Recompute {
  const chain = order.filter(({ outputs }) => outputs.some((output) => wanted.has(output)));
  const segmentOf = cut(chain, segments);
  const begun = new Set<number>();
  const copies = new Map<Node, Node>();

  const begin = (segment: number, cotangent: Value): void => {
    begun.add(segment);
    const later = after(cotangent);
    const kept = new Map<Value, Value>();
    const standIn = (value: Value | undefined): Value | undefined => {
      if (value === undefined || !wanted.has(value)) return value;
      const { source } = value;
      if (source.kind === 'node' && segmentOf.get(source.node) === segment) {
        return copies.get(source.node)?.outputs[source.output];
      }
      const known = kept.get(value) ?? later(value);
      kept.set(value, known);
      return known;
    };
    for (const node of chain) {
      if (segmentOf.get(node) === segment) copies.set(node, copyOf(node, node.inputs.map(standIn)));
    }
  };

  return (node, cotangent) => {
    const segment = segmentOf.get(node) ?? segments - 1;
    if (segment >= segments - 1) return node;
    if (!begun.has(segment)) begin(segment, cotangent);
    return copies.get(node) ?? node;
  };
}

/** Segments of about as many bytes each, cut where the fewest cross. */
function cut(chain: readonly Node[], segments: number): ReadonlyMap<Node, number> {
  const produced = chain.map(({ outputs }) => outputs.reduce((sum, { type }) => sum + sizeOf(type.shape), 0));
  const crossing = crossings(chain);
  const part = produced.reduce((sum, size) => sum + size, 0) / segments;
  /** By the segment that begins there: where the fewest cross, in its surroundings of one segment's size. */
  const best = new Map<number, { readonly place: number; readonly cost: number; readonly off: number }>();
  let before = 0;
  produced.forEach((size, place) => {
    const segment = Math.round(before / part);
    const [cost, off] = [crossing[place] ?? 0, Math.abs(before - segment * part)];
    const known = best.get(segment);
    if (known === undefined || cost < known.cost || (cost === known.cost && off < known.off)) {
      best.set(segment, { place, cost, off });
    }
    before += size;
  });
  // Where more crosses than a segment makes, as inside attention, a cut would cost what it is to save.
  const cuts = new Set(
    [...best]
      .filter(([segment, { cost }]) => segment > 0 && segment < segments && cost < part)
      .map(([, { place }]) => place),
  );
  // The last segment has the last number, however many there are.
  let segment = segments - 1 - cuts.size;
  return new Map(chain.map((node, i) => [node, cuts.has(i) ? ++segment : segment]));
}

/** How many numbers of the chain's own values are computed before each of its nodes and read by it or later. */
function crossings(chain: readonly Node[]): readonly number[] {
  const place = new Map(chain.map((node, i) => [node, i]));
  const change = new Array<number>(chain.length + 1).fill(0);
  const lastRead = new Map<Value, number>();
  chain.forEach(({ inputs }, i) => {
    for (const value of inputs) if (value !== undefined) lastRead.set(value, i);
  });
  for (const [value, last] of lastRead) {
    const made = value.source.kind === 'node' ? place.get(value.source.node) : undefined;
    if (made === undefined) continue;
    change[made + 1] = (change[made + 1] ?? 0) + sizeOf(value.type.shape);
    change[last + 1] = (change[last + 1] ?? 0) - sizeOf(value.type.shape);
  }
  let alive = 0;
  return chain.map((_, i) => (alive += change[i] ?? 0));
}

function copyOf(node: Node, inputs: Node['inputs']): Node {
  const outputs: Value[] = [];
  const copy: Node = { ...node, inputs, outputs };
  node.outputs.forEach(({ type }, output) => {
    outputs.push({ type, source: { kind: 'node', node: copy, output } });
  });
  return copy;
}

/**
 * Plus zero times the cotangent: so that the runtime neither computes a segment again before it must, nor takes it for the
 * first one and merges both. A cotangent that is not finite makes the gradient so, which it would be anyhow.
 */
function after(cotangent: Value): (value: Value) => Value {
  const flat = reshape(cotangent, [sizeOf(cotangent.type.shape)]);
  const nothing = mul(reshape(slice(flat, 0, 0, 1), []), constant(float32([], Float32Array.of(0))));
  return (value) => add(value, nothing);
}
