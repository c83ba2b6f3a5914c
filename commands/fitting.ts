/** @file As many lines as one message takes on every platform. */
import { ENGLISH, inLanguage, type Text } from '../src/say.ts';

/** Discord's messages have 2,000 characters; other languages are longer than English, and its markup is written out. */
const ROOM = 1400;

/** The first lines, at least one, as far as there is room. */
export function fitting(lines: readonly Text[], room = ROOM): readonly Text[] {
  let left = room;
  const end = lines.findIndex((line, i) => {
    left -= inLanguage(line, ENGLISH).length + 1;
    return left < 0 && i > 0;
  });
  return end === -1 ? lines : lines.slice(0, end);
}
