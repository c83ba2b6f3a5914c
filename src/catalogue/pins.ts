/** @file Holds a source to the hashes that the catalogue vouches for, before a byte comes. */
import { posix } from 'node:path';
import { UserError } from '../errors.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { isHalf, isWeights, type ListedFile, type Precision } from './listing.ts';

/**
 * Throws UserError 'other-hash' where the source states another hash than the catalogue, and 'other-files' where weights whose
 * hash is pinned would come under another name, so that nothing would be checked.
 */
export function requirePinned(
  { sha256 }: Pick<CatalogueEntry, 'sha256'>,
  source: string,
  files: readonly ListedFile[],
  precision: Precision,
): void {
  for (const { path, digest } of files) {
    const pinned = sha256[path];
    if (pinned === undefined || digest.algorithm !== 'sha256' || digest.hex === pinned) continue;
    throw new UserError(
      'other-hash',
      `${source} states SHA-256 ${digest.hex} for ${path}, and this catalogue vouches for ${pinned}: these are not the published weights, so nothing was downloaded; import a folder that you trust with models import.`,
    );
  }
  for (const pinned of Object.keys(sha256).filter((path) => isHalf(path) === (precision === 'float16'))) {
    const weights = files.map(({ path }) => path).filter((path) => isWeightsOf(path, pinned));
    if (weights.length === 1 && weights[0] === pinned) continue;
    throw new UserError(
      'other-files',
      `${source} offers ${weights.join(', ') || 'nothing'} where this catalogue vouches for ${pinned} alone, so nothing was downloaded.`,
    );
  }
}

/** Whether `path` holds weights of the network whose weights `pinned` holds. */
const isWeightsOf = (path: string, pinned: string): boolean =>
  posix.dirname(path) === posix.dirname(pinned) && isWeights(path);
