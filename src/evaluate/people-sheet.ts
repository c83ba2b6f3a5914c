/** @file What was measured, for eyes: each person's input face, then that person in each prompt, unselected. */
import { contactSheet, type Tile } from '../image/contact-sheet.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import type { JudgedPrompt } from './judged-context.ts';
import { drawInput, type MakePictures } from './measure.ts';

/** The first people and prompts of a measurement; more than that nobody looks at. */
const MOST = 8;

export interface PeopleSheet {
  /** Passes everything on and keeps the first picture of each person and prompt that the sheet shows. */
  readonly watch: (make: MakePictures) => MakePictures;
  /** `cell` is a tile's side in pixels. */
  readonly finish: (cell: number) => Promise<RgbImage>;
}

export function peopleSheet(seeds: readonly number[], prompts: readonly JudgedPrompt[]): PeopleSheet {
  const rows = seeds.slice(0, MOST);
  const columns = prompts.slice(0, MOST);
  const pictures = new Map<string, RgbImage>();
  return {
    watch: (make) => async (seed, prompt, images) => {
      const made = await make(seed, prompt, images);
      const [first] = made;
      if (first !== undefined && rows.includes(seed) && columns.includes(prompt)) {
        pictures.set(`${seed}/${prompt.prompt}`, first);
      }
      return made;
    },
    async finish(cell) {
      const tiles: Tile[] = [];
      for (const [row, seed] of rows.entries()) {
        // The first row says for all what a column shows.
        const labelled = (image: RgbImage, label: string): Tile => (row === 0 ? { image, label } : { image });
        tiles.push(labelled(await drawInput(seed), 'input'));
        for (const { prompt } of columns) {
          const image = pictures.get(`${seed}/${prompt}`);
          if (image === undefined) throw new RangeError(`no picture was made of ${seed} for "${prompt}"`);
          tiles.push(labelled(image, prompt.replace(', looking at the camera', '')));
        }
      }
      return contactSheet(tiles, 1 + columns.length, { cell });
    },
  };
}
