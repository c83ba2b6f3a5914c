/** @file A photo that a member sends: what else its file tells is gone before it is kept, even sealed. */
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { cleanPhoto } from '../../src/main/clean-photo.ts';
import { bench } from '../helpers/bench-for-each.ts';
import { attachment } from '../helpers/chat-bench.ts';

const SECRET = 'taken at home';
const photo = () =>
  sharp({ create: { width: 80, height: 64, channels: 3, background: '#876' } }).withExif({
    IFD0: { Artist: SECRET },
  });

it('neither camera nor place of a registered photo is kept while it waits for a yes', async () => {
  const bytes = await photo().jpeg().toBuffer();
  expect(bytes.includes(SECRET)).toBe(true);
  const file = attachment('', { size: bytes.length, read: () => Promise.resolve(bytes) });
  await bench.type('identity register', { photo: file, name: 'ann' });
  const { selfies } = bench.bot.services;
  const [id = ''] = await selfies.waiting('recording:ann');
  const kept = await selfies.read(id, 'recording:ann');
  expect(kept?.includes(SECRET)).toBe(false);
  expect(await sharp(kept).metadata()).toMatchObject({ format: 'jpeg', width: 80, height: 64 });
});

it('a picture that cannot be taken apart is drawn anew, one that is damaged is refused, and what is none stays for the worker', async () => {
  const gif = await cleanPhoto(await photo().gif().toBuffer());
  expect(await sharp(gif).metadata()).toMatchObject({ format: 'png', width: 80, height: 64 });
  const jpeg = await photo().jpeg().toBuffer();
  await expect(cleanPhoto(jpeg.subarray(0, 40))).rejects.toThrow(
    'damaged or incomplete; please send it again',
  );
  expect(await cleanPhoto(Buffer.from('face 7'))).toEqual(Buffer.from('face 7'));
});
