/** @file One file from a source to the disk: resumed where it stopped, retried, and only then in its place when its digest is right. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import { failureOf, request, Transient, wait, waitAfter } from './attempt.ts';
import { type Digest, digestFile } from './digest.ts';

export interface DownloadOptions {
  /** Attempts in a row that brought nothing new before giving up. */
  readonly attempts?: number;
  /** A connection that is silent for so long is given up and resumed. */
  readonly stallMs?: number;
  /** Waits between attempts; given in tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** Bytes of this file on the disk. */
  readonly onProgress?: (bytes: number) => void;
}

export interface Wanted {
  readonly url: string;
  readonly bytes: number;
  readonly digest: Digest;
}

/**
 * Leaves the whole file at `path`, or `path` untouched and what has come in `path`.part for the next call. Throws
 * UserError ('refused-download', 'corrupt-download', 'broken-download', 'disk-full').
 */
export async function download(wanted: Wanted, path: string, options: DownloadOptions = {}): Promise<void> {
  const { attempts = 6, sleep = wait, onProgress } = options;
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  let failures = 0;
  let corrupt = 0;
  for (;;) {
    const before = await sizeOf(part);
    try {
      if (before < wanted.bytes || before === 0) await fetchRest(wanted, part, before, options);
      onProgress?.(wanted.bytes);
      const found = await digestFile(part, wanted.digest.algorithm);
      if (found === wanted.digest.hex) break;
      await rm(part);
      if (++corrupt > 1) throw corruption(wanted, found);
      failures = 0;
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      failures = (await sizeOf(part)) > before ? 1 : failures + 1;
      if (failures >= attempts) throw broken(wanted, error);
      await sleep(waitAfter(error, failures));
    }
  }
  await rename(part, path);
}

/** Appends what is missing to `part`. Throws Transient when the connection ends early. */
async function fetchRest(
  { url, bytes }: Wanted,
  part: string,
  have: number,
  { stallMs = 30_000, onProgress }: DownloadOptions,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(stop, stallMs);
  function stop(): void {
    silence.abort(new Transient(`nothing came for ${stallMs} ms`));
  }
  try {
    // Compressed bytes would neither resume nor have the expected size.
    const headers = { 'accept-encoding': 'identity', ...(have > 0 && { range: `bytes=${have}-` }) };
    const response = await request(url, headers, silence.signal);
    // A source that does not resume sends the whole file again.
    const start = response.status === 206 ? startOf(response, have) : 0;
    let done = start;
    const count = new Transform({
      transform(piece: Buffer, _encoding, next) {
        clearTimeout(timer);
        timer = setTimeout(stop, stallMs);
        done += piece.length;
        if (done > bytes) next(new Transient(`more than the expected ${bytes} bytes came`));
        else {
          onProgress?.(done);
          next(undefined, piece);
        }
      },
    });
    const target = createWriteStream(part, start === 0 ? { flags: 'w' } : { flags: 'r+', start });
    await pipeline(bodyOf(response), count, target, { signal: silence.signal });
    if (done < bytes) throw new Transient(`${done} of ${bytes} bytes came`);
  } catch (error) {
    throw explained(error, silence.signal, part);
  } finally {
    clearTimeout(timer);
    // Ends a connection whose answer was not read to its end.
    silence.abort();
  }
}

function startOf(response: Response, have: number): number {
  const range = /^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '');
  if (range !== null && Number(range[1]) === have) return have;
  throw new Transient('the source resumed elsewhere than asked');
}

function bodyOf({ body }: Response): Readable {
  if (body === null) throw new Transient('an empty answer');
  return Readable.fromWeb(body);
}

/** A full disk does not pass by itself. */
function explained(error: unknown, signal: AbortSignal, part: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC') return failureOf(error, signal);
  return new UserError('disk-full', `The disk is full; ${part} is kept to go on from.`, { cause: error });
}

const corruption = ({ url, digest }: Wanted, found: string): UserError =>
  new UserError(
    'corrupt-download',
    `${url} came twice with other bytes than it should: ${digest.algorithm} ${found}, expected ${digest.hex}. Nothing was kept.`,
  );

const broken = ({ url }: Wanted, cause: Error): UserError =>
  new UserError(
    'broken-download',
    `${url} could not be fetched: ${cause.message}. What came is kept; the same command goes on from there.`,
    { cause },
  );

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
