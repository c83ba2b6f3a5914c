/** @file Many pictures on one sheet, with labels. */
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

export interface Tile {
  readonly image: RgbImage;
  readonly label?: string | undefined;
}

export interface SheetOptions {
  /** Side of a tile in pixels; pictures are resized to it. */
  readonly cell?: number;
  /** Write the labels under the tiles. */
  readonly labels?: boolean;
}

const GAP = 4;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const LABEL_HEIGHT = 18;

const caption = (label: string, cell: number): Buffer =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${cell}" height="${LABEL_HEIGHT}"><text x="${cell / 2}" y="14" text-anchor="middle" font-size="12" fill="#222" font-family="DejaVu Sans, sans-serif">${escaped(label)}</text></svg>`,
  );

/** Tiles row by row on white, `columns` to a row. */
export async function contactSheet(
  tiles: readonly Tile[],
  columns: number,
  { cell = 128, labels = true }: SheetOptions = {},
): Promise<RgbImage> {
  const step = cell + GAP;
  const isLabelled = labels && tiles.some(({ label }) => label !== undefined);
  const rowStep = step + (isLabelled ? LABEL_HEIGHT : 0);
  const layers = await Promise.all(
    tiles.map(async ({ image, label }, i) => {
      const { width, height, data } = image;
      const raw = { width, height, channels: 3 as const };
      const picture = await sharp(data, { raw })
        .resize(cell, cell, { fit: 'fill', kernel: 'lanczos3' })
        .png()
        .toBuffer();
      const [left, top] = [(i % columns) * step, Math.floor(i / columns) * rowStep];
      const layer = { input: picture, left, top };
      if (!isLabelled || label === undefined) return [layer];
      return [layer, { input: caption(label, cell), left, top: top + cell }];
    }),
  );
  const width = Math.min(columns, tiles.length) * step - GAP;
  const height = Math.ceil(tiles.length / columns) * rowStep - GAP;
  const { data } = await sharp({ create: { width, height, channels: 3, background: '#ffffff' } })
    .composite(layers.flat())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data };
}
