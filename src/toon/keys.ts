/** @file Keys of a literal table as a list that is known to be non-empty. */

export type NonEmpty<T> = readonly [T, ...T[]];

/** The table's own keys, in order; a table literal has no other keys than its type says. */
export function keysOf<K extends string>(table: Readonly<Record<K, unknown>>): NonEmpty<K> {
  const [first, ...rest] = Object.keys(table) as K[];
  if (first === undefined) throw new RangeError('keysOf: an empty table');
  return [first, ...rest];
}
