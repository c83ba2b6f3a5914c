/** @file Noise from seeds and variations. */
import { expect, test } from 'vitest';
import { noiseStream, type Variation } from '../../src/pipeline/noise-stream.ts';

const SIZE = 512;
const first = (seed: number, index = 0, ...variations: readonly Variation[]): Float32Array =>
  noiseStream(seed, index, SIZE, variations)();
const length = (noise: Float32Array): number => Math.hypot(...noise);
const distance = (a: Float32Array, b: Float32Array): number =>
  Math.hypot(...a.map((x, i) => x - (b[i] ?? 0)));

test('the second picture of a seed begins as the first of the next seed does', () => {
  expect(first(7, 1)).toEqual(first(8));
});

test('a variation of no strength is the picture itself, and of full strength the other one', () => {
  expect(distance(first(7, 0, { seed: 9, strength: 0 }), first(7))).toBeLessThan(1e-4);
  expect(distance(first(7, 0, { seed: 9, strength: 1 }), first(9))).toBeLessThan(1e-4);
});

test('a weak variation is nearer to its picture than to the other, and as long as noise is', () => {
  const varied = first(7, 0, { seed: 9, strength: 0.25 });
  expect(distance(varied, first(7))).toBeLessThan(distance(varied, first(9)));
  expect(length(varied) / length(first(7))).toBeGreaterThan(0.93);
  expect(length(varied) / length(first(7))).toBeLessThan(1.07);
});

test('several variations of one picture differ', () => {
  const variation = { seed: 9, strength: 0.25 };
  expect(distance(first(7, 0, variation), first(7, 1, variation))).toBeGreaterThan(1);
});

test('a variation of a variation is near that one, not near what that one was made from', () => {
  const [once, again] = [
    { seed: 9, strength: 0.35 },
    { seed: 11, strength: 0.35 },
  ];
  const parent = first(7, 0, once);
  const child = first(7, 0, once, again);
  expect(distance(first(7, 0, once, { ...again, strength: 0 }), parent)).toBeLessThan(1e-4);
  expect(distance(child, parent)).toBeLessThan(distance(child, first(7)));
  expect(distance(child, parent)).toBeLessThan(distance(first(7, 0, again), parent));
  expect(length(child) / length(first(7))).toBeGreaterThan(0.9);
  // Of a grid of variations the first ones are fixed, and the last one counts up.
  expect(first(7, 1, once, again)).toEqual(first(7, 0, once, { ...again, seed: 12 }));
});

test('what a sampler asks for later follows from the seed too, and is not varied', () => {
  const [a, b] = [noiseStream(7, 0, SIZE, []), noiseStream(7, 0, SIZE, [{ seed: 9, strength: 0.35 }])];
  expect(a()).not.toEqual(b());
  expect([a(), a()]).toEqual([b(), b()]);
});
