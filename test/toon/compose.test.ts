/** @file Pictures: every part can be drawn, costumes differ, and hair is seen under every hat. */
import { describe, expect, it } from 'vitest';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { ACCESSORIES } from '../../src/toon/accessories/index.ts';
import { compose, type PortraitSpec } from '../../src/toon/compose.ts';
import type { Context } from '../../src/toon/context.ts';
import { HAIR_STYLES } from '../../src/toon/hair/index.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { JOBS } from '../../src/toon/jobs/index.ts';
import { keysOf } from '../../src/toon/keys.ts';
import { PLACES } from '../../src/toon/places/index.ts';
import { portraitShotOf, shotOf } from '../../src/toon/shot.ts';
import type { HairStyle } from '../../src/toon/traits.ts';

const SIZE = 128;

const portrait = (context: Context, style: HairStyle = 'sidepart', person = 11): PortraitSpec => {
  const identity = identityOf(person);
  return {
    identity: { ...identity, beard: 'none', hair: { ...identity.hair, style, colour: '#2f6bd0' } },
    shot: portraitShotOf(5),
    context,
    style: 'plain',
  };
};

/** Every job, accessory and place by itself. */
const contexts: readonly Context[] = [
  ...keysOf(JOBS).map((job) => ({ job })),
  ...keysOf(ACCESSORIES).map((accessory) => ({ accessory })),
  ...keysOf(PLACES).map((place) => ({ place })),
];

/** How many pixels differ clearly between two portraits. */
async function difference(a: PortraitSpec, b: PortraitSpec): Promise<number> {
  const [x, y] = [await drawPortrait(a, SIZE), await drawPortrait(b, SIZE)];
  let count = 0;
  for (let i = 0; i < x.data.length; i += 3) {
    const far = [0, 1, 2].some((c) => Math.abs((x.data[i + c] ?? 0) - (y.data[i + c] ?? 0)) > 40);
    count += far ? 1 : 0;
  }
  return count;
}

describe('compose', () => {
  it('gives the same text for the same spec', () => {
    expect(compose(portrait({ job: 'chef' }), SIZE)).toBe(compose(portrait({ job: 'chef' }), SIZE));
  });

  it('draws every hair style in every job, accessory and place without a broken number', () => {
    for (const style of keysOf(HAIR_STYLES)) {
      for (const [i, context] of contexts.entries()) {
        const spec = { ...portrait(context, style, i), shot: shotOf(i) };
        expect(compose(spec, SIZE)).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
  });

  it('changes at least 400 pixels with every job and place, and 130 with every accessory', async () => {
    for (const context of contexts) {
      expect([context, await difference(portrait({}), portrait(context))]).toSatisfy(
        ([, count]: [Context, number]) => count >= (context.accessory === undefined ? 400 : 130),
      );
    }
  });

  it('draws a king unlike a queen', async () => {
    expect(await difference(portrait({ job: 'king' }), portrait({ job: 'queen' }))).toBeGreaterThan(1500);
  });

  const grown = keysOf(HAIR_STYLES).filter((style) => style !== 'bald');

  it.each(grown)('leaves some of %s hair visible under a hat', async (style) => {
    const bald = portrait({ accessory: 'hat' }, 'bald');
    expect(await difference(bald, portrait({ accessory: 'hat' }, style))).toBeGreaterThan(90);
  });
});
