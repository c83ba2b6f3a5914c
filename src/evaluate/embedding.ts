/** @file Unit vectors and who is nearest. */

/** Cosine of two vectors of unit length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Index of the gallery's vector nearest to the query. */
export function nearest(query: Float32Array, gallery: readonly Float32Array[]): number {
  let best = 0;
  let highest = -Infinity;
  gallery.forEach((candidate, index) => {
    const similarity = cosine(query, candidate);
    if (similarity <= highest) return;
    highest = similarity;
    best = index;
  });
  return best;
}

/** Rows [count, width] of one flat array as separate vectors. */
export const rowsOf = (data: Float32Array, width: number): Float32Array[] =>
  Array.from({ length: data.length / width }, (_, row) => data.slice(row * width, (row + 1) * width));
