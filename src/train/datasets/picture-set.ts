/** @file The pictures that an encoder learns from: drawn ones, or a folder of photographs. */
import { openPhotos, type PhotoSet } from './photos.ts';
import { countOf, portraitSetId, type PortraitSet } from './portraits.ts';

export type PictureSet = PortraitSet | PhotoSet;

export const arePhotos = (set: PictureSet): set is PhotoSet => 'folder' in set;

/** What names its caches. */
export const pictureSetId = (set: PictureSet): string => (arePhotos(set) ? set.id : portraitSetId(set));

/** Photographs have to be prepared before. */
export const pictureCount = (set: PictureSet, cacheFolder: string): number =>
  arePhotos(set) ? openPhotos(set, cacheFolder).count : countOf(set);
