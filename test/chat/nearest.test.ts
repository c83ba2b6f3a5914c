/** @file Guessing what was meant. */
import { expect, test } from 'vitest';
import { nearest } from '../../src/chat/nearest.ts';

const names = ['imagine', 'identity', 'queue', 'help'];

test.each([
  ['imagin', 'imagine'],
  ['Imgaine', 'imagine'],
  ['quue', 'queue'],
  ['hlep', 'help'],
  ['dance', undefined],
  ['x', undefined],
  ['', undefined],
])('%j probably means %j', (typed, meant) => {
  expect(nearest(typed, names)).toBe(meant);
});
