/** @file Shelves of books. */
import { rect, times } from '../svg.ts';
import type { Place } from './scenery.ts';

const BOOKS = ['#b5483a', '#d9a441', '#3f7a6b', '#3d5f9a', '#8a4f7d', '#c9c0a8'] as const;

export const library: Place = {
  words: ['in a library', 'in front of bookshelves', 'with books behind'],
  outdoors: false,
  draw: () =>
    rect(0, 0, 200, 200, '#6b4528') +
    times(
      4,
      (row) =>
        rect(0, row * 48 + 42, 200, 6, '#4b2f1a') +
        times(14, (i) => {
          const drop = ((i * 5 + row * 3) % 4) * 3;
          return rect(
            i * 14.6 + 2,
            row * 48 + 6 + drop,
            12,
            36 - drop,
            BOOKS[(i * 7 + row * 5) % 6] ?? BOOKS[0],
          );
        }),
    ),
};
