/** @file Calls of Discord's REST API as the fake reads them: JSON, or multipart with files beside it. */
import type { IncomingMessage } from 'node:http';
import type { FakeFile } from './fake-discord-messages.ts';

export interface DiscordCall {
  readonly method: string;
  /** Without "/api/v10". */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly json: unknown;
  readonly files: ReadonlyMap<number, FakeFile>;
  readonly at: number;
}

export async function readCall(request: IncomingMessage, url: URL, body: Buffer): Promise<DiscordCall> {
  const files = new Map<number, FakeFile>();
  let json: unknown;
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- small bodies of a test
    const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
    for (const [key, value] of form) {
      if (typeof value === 'string') {
        if (key === 'payload_json') json = JSON.parse(value);
        continue;
      }
      const bytes = new Uint8Array(await value.arrayBuffer());
      files.set(Number(/^files\[(\d+)\]$/.exec(key)?.[1]), { name: value.name, type: value.type, bytes });
    }
  } else if (body.length > 0) json = JSON.parse(body.toString());
  return {
    method: request.method ?? '',
    path: decodeURIComponent(url.pathname).replace('/api/v10', ''),
    query: url.searchParams,
    authorization: request.headers.authorization,
    json,
    files,
    at: Date.now(),
  };
}
