/** @file Cuts a large picture into overlapping tiles of one size, and blends their edges back together. */

/** Beginnings of the fewest tiles that cover `length` with at least `overlap` shared, evenly spread. */
export function tileStarts(length: number, tile: number, overlap: number): readonly number[] {
  if (length <= tile) return [0];
  const count = Math.ceil((length - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - tile)) / (count - 1)));
}

/** How much each place of a tile counts along one axis, [tile]: less towards its edges, over `ramp` places, never nothing. */
function tileWeights(tile: number, ramp: number): Float32Array {
  return Float32Array.from({ length: tile }, (_, i) =>
    Math.min(1, (i + 1) / (ramp + 1), (tile - i) / (ramp + 1)),
  );
}

export interface Plane {
  readonly width: number;
  readonly height: number;
}

/** [channels * tile.height * tile.width] out of [channels * from.height * from.width]. */
export function cutTile(
  data: Float32Array,
  from: Plane,
  tile: Plane,
  { x, y }: { readonly x: number; readonly y: number },
): Float32Array<ArrayBuffer> {
  const channels = data.length / (from.width * from.height);
  const cut = new Float32Array(channels * tile.width * tile.height);
  for (let channel = 0; channel < channels; channel++) {
    for (let row = 0; row < tile.height; row++) {
      const start = (channel * from.height + y + row) * from.width + x;
      cut.set(data.subarray(start, start + tile.width), (channel * tile.height + row) * tile.width);
    }
  }
  return cut;
}

export interface Blend {
  /** Adds a tile, [channels * tile.height * tile.width], with its top left corner at x, y. */
  readonly add: (tile: Float32Array, at: { readonly x: number; readonly y: number }) => void;
  /** The weighted mean at every place, [channels * height * width]. */
  readonly finish: () => Float32Array<ArrayBuffer>;
}

export function startBlend(channels: number, whole: Plane, tile: Plane, ramp: number): Blend {
  const area = whole.width * whole.height;
  const sums = new Float32Array(channels * area);
  const weights = new Float32Array(area);
  const columns = tileWeights(tile.width, ramp);
  const rows = tileWeights(tile.height, ramp);
  return {
    add: (data, { x, y }) => {
      for (let row = 0; row < tile.height; row++) {
        for (let column = 0; column < tile.width; column++) {
          const weight = (rows[row] as number) * (columns[column] as number);
          const place = (y + row) * whole.width + x + column;
          weights[place] = (weights[place] as number) + weight;
          for (let channel = 0; channel < channels; channel++) {
            const value = data[(channel * tile.height + row) * tile.width + column] as number;
            sums[channel * area + place] = (sums[channel * area + place] as number) + weight * value;
          }
        }
      }
    },
    finish: () => sums.map((sum, i) => sum / (weights[i % area] as number)),
  };
}
