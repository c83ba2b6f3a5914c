/** @file The judge of drawn faces at work: one person's pictures are like each other, two people's are not. */
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePng } from '../../src/image/encode-png.ts';
import { openLikenessJudge } from '../../src/main/likeness-judge.ts';
import { openBundle } from '../../src/pipeline/bundle.ts';
import { drawPortrait } from '../../src/pipeline/draw-portrait.ts';
import { identityOf } from '../../src/toon/identity.ts';
import { portraitShotOf } from '../../src/toon/shot.ts';

it('one person in two scenes is alike, two people are not, and where no face is none is seen', async () => {
  const judge = openLikenessJudge(await openBundle(join('weights', 'toon')), { threads: 1 });
  if (judge === undefined) expect.fail('no judge of drawn faces');
  const seen = async (person: number, job?: 'chef'): Promise<Float32Array> => {
    const context = job === undefined ? {} : { job };
    const who = { identity: identityOf(person), shot: portraitShotOf(person) };
    const image = await drawPortrait({ ...who, context, style: 'plain' }, 256);
    return (await judge.describe(await encodePng(image))) ?? expect.fail(`no face of ${person}`);
  };
  const [ann, annAsChef, bob] = [await seen(2_000_001), await seen(2_000_001, 'chef'), await seen(2_000_002)];
  expect(judge.likeness(ann, annAsChef)).toBeGreaterThan(50);
  expect(judge.likeness(ann, bob)).toBeLessThan(50);
  const grey = { width: 128, height: 128, data: new Uint8Array(3 * 128 * 128).fill(120) };
  expect(await judge.describe(await encodePng(grey))).toBeUndefined();
  await judge.close();
}, 240_000);
