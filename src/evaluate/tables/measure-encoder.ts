/** @file The verdicts on one trained encoder, kept in its folder: a stopped measurement goes on, a finished one is read. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeImage } from '../../image/decode-image.ts';
import { encodePng } from '../../image/encode-png.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import type { Jury, MakePictures, Subjects } from '../measure.ts';
import type { Verdict } from '../verdict.ts';

export interface Sitting {
  readonly subjects: Subjects;
  readonly jury: Jury;
  /** Pictures for each person and prompt. */
  readonly images: number;
  /** All else that verdicts follow from: denoising steps, digests of bundle and judges. */
  readonly conditions: Readonly<Record<string, string | number>>;
}

/** People whose pictures are kept for the contact sheets: the first, unselected. */
export const SHOWN_PEOPLE = 8;

/** Names the measurement by everything that it follows from. */
function digestOf({ subjects, images, conditions }: Sitting): string {
  const { seeds, distractors, prompts } = subjects;
  const all = { seeds, distractors, prompts, images, conditions };
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 12);
}

const foldersOf = (folder: string, sitting: Sitting) => {
  const kept = join(folder, `measured-${digestOf(sitting)}`);
  return { kept, file: join(kept, 'verdicts.jsonl') };
};

const pictureFile = (kept: string, person: number, prompt: number): string =>
  join(kept, `${person}-${prompt}.png`);

/** Person by person, prompt by prompt. A stop between two pictures loses nothing. */
export async function measureEncoder(
  folder: string,
  sitting: Sitting,
  make: MakePictures,
  onPicture: (done: number, total: number) => void,
): Promise<Verdict[]> {
  const { subjects, jury, images } = sitting;
  const { kept, file } = foldersOf(folder, sitting);
  mkdirSync(kept, { recursive: true });
  const verdicts = readVerdicts(file, images);
  const total = subjects.seeds.length * subjects.prompts.length * images;
  for (const [person, seed] of subjects.seeds.entries()) {
    for (const [p, prompt] of subjects.prompts.entries()) {
      if (verdicts.length > (person * subjects.prompts.length + p) * images) continue;
      const made = await make(seed, prompt, images);
      const [first] = made;
      if (person < SHOWN_PEOPLE && first !== undefined) {
        writeFileSync(pictureFile(kept, person, p), await encodePng(first));
      }
      const judged: Verdict[] = [];
      for (const image of made) judged.push(await jury.judge(image, person, p));
      appendFileSync(file, judged.map((verdict) => `${JSON.stringify(verdict)}\n`).join(''));
      verdicts.push(...judged);
      onPicture(verdicts.length, total);
    }
  }
  return verdicts;
}

/** Whole groups of `images` lines; what a stop has cut off is left out, in the file too. */
function readVerdicts(file: string, images: number): Verdict[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  const whole = lines.slice(0, lines.length - (lines.length % images));
  writeFileSync(file, whole.map((line) => `${line}\n`).join(''));
  return whole.map((line) => JSON.parse(line) as Verdict);
}

/** The first picture of that person in that prompt. */
export const readPicture = (
  folder: string,
  sitting: Sitting,
  person: number,
  prompt: number,
): Promise<RgbImage> =>
  decodeImage(readFileSync(pictureFile(foldersOf(folder, sitting).kept, person, prompt)));
