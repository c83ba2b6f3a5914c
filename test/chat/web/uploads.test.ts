/** @file Uploads: pictures only, one's own only, for minutes only. */
import { expect, it } from 'vitest';
import { createUploads } from '../../../src/chat/web/uploads.ts';

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0, 1, 2, 3]);
const file = { fileName: 'face.png', contentType: 'image/png', bytes: png };

it('gives its owner the bytes back', async () => {
  const uploads = createUploads();
  const attachment = uploads.attachment('ada', uploads.keep('ada', file));
  expect(attachment).toMatchObject({ kind: 'attachment', fileName: 'face.png', size: 15 });
  expect(await attachment?.read(100)).toEqual(png);
});
it('refuses a reader that wants less', async () => {
  const uploads = createUploads();
  const attachment = uploads.attachment('ada', uploads.keep('ada', file));
  await expect(attachment?.read(10)).rejects.toMatchObject({ id: 'upload-too-large' });
});
it('is nothing for another member', () => {
  const uploads = createUploads();
  expect(uploads.attachment('bo', uploads.keep('ada', file))).toBeUndefined();
});
it('is forgotten after a quarter of an hour', () => {
  let now = 0;
  const uploads = createUploads(() => now);
  const id = uploads.keep('ada', file);
  now = 15 * 60 * 1000;
  expect(uploads.attachment('ada', id)).toBeUndefined();
});
it('keeps the latest four of a member', () => {
  const uploads = createUploads();
  const ids = Array.from({ length: 5 }, () => uploads.keep('ada', file));
  expect(ids.map((id) => uploads.attachment('ada', id) !== undefined)).toEqual([
    false,
    true,
    true,
    true,
    true,
  ]);
});
it.each([
  ['a text called png', { ...file, bytes: Buffer.from('<svg onload=alert(1)>') }],
  ['an SVG', { fileName: 'x.svg', contentType: 'image/svg+xml', bytes: Buffer.from('<svg/>') }],
  ['a PNG that calls itself a page', { ...file, contentType: 'text/html' }],
])('refuses %s', (_, bad) => {
  expect(() => createUploads().keep('ada', bad)).toThrow(/is not a PNG, JPEG or WebP picture\.$/);
});
it('refuses an empty file', () => {
  expect(() => createUploads().keep('ada', { ...file, bytes: new Uint8Array() })).toThrow(
    'That file is empty',
  );
});
