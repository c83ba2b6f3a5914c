/** @file People by groups, and the committed lists: names, combinations that nobody drew. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { lookAlikesOf, sexOf, skinOf } from '../../src/evaluate/look-alikes.ts';
import { judgedContext, parsePrompts, partsOf } from '../../src/evaluate/judged-context.ts';
import { namesText } from '../../src/main/commands/augment-names.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { planPortrait } from '../../src/train/datasets/portraits.ts';

test('twenty look-alikes share the person’s skin, sex and hair, and are people of the same split whom nobody measures', () => {
  for (const seed of [2_000_000, 2_000_001, 1_000_007]) {
    const others = lookAlikesOf(seed, 19);
    expect(new Set([seed, ...others]).size).toBe(20);
    for (const other of others) {
      expect(skinOf(other)).toBe(skinOf(seed));
      expect(identityOf(other).hair.style).toBe(identityOf(seed).hair.style);
      expect(identityOf(other).feminine).toBe(identityOf(seed).feminine);
      expect(Math.floor(other / 500_000)).toBe(Math.floor(seed / 1_000_000) * 2 + 1);
    }
    expect(lookAlikesOf(seed, 5)).toEqual(others.slice(0, 5));
  }
});

test('groups are the ones that captions name, and everybody is in one', () => {
  const seeds = Array.from({ length: 300 }, (_, i) => 1_000_000 + i);
  expect(new Set(seeds.map(skinOf))).toEqual(new Set(['pale', 'light', 'tan', 'brown', 'dark']));
  expect(new Set(seeds.map(sexOf))).toEqual(new Set(['woman', 'man', 'person']));
});

test('a combination is compared with each of its parts left out', () => {
  expect(partsOf(judgedContext('chef'))).toEqual([]);
  const names = partsOf(judgedContext('pirate+sunglasses+watercolor')).map(({ name }) => name);
  expect(names).toEqual(['sunglasses+watercolor', 'pirate+watercolor', 'pirate+sunglasses']);
});

test('no picture that the bundle learnt from shows a combination of the held-out list', () => {
  const wanted = parsePrompts(readFileSync('docs/prompts/combinations.txt', 'utf8')).map(
    ({ judged: { context, style } }) => ({ ...context, style }),
  );
  expect(wanted).toHaveLength(9);
  const set = { name: 'celebrities', people: 3000, perPerson: 16 } as const;
  for (let index = 0; index < set.people * set.perPerson; index++) {
    const { context, style } = planPortrait(set, index);
    const seen = wanted.find(
      (one) =>
        one.style === style &&
        one.job === context.job &&
        one.accessory === context.accessory &&
        (one.place === undefined || one.place === context.place),
    );
    expect(seen, `picture ${index}`).toBeUndefined();
  }
}, 120_000);

test('the committed names are the bundle’s first 1,015', () => {
  expect(readFileSync('docs/prompts/celebrities.txt', 'utf8')).toBe(namesText(1015));
});
