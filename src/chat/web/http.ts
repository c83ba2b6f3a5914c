/** @file The page, its files, uploads and pictures over HTTP. */
import { type Context, Hono } from 'hono';
import { UserError } from '../../errors.ts';
import { newId } from '../../identity/id.ts';
import { say, type Text } from '../../say.ts';
import { FAULT } from '../adapter.ts';
import { inLocale, languageOf } from '../language/language.ts';
import type { Assets } from './assets.ts';
import { localeOf } from './locale.ts';
import { hostAllowed, type OriginPolicy, sameOrigin } from './origin.ts';
import type { PictureFiles } from './picture-files.ts';
import type { Sessions } from './session.ts';
import type { PhotoMeasurer } from './toonify.ts';
import { requirePicture, tooLarge, type UploadedFile, type Uploads, uploadsFull } from './uploads.ts';

export interface HttpOptions {
  readonly assets: () => Promise<Assets>;
  readonly sessions: Sessions;
  readonly uploads: Uploads;
  readonly measurer: PhotoMeasurer;
  readonly files: PictureFiles;
  readonly policy: OriginPolicy;
  readonly maxUploadBytes: number;
  /** Of all bodies that are on their way in at once. */
  readonly maxReceivingBytes?: number;
  readonly onError: (error: unknown) => void;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

const MAX_RECEIVING_BYTES = 128 * 1024 * 1024;

/** Tested in memory: `app.request(path, init)`. */
export function createHttp(options: HttpOptions): Hono {
  const { sessions, uploads, files, policy } = options;
  const room: Room = { bytes: options.maxReceivingBytes ?? MAX_RECEIVING_BYTES };
  const app = new Hono();
  app.use(async (c, next) => {
    if (!hostAllowed(policy, c.req.header('host'))) {
      return c.text('This address does not lead here.', 421);
    }
    await next();
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    return undefined;
  });
  app.onError((error, c) => {
    if (error instanceof UserError) return c.json(refusal(error.text, c), 400);
    options.onError(error);
    return c.json(refusal(FAULT, c), 500);
  });
  app.notFound((c) => c.text('There is nothing here.', 404));

  /** A picture that a member sends from the page; `use` answers. */
  const receive = (
    path: string,
    use: (memberId: string, file: UploadedFile, c: Context) => Promise<object>,
  ) =>
    app.post(path, async (c) => {
      if (!sameOrigin(c.req.header('origin'), c.req.header('host'))) {
        return c.json(
          refusal(say`Uploads come from this page only: open it, and send the picture there.`, c),
          403,
        );
      }
      const memberId = sessions.read(c.req.header('cookie'));
      if (memberId === undefined) return c.json(refusal(say`Open the page first, then upload.`, c), 401);
      const bytes = await readBody(c.req.raw, options.maxUploadBytes, room);
      const fileName = cleanFileName(c.req.header('x-file-name'));
      const contentType = c.req.header('content-type') ?? '';
      return c.json(await use(memberId, { fileName, contentType, bytes }, c));
    });

  receive('/uploads', (memberId, file) => {
    const id = uploads.keep(memberId, file);
    return Promise.resolve({ id, fileName: file.fileName, size: file.bytes.byteLength });
  });

  receive('/toonify', (memberId, file, c) => {
    requirePicture(file);
    return options.measurer.measure(memberId, file.bytes, c.req.raw.signal);
  });

  app.get('/pictures/:id{[a-z0-9]{20}}', async (c) => {
    const file = await files.read(c.req.param('id'), sessions.read(c.req.header('cookie')));
    if (file === undefined) return c.notFound();
    c.header('content-type', file.contentType);
    c.header('cache-control', 'private, max-age=31536000, immutable');
    c.header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.fileName)}`);
    return c.body(new Uint8Array(file.bytes));
  });

  app.get('*', async (c) => {
    const { path } = c.req;
    const { page, files: assets } = await options.assets();
    const isPage = path === '/';
    const found = isPage ? page(languageOf(localeOf(c.req.header('accept-language')))) : assets.get(path);
    if (found === undefined) return c.notFound();
    if (isPage) {
      c.header('vary', 'accept-language');
      // Again for whoever has one: who comes now and then stays the same member, whatever becomes of the key that signed it.
      const memberId = sessions.read(c.req.header('cookie')) ?? newId();
      c.header('set-cookie', sessions.cookieFor(memberId, c.req.header('x-forwarded-proto') === 'https'));
    }
    c.header('etag', found.etag);
    c.header(
      'cache-control',
      path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    c.header('content-type', found.contentType);
    const unchanged = !isPage && c.req.header('if-none-match') === found.etag;
    return unchanged ? c.body(null, 304) : c.body(new Uint8Array(found.bytes));
  });
  return app;
}

/** In the language that the browser asks for. */
const refusal = (sentence: Text, c: Context) => ({
  sentence: inLocale(sentence, localeOf(c.req.header('accept-language'))),
});

/** What is left for bodies on their way in. */
interface Room {
  bytes: number;
}

/** Stops reading where the limit is passed, or the room for all is full; throws UserError. */
async function readBody(request: Request, limit: number, room: Room): Promise<Uint8Array> {
  const announced = Number(request.headers.get('content-length') ?? 0);
  if (announced > limit) throw tooLarge(announced, limit);
  const chunks: Uint8Array[] = [];
  let size = 0;
  // A body's type leaves open what it yields: bytes.
  const body = (request.body ?? []) as AsyncIterable<Uint8Array>;
  try {
    for await (const chunk of body) {
      size += chunk.byteLength;
      room.bytes -= chunk.byteLength;
      if (size > limit) throw tooLarge(size, limit);
      if (room.bytes < 0) throw uploadsFull();
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    room.bytes += size;
  }
}

function cleanFileName(header: string | undefined): string {
  let name = header ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    // as it came
  }
  const clean = name.replaceAll(/[\p{C}/\\]/gu, '').trim();
  return clean === '' ? 'picture' : clean.slice(0, 100);
}
