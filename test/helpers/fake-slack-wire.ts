/** @file Slack's wire formats: arguments of Web API calls, and deliveries signed as Slack signs them. */
import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';

/** A form-encoded command, or JSON: of an event as it is, of an interaction in `payload`. */
export type Delivered =
  | { readonly form: Readonly<Record<string, string>> }
  | { readonly event: unknown }
  | { readonly interaction: unknown }
  | { readonly raw: string; readonly type: string };

export interface Signing {
  readonly secret: string;
  readonly skewSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Where to; Slack's own address of the bot when left out. */
  readonly path: string;
}

export const FAKE_SECRET = 'shhh';

/** JSON, or a form whose lists and objects are JSON. */
export function argsOf(request: IncomingMessage, body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  if (request.headers['content-type']?.includes('json') === true) {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()));
  }
  const parse = (value: string): unknown => {
    try {
      return /^[[{]/.test(value) ? JSON.parse(value) : value;
    } catch {
      return value;
    }
  };
  return Object.fromEntries(
    [...new URLSearchParams(body.toString())].map(([key, value]) => [key, parse(value)]),
  );
}

/** A file for who has the bot's token, or the way to where it is. */
export function serveFile(
  { headers }: IncomingMessage,
  response: ServerResponse,
  file: Uint8Array | string | undefined,
): void {
  if (typeof file === 'string') {
    response.writeHead(302, { location: file }).end();
    return;
  }
  const authorized = headers.authorization === 'Bearer xoxb-1';
  response
    .writeHead(file === undefined ? 404 : authorized ? 200 : 403, { 'content-type': 'image/png' })
    .end(authorized ? file : undefined);
}

export function deliver(url: string, body: Delivered, signing: Partial<Signing>): Promise<Response> {
  const { secret = FAKE_SECRET, skewSeconds = 0, headers = {} } = signing;
  const form = 'application/x-www-form-urlencoded';
  const [text, type] =
    'form' in body
      ? [new URLSearchParams(body.form).toString(), form]
      : 'event' in body
        ? [JSON.stringify(body.event), 'application/json']
        : 'interaction' in body
          ? [new URLSearchParams({ payload: JSON.stringify(body.interaction) }).toString(), form]
          : [body.raw, body.type];
  const timestamp = String(Math.floor(Date.now() / 1000) + skewSeconds);
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex')}`;
  return fetch(url, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...headers,
    },
  });
}

export const isWebp = (bytes: Uint8Array): boolean =>
  /^RIFF.{4}WEBP/s.test(Buffer.from(bytes.subarray(0, 12)).toString('latin1'));

/** The page that a call asks for, and the cursor of the next one. */
export function pageOf<T>(all: readonly T[], args: Readonly<Record<string, unknown>>) {
  const [from, limit] = [Number(args['cursor'] ?? 0), Number(args['limit'] ?? 100)];
  const end = from + limit;
  return { page: all.slice(from, end), next: end < all.length ? String(end) : '' };
}

/** As Slack lists a message. */
export const messageOf = ({ ts, text, blocks, metadata }: Readonly<Record<Listed, unknown>>) => ({
  type: 'message',
  ts,
  text,
  blocks,
  metadata,
});
type Listed = 'ts' | 'text' | 'blocks' | 'metadata';
