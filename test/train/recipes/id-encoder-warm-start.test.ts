/** @file What the M² encoder's warm start regresses on. */
import { expect, test } from 'vitest';
import { nameIn } from '../../../src/train/recipes/id-encoder-warm-start.ts';

const names = Float32Array.from([0, 0, 4, 8, 1, 1]);

test('a portrait of one person has that person’s name', () => {
  expect([...nameIn(names, 2, { person: 1, mixedWith: undefined })]).toEqual([4, 8]);
});

test('a portrait between two people has as much of the other’s name as of the other', () => {
  expect([...nameIn(names, 2, { person: 1, mixedWith: { person: 0, weight: 0.25 } })]).toEqual([3, 6]);
});
