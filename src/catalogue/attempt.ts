/** @file One question to a source: which failures may pass by themselves, and how long to wait before the next. */
import { UserError } from '../errors.ts';

/** An attempt failed in a way that another may not. */
export class Transient extends Error {
  readonly waitMs: number | undefined;
  constructor(message: string, waitMs?: number, options?: ErrorOptions) {
    super(message, options);
    this.waitMs = waitMs;
  }
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

/** As long as the source asks for; else twice as long from failure to failure. `failures` counts from 1. */
export const waitAfter = ({ waitMs }: Transient, failures: number): number =>
  waitMs ?? Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1));

export const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** Follows redirects. Throws Transient where the source is busy, and UserError 'refused-download' where asking again is no use. */
export async function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(url, { headers, signal, redirect: 'follow' });
  if (response.status === 200 || response.status === 206) return response;
  await response.body?.cancel();
  const { status } = response;
  if (status === 408 || status === 416 || status === 429 || status >= 500) {
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    throw new Transient(
      `the source answered ${status}`,
      Number.isFinite(seconds) ? Math.min(LONGEST_WAIT_MS, seconds * 1000) : undefined,
    );
  }
  const why = status === 401 || status === 403 ? ': it wants you to sign in there first' : '';
  throw new UserError('refused-download', `${url} is refused by the source (${status})${why}.`);
}

/** A network's failure may pass, a refusal does not; what `signal` was aborted with says why better than the error that follows. */
export function failureOf(error: unknown, signal?: AbortSignal): unknown {
  if (error instanceof UserError || error instanceof Transient) return error;
  if (signal?.aborted === true) return signal.reason;
  return new Transient(reasonOf(error), undefined, { cause: error });
}

/** fetch says "fetch failed", and why only in its cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
