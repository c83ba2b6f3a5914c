/** @file Whether two lists of numbers agree within a tolerance. */
import { expect } from 'vitest';

export interface Tolerance {
  /** Of the expected magnitude. */
  readonly relative?: number;
  readonly absolute?: number;
}

/** Fails with the first place where |actual − expected| exceeds absolute + relative · |expected|. */
export function expectAllClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { relative = 1e-4, absolute = 1e-5 }: Tolerance = {},
): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [actual[i] ?? NaN, expected[i] ?? NaN];
    if (!(Math.abs(a - e) <= absolute + relative * Math.abs(e))) {
      expect.fail(`element ${i} is ${a}, expected ${e} (tolerance ${absolute} + ${relative} relative)`);
    }
  }
}
