/** @file A model of the catalogue to the disk: list, choose, download what is missing, and say what each file was checked against. */
import { mkdir, stat, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { SETTINGS_FILE } from '../pipeline/bundle-settings.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { digestFile } from './digest.ts';
import { download, type DownloadOptions, type Wanted } from './download.ts';
import { type ListedFile, type Listing, neededFiles, type Precision } from './listing.ts';
import { requirePinned } from './pins.ts';
import type { ModelFile } from './registry.ts';
import { fetchListing } from './source.ts';

export const DEFAULT_SOURCE = 'https://huggingface.co';

export interface PullOptions extends Omit<DownloadOptions, 'onProgress'> {
  /** A server with the Hub's paths; a mirror, or a test's own. */
  readonly source?: string;
  readonly precision?: Precision;
  readonly onProgress?: (doneBytes: number, totalBytes: number, path: string) => void;
}

export interface Pulled {
  readonly commit: string;
  readonly files: readonly ModelFile[];
}

/** Fills `folder`; called again it fetches only what is missing. Throws UserError. */
export async function pullModel(
  entry: CatalogueEntry,
  folder: string,
  options: PullOptions = {},
): Promise<Pulled> {
  const { source = DEFAULT_SOURCE, precision = 'float16', onProgress } = options;
  const listing = await fetchListing(entry, source, options);
  const files = neededFiles(entry, listing, precision);
  requirePinned(entry, source, files, precision);
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  await mkdir(folder, { recursive: true });
  await requireSpace(folder, files);
  const pulled: ModelFile[] = [];
  let before = 0;
  for (const file of files) {
    const { path, bytes } = file;
    const target = join(folder, path);
    const wanted = wantedOf(entry, listing, file, source);
    if (!(await isThere(target, wanted))) {
      await download(wanted, target, {
        ...options,
        onProgress: (done) => onProgress?.(before + done, total, path),
      });
    }
    before += bytes;
    onProgress?.(before, total, path);
    const trust = path in entry.sha256 ? 'catalogue' : 'source';
    pulled.push({ path, bytes, sha256: await digestFile(target, 'sha256'), trust });
  }
  if (entry.settings !== undefined) {
    await writeOnce(join(folder, SETTINGS_FILE), `${JSON.stringify(entry.settings, undefined, 2)}\n`);
  }
  return { commit: listing.commit, files: pulled };
}

/** What a person wrote there since stays. */
async function writeOnce(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** The catalogue's hash, where it has one, counts more than the source's. */
function wantedOf(
  { repository, sha256 }: CatalogueEntry,
  { commit }: Listing,
  { path, bytes, digest }: ListedFile,
  source: string,
): Wanted {
  const pinned = sha256[path];
  return {
    url: `${source}/${repository}/resolve/${commit}/${path.split('/').map(encodeURIComponent).join('/')}`,
    bytes,
    digest: pinned === undefined ? digest : { algorithm: 'sha256', hex: pinned },
  };
}

async function isThere(path: string, { bytes, digest }: Wanted): Promise<boolean> {
  const size = await stat(path).then(
    (found) => found.size,
    () => -1,
  );
  return size === bytes && (await digestFile(path, digest.algorithm)) === digest.hex;
}

async function requireSpace(folder: string, files: readonly ListedFile[]): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  let missing = 0;
  for (const { path, bytes } of files) {
    const sizes = await Promise.all(
      [path, `${path}.part`].map((name) =>
        stat(join(folder, name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    missing += Math.max(0, bytes - Math.max(...sizes));
  }
  if (missing <= bavail * bsize) return;
  const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1);
  throw new UserError(
    'disk-full',
    `${gigabytes(missing)} GB are to come, and ${folder} has room for ${gigabytes(bavail * bsize)} GB.`,
  );
}
