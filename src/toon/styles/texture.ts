/** @file Textures that are fixed on the canvas and computed once for each size, so that a model learns one pattern. */

/** A slow pattern of hills between -1 and 1 on a canvas of 128 x 128. */
export const wave = (x: number, y: number): number =>
  Math.sin(x * 0.21 + 1.7 * Math.sin(y * 0.13)) * Math.sin(y * 0.17 + 1.3 * Math.sin(x * 0.11));

/** `make` runs once for each size; later calls give the same object. */
export function perSize<T>(make: (size: number) => T): (size: number) => T {
  const known = new Map<number, T>();
  return (size) => {
    const before = known.get(size);
    if (before !== undefined) return before;
    const made = make(size);
    known.set(size, made);
    return made;
  };
}

/** A plane [size, size] of `value` at canvas coordinates from 0 to 128. */
export function plane(size: number, value: (x: number, y: number) => number): Float32Array {
  const scale = 128 / size;
  const values = new Float32Array(size * size);
  for (let y = 0, p = 0; y < size; y++) {
    for (let x = 0; x < size; x++, p++) values[p] = value(x * scale, y * scale);
  }
  return values;
}
