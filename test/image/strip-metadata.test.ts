/** @file Pictures without what else their files tell: the same pixels, the same way up, and no word of anything else. */
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode-image.ts';
import { withoutMetadata } from '../../src/image/strip-metadata.ts';
import { writeChunk } from '../../src/image/png-chunks.ts';

const SECRET = 'taken at home, 48.2082 N';
const XMP = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description>${SECRET}</rdf:Description></rdf:RDF></x:xmpmeta>`;

/** Left half red, right half blue, with detail; telling where it was taken, by which camera, in every way there is. */
function told(orientation: number): Sharp {
  const [width, height] = [96, 64];
  const data = new Uint8Array(width * height * 3);
  for (let p = 0; p < width * height; p++) data.set([p % width < 48 ? 220 : 20, (p * 37) % 60, 90], p * 3);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation, density: 300 })
    .withExif({
      IFD0: { Make: SECRET, Artist: SECRET, Orientation: String(orientation) },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '48/1 12/1 30/1' },
    })
    .withXmp(XMP)
    .withIccProfile('p3');
}
const KINDS = {
  jpeg: (picture: Sharp) => picture.jpeg({ quality: 90 }),
  'progressive jpeg': (picture: Sharp) => picture.jpeg({ progressive: true }),
  png: (picture: Sharp) => picture.png(),
  webp: (picture: Sharp) => picture.webp(),
  'lossless webp': (picture: Sharp) => picture.webp({ lossless: true }),
};
const tells = (file: Uint8Array): boolean => /taken at home|rdf/.test(Buffer.from(file).toString('latin1'));
/** Of which the way up alone takes 26, and six stand before it in some files. */
const exifBytes = async (file: Uint8Array): Promise<number> =>
  (await sharp(file).metadata()).exif?.length ?? 0;
const stripped = (file: Uint8Array): Uint8Array => withoutMetadata(file) ?? expect.fail('not taken apart');

describe.each(Object.entries(KINDS))('a %s', (_kind, encode) => {
  it.each([1, 3, 6, 8])(
    'that lies as orientation %i says keeps its pixels and its way up, and tells nothing',
    async (orientation) => {
      const file = await encode(told(orientation)).toBuffer();
      expect(tells(file)).toBe(true);
      const clean = stripped(file);
      expect(tells(clean)).toBe(false);
      expect(await exifBytes(file)).toBeGreaterThan(100);
      expect(await exifBytes(clean)).toBeLessThanOrEqual(orientation === 1 ? 0 : 32);
      expect(clean.length).toBeLessThan(file.length);
      const [before, after] = await Promise.all([decodeImage(file), decodeImage(clean)]);
      expect([after.width, after.height]).toEqual([before.width, before.height]);
      expect(Buffer.from(after.data).equals(Buffer.from(before.data))).toBe(true);
      // Once more changes nothing.
      expect(Buffer.from(stripped(clean)).equals(Buffer.from(clean))).toBe(true);
    },
  );
});

it('what stands behind the end of a file, and chunks of words, go as well', async () => {
  const jpeg = await told(1).jpeg().toBuffer();
  expect(tells(stripped(Buffer.concat([jpeg, Buffer.from(SECRET)])))).toBe(false);
  const png = await told(1).png().toBuffer();
  const text = writeChunk('tEXt', Buffer.from(`Comment\0${SECRET}`));
  const withText = Buffer.concat([png.subarray(0, 33), text, png.subarray(33), Buffer.from(SECRET)]);
  expect(tells(stripped(withText))).toBe(false);
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, SECRET.length + 2]), Buffer.from(SECRET)]);
  expect(tells(stripped(Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)])))).toBe(false);
});

it('leaves alone what it does not know, and does not take apart what is cut off', async () => {
  expect(withoutMetadata(Buffer.from('face 7'))).toBeUndefined();
  expect(withoutMetadata(await told(1).gif().toBuffer())).toBeUndefined();
  const jpeg = await told(1).jpeg().toBuffer();
  for (const length of [3, 20, 100]) expect(withoutMetadata(jpeg.subarray(0, length))).toBeUndefined();
  const webp = await told(1).webp().toBuffer();
  expect(withoutMetadata(webp.subarray(0, webp.length / 2))).toBeUndefined();
});
