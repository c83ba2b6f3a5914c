/** @file The web socket and uploads from outside: forged, malformed and too much; each gets a sentence and nothing breaks. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { parseClientEvent } from '../../../src/chat/web/protocol.ts';
import { cookieOf, startTestChat, type TestChat } from './server.ts';
import { ownerIdOf } from '../../../src/identity/identity.ts';
import { embeddingOf, identityRecord } from '../../identity/records.ts';
import { randomFrames } from './random-frames.ts';

let chat: TestChat;
beforeAll(async () => {
  chat = await startTestChat({ maxUploadBytes: 1024 * 1024 });
});
afterAll(async () => chat.close());

const socketUrl = (): string => `${chat.address.replace('http', 'ws')}/socket`;

function isGood(frame: string): boolean {
  try {
    parseClientEvent(frame);
    return true;
  } catch {
    return false;
  }
}

describe('opening', () => {
  const statusOf = async (headers: Record<string, string>, origin: string | undefined): Promise<number> => {
    const socket = new WebSocket(socketUrl(), { headers, ...(origin === undefined ? {} : { origin }) });
    socket.on('error', () => undefined);
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    socket.terminate();
    return response.statusCode;
  };
  it('is refused without a session', async () => {
    expect(await statusOf({}, chat.address)).toBe(401);
  });
  it('is refused for a forged session', async () => {
    expect(await statusOf({ cookie: `dreamidentity=abcdefgh.${'A'.repeat(43)}` }, chat.address)).toBe(401);
  });
  it('is refused from another page, and from none', async () => {
    const cookie = await cookieOf(chat.address);
    expect(await statusOf({ cookie }, 'http://evil.example')).toBe(403);
    expect(await statusOf({ cookie }, undefined)).toBe(403);
  });
  it('is refused under a name that was made to point here', async () => {
    const cookie = await cookieOf(chat.address);
    expect(await statusOf({ cookie, host: 'evil.example' }, 'http://evil.example')).toBe(403);
  });
});

it('tells whether the member has an identity, at the welcome and whenever it changes', async () => {
  const browser = await chat.open();
  const greeting = browser.events.find((event) => event.type === 'welcome');
  expect(greeting?.registered).toBe(false);
  const owner = ownerIdOf('web', greeting?.me.id ?? '');
  const { identities } = chat.bot.services;
  await identities.create(identityRecord(owner), 'ann', embeddingOf(1));
  browser.send({ type: 'invoke', requestId: 'r1', command: 'identity', subcommand: 'list', options: {} });
  await browser.next('registered', ({ registered }) => registered);
  const again = await chat.open(browser.cookie);
  expect(again.events.find((event) => event.type === 'welcome')?.registered).toBe(true);
  await identities.removeAll(owner);
  again.send({ type: 'invoke', requestId: 'r1', command: 'identity', subcommand: 'list', options: {} });
  await again.next('registered', ({ registered }) => !registered);
  await browser.next('registered', ({ registered }) => !registered);
});

it('shows a browser that comes in while messages are posted each of them, with no gap', async () => {
  const author = await chat.open();
  const rounds = 8;
  const count = rounds * 5;
  const openings: ReturnType<TestChat['open']>[] = [];
  for (let i = 0; i < count; i += 1) {
    if (i % 5 === 2) openings.push(chat.open());
    const requestId = `m${i}`;
    author.send({ type: 'say', requestId, text: `numbered ${i}` });
    await author.next('answered', (event) => event.requestId === requestId);
  }
  for (const browser of await Promise.all(openings)) {
    const texts = (): readonly string[] =>
      browser.events.flatMap((event) =>
        event.type === 'welcome'
          ? event.messages.map(({ text }) => text)
          : event.type === 'message'
            ? [event.message.text]
            : [],
      );
    const numbers = (): readonly number[] =>
      texts().flatMap((text) => (text.startsWith('numbered ') ? [Number(text.slice(9))] : []));
    if (!numbers().includes(count - 1)) {
      await browser.next('message', ({ message }) => message.text === `numbered ${count - 1}`);
    }
    const seen = new Set(numbers());
    expect([...seen]).toEqual(Array.from({ length: count }, (_, i) => i));
  }
});

it('answers what a browser sends in its first moment', async () => {
  const cookie = await cookieOf(chat.address);
  const socket = new WebSocket(socketUrl(), { headers: { cookie }, origin: chat.address });
  const answered = new Promise<void>((done) => {
    socket.on('message', (data: Buffer) => {
      const event = JSON.parse(data.toString()) as { type: string; requestId?: string };
      if (event.type === 'answered' && event.requestId === 'first') done();
    });
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'say', requestId: 'first', text: 'early' }));
  await answered;
  socket.terminate();
});

it('lets one member have twenty sockets, also when they all come at once', async () => {
  const cookie = await cookieOf(chat.address);
  const outcome = (socket: WebSocket): Promise<number> =>
    new Promise((done) => {
      socket.once('open', () => {
        done(101);
      });
      socket.once('unexpected-response', (_request, { statusCode }) => {
        done(statusCode ?? 0);
      });
    });
  const open = (): WebSocket => new WebSocket(socketUrl(), { headers: { cookie }, origin: chat.address });
  const sockets = Array.from({ length: 30 }, open);
  for (const socket of sockets) socket.on('error', () => undefined);
  const statuses = await Promise.all(sockets.map(outcome));
  expect(statuses.filter((status) => status === 101)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(10);
  const closed = sockets.filter((_, i) => statuses[i] === 101).map((socket) => once(socket, 'close'));
  for (const socket of sockets) socket.terminate();
  await Promise.all(closed);
});

it('answers every one of 10,000 random frames and goes on working', async () => {
  const browser = await chat.open();
  const until = async (fits: () => boolean): Promise<void> => {
    while (!fits()) await once(browser.socket, 'message');
  };
  const frames = [...randomFrames(10_000, 11)];
  // The few that are good by chance may be done instead, or refused for their number.
  const malformed = frames.filter((frame) => !isGood(frame)).length;
  expect(malformed).toBeGreaterThan(9000);
  for (const frame of frames) browser.socket.send(frame);
  await until(() => browser.events.filter(({ type }) => type === 'refused').length >= malformed);
  expect(browser.socket.readyState).toBe(WebSocket.OPEN);
  // Until the pace allows more again, it says so.
  for (let answered = false; !answered;) {
    const before = browser.events.length;
    browser.send({ type: 'say', requestId: 'after', text: 'still here' });
    const since = (type: string): boolean =>
      browser.events.slice(before).some((event) => event.type === type);
    await until(() => since('answered') || since('refused'));
    answered = since('answered');
  }
  expect(chat.errors).toEqual([]);
});

it('refuses binary frames and frames that are too long, and closes on enormous ones', async () => {
  const browser = await chat.open();
  browser.socket.send(Buffer.from([1, 2, 3]));
  expect((await browser.next('refused')).sentence).toMatch(/^Messages are text/);
  browser.socket.send(JSON.stringify({ type: 'say', requestId: 'r', text: 'x'.repeat(40_000) }));
  expect((await browser.next('refused')).sentence).toMatch(/at most 32 KB/);
  browser.socket.send('x'.repeat(1024 * 1024));
  const [code] = (await once(browser.socket, 'close')) as [number];
  expect(code).toBe(1009);
});

it('slows down a browser that sends fifty commands at once, with a sentence', async () => {
  const browser = await chat.open();
  for (let i = 0; i < 50; i += 1) {
    browser.send({ type: 'invoke', requestId: `q${i}`, command: 'help', options: {} });
  }
  const { message } = await browser.next('message', (event) =>
    event.message.text.startsWith('That was a lot at once'),
  );
  expect(message).toMatchObject({ ephemeral: true, kept: false });
});

it('answers an unknown command, a missing option and a wrong one in one sentence each, for the member alone', async () => {
  const browser = await chat.open();
  const other = await chat.open();
  const ask = async (command: string, options: Record<string, string>): Promise<string> => {
    browser.send({ type: 'invoke', requestId: command, command, options });
    const { message } = await browser.next('message', (event) => event.message.author === undefined);
    expect(message.ephemeral).toBe(true);
    return message.text;
  };
  expect(await ask('imagin', {})).toMatch(/Did you mean \/imagine\?/);
  expect(await ask('imagine', { count: '2' })).toMatch(/"prompt" is missing/);
  expect(await ask('imagine', { prompt: 'S* as a chef', sed: '2' })).toMatch(/no option "sed"/);
  expect(await ask('imagine', { prompt: 'S* as a chef' })).toMatch(/no identity yet/);
  expect(other.events.some((event) => event.type === 'message' && event.message.ephemeral)).toBe(false);
});

it('gives a new name to everybody who is there, without hidden characters', async () => {
  const [ada, bo] = await Promise.all([chat.open(), chat.open()]);
  ada.send({ type: 'rename', requestId: 'r', name: ' Ada\u202e \u0000Lovelace ' });
  expect((await ada.next('renamed')).me.name).toBe('Ada Lovelace');
  await bo.next('present', ({ members }) => members.some(({ name }) => name === 'Ada Lovelace'));
  const again = await chat.open(ada.cookie);
  expect(again.events[0]).toMatchObject({ type: 'welcome', me: { name: 'Ada Lovelace' } });
});

it('says in the language that the browser asks for what is wrong with what it sent', async () => {
  const browser = await chat.open(undefined, 'es-MX');
  browser.send({ type: 'rename', requestId: 'r', name: '\u202e' });
  expect((await browser.next('refused')).sentence).toBe('Un nombre necesita al menos una letra: elige otro.');
  browser.socket.send('{');
  expect((await browser.next('refused')).sentence).toBe(
    'No he podido leer eso: recarga la página, por favor.',
  );
});

it('does not press a button that no message of the member carries', async () => {
  const browser = await chat.open();
  browser.send({ type: 'press', requestId: 'r', actionId: 'delete.abcdefgh..AAAAAAAAAAAAAAAA', fields: {} });
  const { message } = await browser.next('message', (event) => event.message.author === undefined);
  expect(message.text).toMatch(/^This button is not one of mine/);
});

describe('an upload', () => {
  const png = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(100)]);
  const upload = async (body: Buffer, headers: Record<string, string>) => {
    const response = await fetch(`${chat.address}/uploads`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers,
    });
    return { status: response.status, body: (await response.json()) as { id?: string; sentence?: string } };
  };
  const honest = async () => ({
    cookie: await cookieOf(chat.address),
    origin: chat.address,
    'content-type': 'image/png',
  });

  it('is kept under an id', async () => {
    expect(await upload(png, { ...(await honest()), 'x-file-name': 'my%20face.png' })).toMatchObject({
      status: 200,
      body: { id: expect.stringMatching(/^[a-z0-9]{20}$/) as string, fileName: 'my face.png', size: 108 },
    });
  });
  it('is refused when it is too large, with the limit', async () => {
    const answer = await upload(Buffer.concat([png, Buffer.alloc(1024 * 1024)]), await honest());
    const sentence = 'That file has 1 MB; at most 1 MB fit: choose a smaller one.';
    expect(answer).toEqual({ status: 400, body: { sentence } });
  });
  it('is refused in the language that the browser asks for', async () => {
    const headers = { ...(await honest()), 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' };
    const answer = await upload(Buffer.concat([png, Buffer.alloc(1024 * 1024)]), headers);
    expect(answer.body.sentence).toBe('Diese Datei hat 1 MB; höchstens 1 MB passen: Wähl eine kleinere.');
  });
  it('is refused when it is no picture', async () => {
    const { body } = await upload(Buffer.from('hello, I am no picture'), await honest());
    expect(body.sentence).toMatch(/is not a PNG, JPEG or WebP picture\.$/);
  });
  it('is refused from another page and without a session', async () => {
    expect((await upload(png, { ...(await honest()), origin: 'http://evil.example' })).status).toBe(403);
    expect((await upload(png, { origin: chat.address, 'content-type': 'image/png' })).status).toBe(401);
  });
});

describe('the page', () => {
  it('allows no script, style or frame but its own', async () => {
    const { headers } = await fetch(chat.address);
    expect(headers.get('content-security-policy')).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/unsafe/);
  });
  it('says that there is nothing elsewhere', async () => {
    expect((await fetch(`${chat.address}/../../etc/passwd`)).status).toBe(404);
    expect((await fetch(`${chat.address}/assets/main.js`)).status).toBe(404);
  });
  it('does not answer under a foreign name', async () => {
    const { request } = await import('node:http');
    const url = new URL(chat.address);
    const [response] = (await once(
      request({ host: url.hostname, port: url.port, headers: { host: 'evil.example' } }).end(),
      'response',
    )) as [{ statusCode: number; resume: () => void }];
    response.resume();
    expect(response.statusCode).toBe(421);
  });
});
