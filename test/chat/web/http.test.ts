/** @file The page over HTTP: who a browser stays, and how much may be on its way in. */
import { expect, it } from 'vitest';
import { type HttpOptions, createHttp } from '../../../src/chat/web/http.ts';
import { originPolicyOf } from '../../../src/chat/web/origin.ts';
import { createSessions } from '../../../src/chat/web/session.ts';
import { createUploads } from '../../../src/chat/web/uploads.ts';
import { withNewKey } from '../../../src/identity/key-ring.ts';

const ADDRESS = 'http://127.0.0.1:8080';
const MEMBER = 'abcdefgh234567abcdef';
const nothing = () => Promise.reject(new Error('not asked for here'));

const httpWith = (ring = withNewKey(undefined, 'a'), parts: Partial<HttpOptions> = {}) =>
  createHttp({
    assets: () =>
      Promise.resolve({
        files: new Map(),
        page: () => ({ contentType: 'text/html', bytes: Buffer.from('page'), etag: '"1"' }),
      }),
    sessions: createSessions(ring),
    uploads: createUploads(),
    measurer: { measure: nothing, close: nothing },
    files: { save: nothing, read: nothing, remove: nothing, retire: nothing },
    policy: originPolicyOf('127.0.0.1'),
    maxUploadBytes: 100,
    onError: (error) => {
      throw error;
    },
    ...parts,
  });

const cookieOf = (setCookie: string | null): string => setCookie?.split(';')[0] ?? '';

it('whoever opens the page again is the same member for another year, by a cookie of the newest key', async () => {
  const ring = withNewKey(undefined, 'a');
  const cookie = cookieOf(createSessions(ring).cookieFor(MEMBER, false));
  const rotated = withNewKey(ring, 'b');
  const { headers } = await httpWith(rotated).request(`${ADDRESS}/`, {
    headers: { host: '127.0.0.1:8080', cookie },
  });
  const renewed = headers.get('set-cookie');
  expect(renewed).toContain(`Max-Age=${365 * 24 * 3600}`);
  const newestAlone = { currentId: 'b', keys: new Map([...rotated.keys].filter(([id]) => id === 'b')) };
  expect(createSessions(newestAlone).read(cookie)).toBeUndefined();
  expect(createSessions(newestAlone).read(cookieOf(renewed))).toBe(MEMBER);
});

it('a newcomer gets a cookie of its own', async () => {
  const open = async () =>
    (await httpWith().request(`${ADDRESS}/`, { headers: { host: '127.0.0.1:8080' } })).headers.get(
      'set-cookie',
    );
  const [one, another] = [await open(), await open()];
  expect(one).toMatch(/^dreamidentity=[a-z2-7]{20}\./);
  expect(one).not.toBe(another);
});

it('bodies on their way in have a bound together, and one that ends makes room', async () => {
  const ring = withNewKey(undefined, 'a');
  const app = httpWith(ring, { maxReceivingBytes: 100 });
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(52)]);
  const upload = (body: Buffer | ReadableStream<Uint8Array>) =>
    app.request(`${ADDRESS}/uploads`, {
      method: 'POST',
      headers: {
        host: '127.0.0.1:8080',
        origin: ADDRESS,
        cookie: cookieOf(createSessions(ring).cookieFor(MEMBER, false)),
        'content-type': 'image/png',
      },
      body,
      duplex: 'half',
    });
  let finish: () => void = () => undefined;
  const held = new Promise<void>((done) => (finish = done));
  const slow = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(png);
      void held.then(() => {
        controller.close();
      });
    },
  });
  const first = upload(slow);
  const second = await upload(png);
  expect([second.status, await second.json()]).toEqual([
    400,
    { sentence: 'Too many pictures are being uploaded just now: try again in a minute.' },
  ]);
  finish();
  expect((await first).status).toBe(200);
  expect((await upload(png)).status).toBe(200);
});
