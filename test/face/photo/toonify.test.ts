/** @file A photographed person as a drawn one: what is measured comes back, and every parameter is one that the world draws. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPersonFinder, type PersonFinder } from '../../../src/face/photo/person.ts';
import { openPhotoFaces, type PhotoFaces } from '../../../src/face/photo/photo-faces.ts';
import { isDrawn } from '../../../src/face/photo/toonify/is-drawn.ts';
import { toonify, type Toonified } from '../../../src/face/photo/toonify/toonify.ts';
import { VIEW_SIZE, wholeHead } from '../../../src/face/photo/face-view.ts';
import { applySimilarity, invertSimilarity } from '../../../src/face/similarity.ts';
import { decodeImage } from '../../../src/image/decode-image.ts';
import { encodeJpeg } from '../../../src/image/encode-lossy.ts';
import type { RgbImage } from '../../../src/image/rgb-image.ts';
import { drawPortrait } from '../../../src/pipeline/draw-portrait.ts';
import { channels, luma } from '../../../src/toon/colour.ts';
import { identityOf } from '../../../src/toon/identity.ts';
import { hairColourName } from '../../../src/toon/palette.ts';
import { portraitShotOf } from '../../../src/toon/shot.ts';
import type { BeardStyle, HairStyle, Identity } from '../../../src/toon/traits.ts';
import { photo } from './photos.ts';

let photoFaces: PhotoFaces;
let people: PersonFinder;
beforeAll(async () => {
  [photoFaces, people] = await Promise.all([openPhotoFaces(), openPersonFinder()]);
}, 120_000);
afterAll(() => Promise.all([photoFaces.close(), people.close()]));

async function drawnFrom(image: RgbImage): Promise<Toonified> {
  const [face] = await photoFaces.find(image);
  if (face === undefined) throw new Error('no face');
  return toonify(image, face, people);
}

const portrait = (identity: Identity): Promise<RgbImage> =>
  drawPortrait({ identity, shot: portraitShotOf(7), context: {}, style: 'plain' }, 320);

const base = identityOf(12);
const worn = { identity: base, shot: portraitShotOf(7), style: 'plain' } as const;

describe('toonify', () => {
  it('tells skin tones apart and in order', async () => {
    const tones: number[] = [];
    for (const [tone, skin] of [
      [0.1, '#fadcc8'],
      [0.45, '#dfa775'],
      [0.8, '#7f4d2d'],
    ] as const) {
      const { identity } = await drawnFrom(await portrait({ ...base, tone, skin }));
      tones.push(identity.tone);
    }
    expect(tones).toEqual([...tones].sort((a, b) => a - b));
    expect((tones[2] ?? 0) - (tones[0] ?? 0)).toBeGreaterThan(0.4);
  });

  it.each(['#1f1b1e', '#e8c878', '#cc6428'])('keeps the name of a hair colour, %s', async (colour) => {
    const seen = await drawnFrom(await portrait({ ...base, hair: { ...base.hair, style: 'bowl', colour } }));
    expect(hairColourName(seen.identity.hair.colour)).toBe(hairColourName(colour));
  });

  it.each<[string, HairStyle, readonly HairStyle[]]>([
    ['short hair', 'pixie', ['pixie', 'sidepart']],
    ['a fringe', 'bowl', ['bowl']],
    ['hair to the chin', 'bob', ['bob']],
    ['long hair', 'long', ['long', 'wavy']],
    ['big curls', 'bigcurls', ['bigcurls']],
    ['round curls', 'afro', ['afro', 'curly']],
    ['no hair', 'bald', ['bald']],
  ])('draws %s as such', async (_, style, expected) => {
    const { identity } = await drawnFrom(await portrait({ ...base, hair: { ...base.hair, style } }));
    expect(expected).toContain(identity.hair.style);
  });

  it.each<[string, number, readonly HairStyle[]]>([
    ['brown hair on skin as brown', 1, ['bigcurls', 'afro']],
    ['white pigtails before a pale wall', 55, ['pigtails']],
  ])('sees %s', async (_, seed, expected) => {
    const sitter = { identity: identityOf(seed), shot: portraitShotOf(seed) };
    expect(expected).toContain(sitter.identity.hair.style);
    const { identity } = await drawnFrom(await drawPortrait({ ...sitter, context: {}, style: 'plain' }, 320));
    expect(expected).toContain(identity.hair.style);
  });

  it('guesses short hair, and no bald head, where the photo ends at the forehead', async () => {
    const close = await photo('astronaut', (p) => p.extract({ left: 130, top: 78, width: 180, height: 180 }));
    const { identity } = await drawnFrom(close);
    expect(identity.hair.style).toBe('sidepart');
  });

  it.each<[number, BeardStyle]>([
    [1_000_000, 'full'],
    [1_000_001, 'none'],
    [1_000_002, 'chinstrap'],
    [1_000_004, 'full'],
    [1_000_006, 'none'],
  ])('sees the beard, or that there is none, of person %i: %s', async (seed, beard) => {
    const sitter = { identity: identityOf(seed), shot: portraitShotOf(seed) };
    expect(sitter.identity.beard).toBe(beard);
    const seen = await drawnFrom(await drawPortrait({ ...sitter, context: {}, style: 'plain' }, 320));
    expect(seen.identity.beard).toBe(beard);
  });

  it('tells full lips from thin ones, and a broad chin from a pointed one', async () => {
    const of = async (fullness: number, point: number): Promise<Identity> => {
      const { mouth, face } = base;
      return (
        await drawnFrom(await portrait({ ...base, mouth: { ...mouth, fullness }, face: { ...face, point } }))
      ).identity;
    };
    const [soft, sharp] = [await of(6.2, 0.6), await of(2.4, 0.2)];
    expect(soft.mouth.fullness).toBeGreaterThan(sharp.mouth.fullness + 2.5);
    expect(soft.face.point).toBeGreaterThan(sharp.face.point + 0.12);
  });

  it.each([
    ['a drawing with glasses', true, () => drawPortrait({ ...worn, context: { accessory: 'glasses' } }, 320)],
    ['a drawing without', false, () => drawPortrait({ ...worn, context: {} }, 320)],
    ['a photo with glasses', true, () => photo('grace-hopper')],
    ['a photo without', false, () => photo('astronaut')],
  ])('tells glasses: %s', async (_, expected, make) => {
    expect((await drawnFrom(await make())).glasses).toBe(expected);
  });

  it('draws a long face longer than a round one, and a wide mouth wider', async () => {
    const long = await drawnFrom(await portrait({ ...base, face: { ...base.face, width: 37, chin: 63 } }));
    const round = await drawnFrom(await portrait({ ...base, face: { ...base.face, width: 46, chin: 54 } }));
    const ratio = ({ identity: { face } }: Toonified): number => face.chin / face.width;
    expect(ratio(long)).toBeGreaterThan(ratio(round) + 0.15);
    const wide = await drawnFrom(await portrait({ ...base, mouth: { ...base.mouth, width: 19 } }));
    const narrow = await drawnFrom(await portrait({ ...base, mouth: { ...base.mouth, width: 10 } }));
    expect(wide.identity.mouth.width).toBeGreaterThan(narrow.identity.mouth.width + 2);
  });

  it('makes of a smiling astronaut a smiling person with brownish fair hair and light skin, and guesses no gender', async () => {
    const { identity, expression } = await drawnFrom(await photo('astronaut'));
    expect(expression).toBe('smile');
    expect(identity.tone).toBeLessThan(0.35);
    const [red, , blue] = channels(identity.hair.colour);
    expect(red).toBeGreaterThan(blue + 20);
    expect(luma(identity.hair.colour)).toBeGreaterThan(40);
    expect(identity.gender).toBe('person');
    expect(identity.beard).toBe('none');
    expect(identity.marks.lines).toBe(0);
    expect(['bowl', 'curly']).toContain(identity.hair.style);
  });

  it.each([
    ['astronaut', [95, 75, 45]],
    ['grace-hopper', [20, 18, 16]],
  ] as const)('draws hair no longer before a wall of its own colour: %s', async (name, wall) => {
    const image = await photo(name);
    const [face] = await photoFaces.find(image);
    if (face === undefined) throw new Error('no face');
    const person = await people.find(image, face.mesh);
    const toView = invertSimilarity(wholeHead(face.mesh, VIEW_SIZE));
    const data = Uint8Array.from(image.data);
    for (let i = 0; i < image.width * image.height; i++) {
      const [x, y] = applySimilarity(toView, [i % image.width, Math.floor(i / image.width)]);
      const isShown = x >= 0 && y >= 0 && x < VIEW_SIZE && y < VIEW_SIZE;
      if (!isShown || person([x, y]) < 0.3) data.set(wall, 3 * i);
    }
    const { identity } = await drawnFrom({ ...image, data });
    expect(['bowl', 'curly', 'afro']).toContain(identity.hair.style);
  });

  it('draws the lines of an old face', async () => {
    const { identity } = await drawnFrom(await photo('grace-hopper'));
    expect(identity.marks.lines).toBeGreaterThan(0.6);
    expect(identity.age).toBeGreaterThan(60);
    expect(identity.beard).toBe('none');
  });

  it('stays within what the world draws', async () => {
    const { identity } = await drawnFrom(await photo('grace-hopper'));
    const { face, eyes, nose, mouth } = identity;
    expect(face.width).toBeGreaterThanOrEqual(35.5);
    expect(face.width).toBeLessThanOrEqual(48);
    expect(face.chin).toBeGreaterThanOrEqual(53);
    expect(face.chin).toBeLessThanOrEqual(64);
    expect(eyes.spacing + eyes.width).toBeLessThan(face.width);
    expect(eyes.spacing).toBeGreaterThan(eyes.width);
    expect(nose.length).toBeLessThan(face.chin / 2);
    expect(mouth.width).toBeLessThan(face.width * face.jaw);
  });
});

describe('whether a picture is drawn', () => {
  it.each(['astronaut', 'grace-hopper'] as const)('is no for the photo %s', async (name) => {
    const image = await photo(name);
    const [face] = await photoFaces.find(image);
    expect(face && isDrawn(image, face)).toBe(false);
  });

  it.each(['plain', 'oil'] as const)('is yes for a portrait in %s that was sent as a JPEG', async (style) => {
    const drawn = await drawPortrait({ identity: base, shot: portraitShotOf(7), context: {}, style }, 320);
    const image = await decodeImage(await encodeJpeg(drawn, 75));
    const [face] = await photoFaces.find(image);
    expect(face && isDrawn(image, face)).toBe(true);
  });

  it('is yes for a portrait, whose thick brows come back thicker than thin ones', async () => {
    const thick = await portrait({ ...base, brows: { ...base.brows, thickness: 8.5 } });
    const thin = await portrait({ ...base, brows: { ...base.brows, thickness: 3 } });
    const [face] = await photoFaces.find(thick);
    expect(face && isDrawn(thick, face)).toBe(true);
    const [more, less] = [await drawnFrom(thick), await drawnFrom(thin)];
    expect(more.identity.brows.thickness).toBeGreaterThan(less.identity.brows.thickness + 1);
  });
});
