/** @file A download source on loopback that can drop, truncate, redirect, corrupt, ignore ranges, hang and refuse. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What happens to the next request for a file; then the following one in the list. */
export type Fault =
  | { readonly kind: 'drop'; readonly after: number }
  | { readonly kind: 'truncate'; readonly after: number }
  | { readonly kind: 'redirect' }
  | { readonly kind: 'corrupt' }
  | { readonly kind: 'ignore-range' }
  | { readonly kind: 'wrong-range' }
  | { readonly kind: 'too-much' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string };

export interface LossySource {
  readonly address: string;
  /** Range headers of the requests for files, in order; "" for none. */
  readonly ranges: string[];
  /** For which the list of files was asked. */
  readonly revisions: string[];
  readonly close: () => Promise<void>;
}

/** Where the list of files stands among the faults. */
export const LISTING = 'the list';

export interface LossySourceOptions {
  /** By path below the repository. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** By path; each list is used up from its beginning. */
  readonly faults?: ReadonlyMap<string, Fault[]>;
  readonly commit?: string;
}

const COMMIT = 'c0ffee'.padEnd(40, '0');

/** Speaks the two paths of the Hub that pulling needs. */
export async function startLossySource({
  files,
  faults = new Map(),
  commit = COMMIT,
}: LossySourceOptions): Promise<LossySource> {
  const ranges: string[] = [];
  const revisions: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname.startsWith('/api/models/')) {
      revisions.push(decodeURIComponent(url.pathname.split('/revision/')[1] ?? ''));
      const list = JSON.stringify({ sha: commit, siblings: [...files].map(siblingOf) });
      serve(request, response, Buffer.from(list), faults.get(LISTING)?.shift());
      return;
    }
    const [, path = ''] = url.pathname.split(`/resolve/${commit}/`);
    const bytes = files.get(decodeURIComponent(path));
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    ranges.push(request.headers.range ?? '');
    const fault = url.searchParams.has('cdn') ? undefined : faults.get(path)?.shift();
    serve(request, response, bytes, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    ranges,
    revisions,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function siblingOf([rfilename, bytes]: readonly [string, Buffer]): object {
  const isLarge = rfilename.endsWith('.safetensors');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { rfilename, size: bytes.length, blobId: gitBlob(bytes), ...(isLarge && { lfs: { sha256 } }) };
}

export const gitBlob = (bytes: Buffer): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  whole: Buffer,
  fault: Fault | undefined,
): void {
  const asked = fault?.kind === 'ignore-range' ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
  const start = asked === null ? 0 : Number(asked[1]);
  const rest = whole.subarray(start);
  const send = (length: number): void => {
    const shown = fault?.kind === 'wrong-range' ? start + 1 : start;
    response.writeHead(asked === null ? 200 : 206, {
      'content-length': length,
      ...(asked !== null && { 'content-range': `bytes ${shown}-${whole.length - 1}/${whole.length}` }),
    });
  };
  switch (fault?.kind) {
    case 'drop':
      send(rest.length);
      response.write(rest.subarray(0, fault.after), () => response.destroy());
      return;
    case 'truncate':
      send(fault.after);
      response.end(rest.subarray(0, fault.after));
      return;
    case 'redirect':
      response.writeHead(302, { location: `${request.url ?? ''}?cdn=1` }).end();
      return;
    case 'corrupt': {
      const damaged = Buffer.from(rest);
      damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
      send(damaged.length);
      response.end(damaged);
      return;
    }
    case 'too-much':
      send(rest.length + 7);
      response.end(Buffer.concat([rest, Buffer.alloc(7)]));
      return;
    case 'hang':
      send(rest.length);
      response.write(rest.subarray(0, 10));
      return;
    case 'status':
      response
        .writeHead(fault.status, fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter })
        .end();
      return;
    case 'ignore-range':
    case 'wrong-range':
    case undefined:
      send(rest.length);
      response.end(rest);
  }
}
