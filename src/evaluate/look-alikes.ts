/** @file Groups of people: by sex, skin and hair, for figures of each and for galleries of people who look alike. */
import { identityOf } from '../toon/identity.ts';

/** Upper bounds of the skin's tone in [0, 1], as the captions name it. */
const SKINS = [
  ['pale', 0.18],
  ['light', 0.38],
  ['tan', 0.6],
  ['brown', 0.8],
  ['dark', 1],
] as const;

export const skinOf = (seed: number): string => {
  const { tone } = identityOf(seed);
  return SKINS.find(([, limit]) => tone < limit)?.[0] ?? 'dark';
};

export const sexOf = (seed: number): string => identityOf(seed).gender;

/** People with equal descriptions look alike at a glance: drawn as one sex, the same skin, the same hair style. */
function looksOf(seed: number): string {
  const { feminine, hair } = identityOf(seed);
  return `${feminine ? 'feminine' : 'masculine'} ${skinOf(seed)} ${hair.style}`;
}

/** Half of each million of seeds is for people who stand in galleries alone. */
const MILLION = 1_000_000;
const FIRST = 500_000;

/** People of the seed's own million (training, validation, test) by their looks, as far as they have been read. */
interface Crowd {
  next: number;
  readonly byLooks: Map<string, number[]>;
}

const crowds = new Map<number, Crowd>();

/** The first `count` people from the middle of the seed's million on who look like that person. */
export function lookAlikesOf(seed: number, count: number): readonly number[] {
  const million = Math.floor(seed / MILLION) * MILLION;
  const crowd = crowds.get(million) ?? { next: million + FIRST, byLooks: new Map<string, number[]>() };
  crowds.set(million, crowd);
  const looks = looksOf(seed);
  for (;;) {
    const found = (crowd.byLooks.get(looks) ?? []).filter((other) => other !== seed);
    if (found.length >= count) return found.slice(0, count);
    if (crowd.next >= million + MILLION) {
      throw new RangeError(`only ${found.length} of ${count} people look like person ${seed}`);
    }
    const others = looksOf(crowd.next);
    crowd.byLooks.set(others, [...(crowd.byLooks.get(others) ?? []), crowd.next]);
    crowd.next++;
  }
}
