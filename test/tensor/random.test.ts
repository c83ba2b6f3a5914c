/** @file Seeded random numbers: always the same ones, and spread as they say. */
import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../src/tensor/random.ts';
import { expectAllClose } from '../helpers/allclose.ts';

const COUNT = 40_000;

function draws<T>(draw: (random: Random) => T): T[] {
  const random = seededRandom(1, 'draws');
  return Array.from({ length: COUNT }, () => draw(random));
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

/** What part of the results each one is. */
function parts(results: readonly (number | string)[]): ReadonlyMap<number | string, number> {
  const counts = new Map<number | string, number>();
  for (const result of results) counts.set(result, (counts.get(result) ?? 0) + 1 / results.length);
  return counts;
}

/** By its first four moments, and that one number does not tell the next. */
function expectNormal(numbers: readonly number[], deviation = 1): void {
  const standard = numbers.map((x) => x / deviation);
  const moments = [1, 2, 3, 4].map((power) => mean(standard.map((x) => x ** power)));
  const together = mean(standard.slice(1).map((x, i) => x * (standard[i] ?? 0)));
  expectAllClose([...moments, together], [0, 1, 0, 3, 0], { absolute: 0.05, relative: 0.02 });
}

describe('seeded random numbers', () => {
  it('never change: people, data sets and first weights are made of them', () => {
    const { next } = seededRandom(7, 'people');
    const bits = Array.from({ length: 4 }, () => next() * 2 ** 32);
    expect(bits).toEqual([3871265213, 3778065777, 2201046908, 2924616087]);
  });

  it('differ with the seed and with the stream', () => {
    const streams = [[1], [2], ['1b'], [1, 'a'], [1, 'b'], ['', '1'], [11], [1, '1']] as const;
    const first = streams.map(([seed, stream]) => seededRandom(seed, stream).next());
    expect(new Set(first).size).toBe(streams.length);
  });

  it('are uniform in their range', () => {
    const tenths = parts(draws(({ range }) => Math.floor(10 * range(-0.5, 0.5))));
    expect([...tenths.keys()].sort()).toEqual([-1, -2, -3, -4, -5, 0, 1, 2, 3, 4]);
    for (const part of tenths.values()) expect(part).toBeCloseTo(0.1, 2);
  });

  it('are whole and equally likely below a count', () => {
    const rolls = parts(draws(({ below }) => below(6)));
    expect([...rolls.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    for (const part of rolls.values()) expect(part).toBeCloseTo(1 / 6, 2);
  });

  it('choose by weight, and never what weighs nothing', () => {
    const chosen = parts(draws(({ weighted }) => weighted({ never: 0, seldom: 1, often: 3 })));
    expect([...chosen.keys()].sort()).toEqual(['often', 'seldom']);
    expect(chosen.get('often')).toBeCloseTo(0.75, 2);
    expect(mean(draws(({ chance }) => Number(chance(0.3))))).toBeCloseTo(0.3, 2);
    expect(() => seededRandom(1).weighted({})).toThrow('weighted: an empty table');
  });

  it('are normal one by one', () => {
    expectNormal(draws(({ normal }) => normal()));
  });

  it.each([COUNT, COUNT + 1])('are normal when they fill %i places', (length) => {
    expectNormal([...seededRandom(1).fillNormal(new Float32Array(length), 2)], 2);
    expect(seededRandom(1).fillNormal(new Float32Array(length)).at(-1)).not.toBe(0);
  });

  it('bring a list into each of its orders equally often, and leave the list alone', () => {
    const list = ['a', 'b', 'c'] as const;
    const orders = parts(draws(({ shuffle }) => shuffle(list).join('')));
    expect([...orders.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba']);
    for (const part of orders.values()) expect(part).toBeCloseTo(1 / 6, 2);
    expect(list).toEqual(['a', 'b', 'c']);
  });
});
