/** @file The parameter layout and AdamW against its published equations. */
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../src/tensor/random.ts';
import { averageGradients, updateSlice } from '../../src/train/adamw.ts';
import { allocateState, layoutOf, sliceOf, viewsOf } from '../../src/train/layout.ts';

const layout = layoutOf([
  { key: 'weight', shape: [5, 7] },
  { key: 'bias', shape: [5] },
  { key: 'scale', shape: [] },
]);

function randomState(shards: number) {
  const state = allocateState(layout, shards);
  const random = seededRandom(7);
  for (const flat of [state.parameters, ...state.gradients]) {
    for (const { data } of viewsOf(layout, flat).values()) random.fillNormal(data);
  }
  state.ema.set(state.parameters);
  return state;
}

describe('the layout', () => {
  test('puts every tensor on a 64-byte boundary and leaves none out', () => {
    expect(layout.slots.map(({ start, end }) => [start % 16, end - start])).toEqual([
      [0, 35],
      [0, 5],
      [0, 1],
    ]);
  });

  test.each([1, 2, 3, 16])('is divided among %i shards without gap or overlap', (shards) => {
    const slices = Array.from({ length: shards }, (_, shard) => sliceOf(layout, shard, shards));
    expect(slices[0]?.[0]).toBe(0);
    expect(slices.at(-1)?.[1]).toBe(layout.size);
    slices.slice(1).forEach(([start], i) => {
      expect(start).toBe(slices[i]?.[1]);
    });
  });
});

describe('AdamW', () => {
  const update = {
    learningRate: 0.1,
    weightDecay: 0.05,
    betas: [0.9, 0.99],
    gradientScale: 0.5,
    emaDecay: 0.75,
  } as const;

  test('follows the published equations element by element, and decays matrices alone', () => {
    const state = randomState(1);
    const expected = [...state.parameters];
    const [m, v] = [expected.map(() => 0), expected.map(() => 0)];
    for (const count of [1, 2, 3]) {
      const average = new Float32Array(layout.size);
      averageGradients(average, state.gradients, [0, layout.size]);
      updateSlice(state, layout, average, [0, layout.size], { ...update, count });
      for (const { shape, start, end } of layout.slots) {
        for (let i = start; i < end; i++) {
          const g = (state.gradients[0]?.[i] ?? NaN) * 0.5;
          const mean = 0.9 * (m[i] ?? NaN) + 0.1 * g;
          const square = 0.99 * (v[i] ?? NaN) + 0.01 * g * g;
          m[i] = mean;
          v[i] = square;
          const mHat = mean / (1 - 0.9 ** count);
          const vHat = square / (1 - 0.99 ** count);
          const decay = shape.length > 1 ? 0.05 : 0;
          const p = expected[i] ?? NaN;
          expected[i] = p - 0.1 * (mHat / (Math.sqrt(vHat) + 1e-8) + decay * p);
        }
      }
    }
    for (const { start, end } of layout.slots) {
      for (let i = start; i < end; i++) expect(state.parameters[i]).toBeCloseTo(expected[i] ?? NaN, 5);
    }
  });

  test('moves the averaged weights a quarter of the way', () => {
    const state = randomState(1);
    const before = state.ema.slice();
    updateSlice(state, layout, state.gradients[0] ?? before, [0, layout.size], { ...update, count: 1 });
    before.forEach((value, i) => {
      expect(state.ema[i]).toBeCloseTo(value + 0.25 * ((state.parameters[i] ?? NaN) - value), 6);
    });
  });

  test('comes to the same whether one shard or three update the parameters', () => {
    const results = [1, 3].map((shards) => {
      const state = randomState(3);
      let squares = 0;
      for (let shard = 0; shard < shards; shard++) {
        const slice = sliceOf(layout, shard, shards);
        const gradient = new Float32Array(slice[1] - slice[0]);
        squares += averageGradients(gradient, state.gradients, slice);
        updateSlice(state, layout, gradient, slice, { ...update, count: 1 });
      }
      return { parameters: [...state.parameters], squares };
    });
    expect(results[0]?.parameters).toEqual(results[1]?.parameters);
    expect(results[0]?.squares).toBeCloseTo(results[1]?.squares ?? NaN, 9);
  });
});
