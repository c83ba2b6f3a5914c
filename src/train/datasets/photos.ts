/** @file A folder of photographs to learn from: which files, where the one face of each is, and their pixels. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { UserError } from '../../errors.ts';
import { decodePhoto } from '../../face/photo/decode-photo.ts';
import type { FivePoints } from '../../face/template.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import type { BundleSettings } from '../../pipeline/bundle-settings.ts';
import { openFaceFinder } from '../../pipeline/face-finder.ts';
import type { RecordMaker } from './record-maker.ts';
import { makeRecords, type OnProgress, openRecords } from './records.ts';
import { weightsDigest } from './weights-digest.ts';

/** Plain data, so that worker threads can be told of it. */
export interface PhotoSet {
  readonly folder: string;
  /** Names the caches: another file, or another finder of faces, is another set. */
  readonly id: string;
  readonly faces: BundleSettings['faces'];
  /** The bundle's own; undefined where faces are found as in photographs. */
  readonly detectorFolder: string | undefined;
}

/** The folder's pictures and those of the folders in it, as paths within it with "/", in the order of their code units. */
export function photoList(folder: string): readonly string[] {
  return namesIn(folder)
    .map((name) => name.split(sep).join('/'))
    .filter((name) => /\.(jpe?g|png|webp)$/i.test(name) && statSync(join(folder, name)).isFile())
    .sort();
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch (cause) {
    throw new UserError('no-photos', `${folder} cannot be read: --faces takes a folder of photographs.`, {
      cause,
    });
  }
}

/** Throws UserError when the folder cannot be read or has no pictures. */
export function photoSetOf(
  folder: string,
  finder: { readonly faces: PhotoSet['faces']; readonly detectorFolder: string | undefined },
): PhotoSet {
  const list = photoList(folder);
  if (list.length === 0) {
    throw new UserError(
      'no-photos',
      `${folder} has no pictures: --faces takes a folder of JPEG, PNG or WebP photographs.`,
    );
  }
  const { faces, detectorFolder } = finder;
  const hash = createHash('sha256').update(
    `${faces}\n${detectorFolder === undefined ? '' : weightsDigest(detectorFolder)}\n`,
  );
  for (const name of list) {
    const { size, mtimeMs } = statSync(join(folder, name));
    hash.update(`${name}\t${size}\t${mtimeMs}\n`);
  }
  return { folder, id: `photos-${hash.digest('hex').slice(0, 12)}`, faces, detectorFolder };
}

/** Of one photo: 1 or 0 for a face to learn from or none, then its five landmarks in pixels of the decoded photo. */
const NUMBERS = 11;

const fileOf = ({ id }: PhotoSet, cacheFolder: string): string => join(cacheFolder, 'photos', `${id}.f32`);

export const records: RecordMaker = {
  async open(options) {
    const set = options as PhotoSet;
    const list = photoList(set.folder);
    const finder = await openFaceFinder(set, set.faces);
    return async (index) => {
      const row = new Float32Array(NUMBERS);
      try {
        const { points } = await finder.choose(await decodePhoto(bytesOf(set, list, index)));
        row.set([1, ...points.flat()]);
      } catch (error) {
        // What a member would be told of the photo; it is counted.
        if (!(error instanceof UserError)) throw error;
      }
      return new Uint8Array(row.buffer);
    };
  },
};

const bytesOf = ({ folder }: PhotoSet, list: readonly string[], index: number): Uint8Array =>
  readFileSync(join(folder, list[index] ?? ''));

/** Finds the face of each photo, once. */
export async function preparePhotos(
  set: PhotoSet,
  cacheFolder: string,
  onProgress: OnProgress,
): Promise<void> {
  const count = photoList(set.folder).length;
  const plan = { module: new URL(import.meta.url), options: set, count, file: fileOf(set, cacheFolder) };
  await makeRecords(plan, 4 * NUMBERS, onProgress);
}

export interface Photos {
  /** Of the photos that show exactly one face well. */
  readonly count: number;
  readonly leftOut: number;
  /** The picture and its face's landmarks in it. */
  readonly read: (index: number) => Promise<{ readonly image: RgbImage; readonly points: FivePoints }>;
}

/** What `preparePhotos` found. */
export function openPhotos(set: PhotoSet, cacheFolder: string): Photos {
  const list = photoList(set.folder);
  const rows = new Float32Array(list.length * NUMBERS);
  const file = openRecords(fileOf(set, cacheFolder), 4 * NUMBERS);
  list.forEach((_, photo) => {
    file.read(photo, new Uint8Array(rows.buffer, 4 * NUMBERS * photo, 4 * NUMBERS));
  });
  file.close();
  const good = list.flatMap((_, photo) => (rows[photo * NUMBERS] === 1 ? [photo] : []));
  return {
    count: good.length,
    leftOut: list.length - good.length,
    async read(index) {
      const photo = good[index];
      if (photo === undefined) throw new RangeError(`there is no photo ${index} of ${good.length}`);
      const at = (n: number): readonly [number, number] => [
        rows[photo * NUMBERS + 1 + 2 * n] as number,
        rows[photo * NUMBERS + 2 + 2 * n] as number,
      ];
      const image = await decodePhoto(bytesOf(set, list, photo));
      return { image, points: [at(0), at(1), at(2), at(3), at(4)] };
    },
  };
}
