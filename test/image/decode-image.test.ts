/** @file Pictures from strangers: what is let in, what is refused and with which id. */
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { decodeImage } from '../../src/image/decode-image.ts';
import { DEFAULT_LIMITS } from '../../src/image/image-limits.ts';
import { writeChunk } from '../../src/image/png-chunks.ts';

const blank = (width: number, height: number, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width, height, channels, background: { r: 200, g: 40, b: 30, alpha: 0 } } });

/** Left half red, right half blue, with detail, so that compressed files are long enough to cut. */
async function picture(width = 96, height = 80): Promise<Sharp> {
  const data = new Uint8Array(width * height * 3);
  for (let p = 0; p < width * height; p++) {
    const isLeft = p % width < width / 2;
    data.set([isLeft ? 220 : 20, (p * 37) % 60, isLeft ? 20 : 220], p * 3);
  }
  return sharp(
    await sharp(data, { raw: { width, height, channels: 3 } })
      .png()
      .toBuffer(),
  );
}

async function refusal(bytes: Uint8Array): Promise<string> {
  try {
    await decodeImage(bytes);
  } catch (error) {
    if (error instanceof UserError) return error.id;
    throw error;
  }
  return 'accepted';
}

/** A PNG that claims a size in its header and has next to no data. */
function bomb(width: number, height: number): Uint8Array {
  const header = new Uint8Array(13);
  new DataView(header.buffer).setUint32(0, width);
  new DataView(header.buffer).setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const parts = [
    signature,
    writeChunk('IHDR', header),
    writeChunk('IDAT', new Uint8Array(20)),
    writeChunk('IEND', new Uint8Array()),
  ];
  return Buffer.concat(parts);
}

describe('decodeImage', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)(
    'reads %s as three bytes a pixel',
    async (format) => {
      const image = await decodeImage(await (await picture()).toFormat(format).toBuffer());
      expect([image.width, image.height, image.data.length]).toEqual([96, 80, 96 * 80 * 3]);
      const [red = 0, , blue = 0] = image.data.subarray((40 * 96 + 10) * 3);
      expect(red).toBeGreaterThan(blue + 100);
    },
  );

  it('puts transparent pictures on white', async () => {
    const image = await decodeImage(await blank(70, 70, 4).png().toBuffer());
    expect([...image.data.subarray(0, 3)]).toEqual([255, 255, 255]);
  });

  it('turns grey, 16-bit and CMYK pictures into eight-bit RGB', async () => {
    const files = [
      await (await picture()).greyscale().jpeg().toBuffer(),
      await (await picture()).toColourspace('rgb16').png().toBuffer(),
      await (await picture()).toColourspace('cmyk').jpeg().toBuffer(),
    ];
    for (const file of files) expect((await decodeImage(file)).data.length).toBe(96 * 80 * 3);
  });

  it('turns the picture as its EXIF orientation says', async () => {
    const image = await decodeImage(
      await (await picture()).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    );
    expect([image.width, image.height]).toEqual([80, 96]);
    const [red = 0, , blue = 0] = image.data.subarray((10 * 80 + 40) * 3);
    expect(red).toBeGreaterThan(blue + 100);
  });

  it.each([
    ['text', new TextEncoder().encode('hello, this is no picture at all')],
    ['nothing', new Uint8Array()],
    ['SVG', new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>')],
    ['PDF', new TextEncoder().encode('%PDF-1.7 and so on and so on')],
  ])('refuses %s as not-an-image', async (_, bytes) => {
    expect(await refusal(bytes)).toBe('not-an-image');
  });

  it.each(['jpeg', 'png', 'webp', 'gif'] as const)(
    'refuses a %s cut in half as truncated-image',
    async (format) => {
      const file = await (await picture(300, 300)).toFormat(format).toBuffer();
      expect(await refusal(file.subarray(0, Math.floor(file.length / 2)))).toBe('truncated-image');
    },
  );

  it.each([4, 12, 30])('refuses the first %i bytes of a JPEG as truncated-image', async (count) => {
    const file = await (await picture()).jpeg().toBuffer();
    expect(await refusal(file.subarray(0, count))).toBe('truncated-image');
  });

  it('refuses a picture of 20,000 x 20,000 pixels from its header as image-too-large', async () => {
    const before = process.memoryUsage().rss;
    expect(await refusal(bomb(20_000, 20_000))).toBe('image-too-large');
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  it('refuses an AVIF of more than 16 million pixels, which is decoded as a whole, as image-too-large', async () => {
    const file = await (await picture()).avif({ effort: 0 }).toBuffer();
    expect(await decodeImage(file)).toMatchObject({ width: 96, height: 80 });
    // The size that the file claims, in its "ispe" box.
    const at = file.indexOf('ispe') + 8;
    expect([file.readUInt32BE(at), file.readUInt32BE(at + 4)]).toEqual([96, 80]);
    file.writeUInt32BE(8000, at);
    file.writeUInt32BE(8000, at + 4);
    expect(await refusal(file)).toBe('image-too-large');
  });

  it('refuses a long thin picture and too many bytes as image-too-large', async () => {
    expect(await refusal(bomb(20_000, 100))).toBe('image-too-large');
    expect(await refusal(new Uint8Array(DEFAULT_LIMITS.maxBytes + 1))).toBe('image-too-large');
  });

  it('refuses a picture under the least side as image-too-small', async () => {
    expect(await refusal(await blank(200, 40).png().toBuffer())).toBe('image-too-small');
  });
});
