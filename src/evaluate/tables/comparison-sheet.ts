/** @file The paper's figures 4, 7 and 8: the same people and one prompt, a line of pictures for each row of a table. */
import { contactSheet, type Tile } from '../../image/contact-sheet.ts';
import type { RgbImage } from '../../image/rgb-image.ts';

export interface SheetLine {
  readonly name: string;
  /** One for each person, in one order. */
  readonly pictures: readonly RgbImage[];
}

/** A tile's label has room for so much. */
const LABEL = 24;

const shortened = (name: string): string => (name.length > LABEL ? `${name.slice(0, LABEL - 1)}…` : name);

/** The first tile of a line says which row it is. */
export function comparisonSheet(lines: readonly SheetLine[], cell = 150): Promise<RgbImage> {
  const columns = Math.max(...lines.map(({ pictures }) => pictures.length));
  const tiles = lines.flatMap(({ name, pictures }) =>
    pictures.map((image, i): Tile => ({ image, label: i === 0 ? shortened(name) : '' })),
  );
  return contactSheet(tiles, columns, { cell });
}
