/** @file A contact sheet of a self-augmented set: for each prompt pictures that were kept, then some that were dropped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contactSheet, type Tile } from '../../image/contact-sheet.ts';
import { decodeImage } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import type { Augmented } from './augment.ts';

/** Pictures of each kind in a row. */
const COLUMNS = 5;

export async function augmentationSheet(folder: string, { triplets, dropped }: Augmented): Promise<RgbImage> {
  const prompts = [...new Set(triplets.map(({ prompt }) => prompt))];
  const tiles: Tile[] = [];
  for (const wanted of prompts) {
    const row = [
      ...firstOf(triplets, wanted).map((picture) => ({ ...picture, isKept: true })),
      ...firstOf(dropped, wanted).map((picture) => ({ ...picture, isKept: false })),
    ];
    for (let i = 0; i < 2 * COLUMNS; i++) {
      const picture = row[i];
      if (picture === undefined)
        tiles.push({ image: { width: 1, height: 1, data: Uint8Array.of(255, 255, 255) } });
      else {
        const { image, identity, isKept } = picture;
        const label = `${isKept ? 'kept' : 'dropped'} ${identity === undefined ? 'no face' : identity.toFixed(2)}`;
        tiles.push({ image: await decodeImage(readFileSync(join(folder, image))), label });
      }
    }
  }
  return contactSheet(tiles, 2 * COLUMNS);
}

const firstOf = <T extends { readonly prompt: string }>(pictures: readonly T[], wanted: string): T[] =>
  pictures.filter(({ prompt }) => prompt === wanted).slice(0, COLUMNS);
