/** @file Asks a source what it holds at a revision; a list that does not come is asked for again. */
import { UserError } from '../errors.ts';
import { failureOf, request, Transient, wait, waitAfter } from './attempt.ts';
import type { CatalogueEntry } from './catalogue.ts';
import type { DownloadOptions } from './download.ts';
import { type Listing, parseListing } from './listing.ts';

export type ListingOptions = Pick<DownloadOptions, 'attempts' | 'stallMs' | 'sleep'>;

/** Forty digits: no branch. */
const COMMIT = /^[0-9a-f]{40}$/;

/** A list is small: where it does not come in a few attempts, the source is out of reach. */
const ATTEMPTS = 3;

/** Throws UserError 'unreachable-source', 'refused-download', 'bad-listing' or 'other-commit'. */
export async function fetchListing(
  { repository, revision }: Pick<CatalogueEntry, 'repository' | 'revision'>,
  source: string,
  options: ListingOptions,
): Promise<Listing> {
  const { attempts = ATTEMPTS, sleep = wait } = options;
  const url = `${source}/api/models/${repository}/revision/${encodeURIComponent(revision)}?blobs=true`;
  for (let failures = 1; ; failures++) {
    try {
      const listing = parseListing(await fetchJson(url, options));
      if (COMMIT.test(revision) && listing.commit !== revision) throw otherCommit(source, listing, revision);
      return listing;
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      if (failures >= attempts) throw unreachable(source, error);
      await sleep(waitAfter(error, failures));
    }
  }
}

/** Undefined for what is no JSON. */
async function fetchJson(url: string, { stallMs = 30_000 }: ListingOptions): Promise<unknown> {
  let text: string;
  try {
    const response = await request(url, {}, AbortSignal.timeout(stallMs));
    text = await response.text();
  } catch (error) {
    throw failureOf(error);
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreachable = (source: string, cause: Error): UserError =>
  new UserError(
    'unreachable-source',
    `${source} cannot be reached (${cause.message}); the same command tries again, and --source names a mirror.`,
    { cause },
  );

const otherCommit = (source: string, { commit }: Listing, revision: string): UserError =>
  new UserError(
    'other-commit',
    `${source} answers with commit ${commit}, and this catalogue names ${revision}; nothing was downloaded.`,
  );
