/** @file Fetching what a member attached: from the platform's own hosts only, never more than allowed, following nothing. */
import { UserError } from '../errors.ts';
import type { Attachment } from './option.ts';
import { say } from '../say.ts';

export interface RemoteFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly size: number;
  readonly url: string;
}

export interface DownloadRules {
  /** Origins ("https://cdn.discordapp.com") that files may come from. */
  readonly origins: ReadonlySet<string>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 15_000;
const GONE = say`I could not fetch the attached file: attach it again, please.`;

/** An attachment whose bytes are fetched when a command asks for them, under these rules. */
export const remoteAttachment = (file: RemoteFile, rules: DownloadRules): Attachment => ({
  kind: 'attachment',
  fileName: file.fileName,
  contentType: file.contentType,
  size: file.size,
  read: (limit) => download(file, rules, limit),
});

/** Throws UserError for a foreign host, a redirect, a failure and for more than `limit` bytes. */
async function download({ url, size }: RemoteFile, rules: DownloadRules, limit: number): Promise<Uint8Array> {
  if (!rules.origins.has(originOf(url))) {
    throw new UserError('file-foreign', 'That file does not come from this chat: attach it here.');
  }
  if (size > limit) throw tooLarge(limit);
  const signal = AbortSignal.timeout(rules.timeoutMs ?? TIMEOUT_MS);
  try {
    // A redirect could lead anywhere, also into a private network; the platforms' hosts do not need one.
    const response = await fetch(url, { redirect: 'error', signal, headers: { ...rules.headers } });
    if (!response.ok || response.body === null) throw new UserError('file-gone', GONE);
    return await collect(response.body, limit);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError('file-gone', GONE, { cause: error });
  }
}

async function collect(body: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop cancels the rest.
    if (length > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (limit: number): UserError =>
  new UserError(
    'file-too-large',
    say`The file is too large: at most ${Math.round((limit / 1024 / 1024) * 10) / 10} MiB; choose a smaller one.`,
  );

function originOf(url: string): string {
  try {
    const { origin, username, password } = new URL(url);
    return username === '' && password === '' ? origin : '';
  } catch {
    return '';
  }
}
