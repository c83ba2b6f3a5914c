/** @file Estimates: pure functions of measured durations. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedDuration } from '../../src/queue/durations.ts';
import { estimates } from '../../src/queue/estimate.ts';

test('without a measured job nothing is promised', () => {
  expect(expectedDuration([])).toBeUndefined();
  const found = estimates({
    waiting: [{ id: 'a', units: 30 }],
    active: [],
    slots: 1,
    expectedMs: undefined,
  });
  expect(found.get('a')).toEqual({ position: 1, etaMs: undefined });
});

test('durations on a line a + b · units are found again', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 90 }), (a, b) => {
      const expected = expectedDuration([10, 30, 60, 120].map((units) => ({ units, ms: a + b * units })));
      expect(expected?.(90)).toBeCloseTo(a + b * 90, 4);
    }),
  );
});

test('samples of one size promise proportionally, and never a negative time', () => {
  const expected = expectedDuration([
    { units: 30, ms: 900 },
    { units: 30, ms: 1100 },
  ]);
  expect(expected?.(60)).toBe(2000);
  const shrinking = expectedDuration([
    { units: 10, ms: 1000 },
    { units: 100, ms: 10 },
  ]);
  expect(shrinking?.(1000)).toBeGreaterThan(0);
});

test('the queue is played forward over the slots of the fleet', () => {
  const found = estimates({
    active: [
      { id: 'x', units: 10, elapsedMs: 400 },
      { id: 'y', units: 10, elapsedMs: 5000 },
    ],
    waiting: [
      { id: 'a', units: 10 },
      { id: 'b', units: 20 },
      { id: 'c', units: 10 },
    ],
    slots: 2,
    expectedMs: (units) => units * 100,
  });
  expect(Object.fromEntries(found)).toEqual({
    x: { position: 0, etaMs: 600 },
    y: { position: 0, etaMs: 100 },
    a: { position: 1, etaMs: 1100 },
    b: { position: 2, etaMs: 2600 },
    c: { position: 3, etaMs: 2100 },
  });
});

test('with no worker alive there is a position and no time', () => {
  const found = estimates({
    waiting: [{ id: 'a', units: 1 }],
    active: [],
    slots: 0,
    expectedMs: () => 1000,
  });
  expect(found.get('a')).toEqual({ position: 1, etaMs: undefined });
});
