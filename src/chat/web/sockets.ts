/** @file The web sockets: who may open one, how large and how many messages may come, and a way out that says why. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { newId } from '../../identity/id.ts';
import { type Phrase, say } from '../../say.ts';
import { inLocale } from '../language/language.ts';
import type { Sender } from './event-handler.ts';
import type { Hub } from './hub.ts';
import { localeOf } from './locale.ts';
import { hostAllowed, type OriginPolicy, sameOrigin } from './origin.ts';
import { createPace } from './pace.ts';
import { MAX_FRAME_BYTES } from './protocol.ts';
import type { Sessions } from './session.ts';
import type { MemberView, ServerEvent } from './view.ts';

export interface SocketsOptions {
  readonly server: Server;
  readonly sessions: Sessions;
  readonly policy: OriginPolicy;
  readonly hub: Hub;
  readonly member: (memberId: string) => Promise<MemberView>;
  readonly handle: (sender: Sender, frame: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

export interface Sockets {
  /** Resolves when everything that was handed over is answered. */
  readonly idle: () => Promise<void>;
  readonly close: () => void;
}

const MAX_SOCKETS_PER_MEMBER = 20;
const EVENTS_PER_SECOND = 40;
const EVENT_BURST = 80;
/** A browser that does not read is let go. */
const MAX_UNSENT_BYTES = 16 * 1024 * 1024;
const PING_MS = 30_000;
const TOO_LONG = say`A message may have at most ${MAX_FRAME_BYTES / 1024} KB: shorten it.`;

export function createSockets(options: SocketsOptions): Sockets {
  const { server, sessions, policy, hub, onError } = options;
  const running = new Set<Promise<void>>();
  /** How many sockets each member has open, from the moment of the upgrade on. */
  const openOf = new Map<string, number>();
  const openCount = (memberId: string): number => openOf.get(memberId) ?? 0;
  // Slightly longer frames are still read, to be refused with a sentence; ws closes on the rest.
  const wss = new WebSocketServer({
    noServer: true,
    maxPayload: 4 * MAX_FRAME_BYTES,
    perMessageDeflate: false,
  });

  const track = (work: Promise<void>): void => {
    const settled = work.catch(onError).finally(() => running.delete(settled));
    running.add(settled);
  };

  async function enter(socket: WebSocket, locale: string, memberId: string): Promise<Sender> {
    const sender: Sender = {
      member: await options.member(memberId),
      locale,
      connectionId: newId(),
      formTitles: new Map(),
      send: (event) => {
        send(socket, event);
      },
    };
    if (socket.readyState === socket.OPEN) track(hub.join(sender));
    return sender;
  }

  /** Listens from the first moment: what a browser sends before it is known waits, and is answered then. */
  function open(socket: WebSocket, request: IncomingMessage, memberId: string): void {
    const pace = createPace(EVENTS_PER_SECOND, EVENT_BURST);
    openOf.set(memberId, openCount(memberId) + 1);
    const locale = localeOf(request.headers['accept-language']);
    const entered = enter(socket, locale, memberId);
    socket.on('message', (data, isBinary) => {
      const refusal = refusalOf(data, isBinary, pace.take());
      if (refusal === undefined) track(entered.then((sender) => options.handle(sender, textOf(data))));
      else send(socket, { type: 'refused', requestId: undefined, sentence: inLocale(refusal, locale) });
    });
    socket.on('close', () => {
      if (openCount(memberId) > 1) openOf.set(memberId, openCount(memberId) - 1);
      else openOf.delete(memberId);
      track(entered.then(hub.leave));
    });
    track(entered.then(() => undefined));
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { host, origin, cookie } = request.headers;
    const memberId = sessions.read(cookie);
    const refusal =
      request.url !== '/socket'
        ? '404 Not Found'
        : !hostAllowed(policy, host) || !sameOrigin(origin, host)
          ? '403 Forbidden'
          : memberId === undefined
            ? '401 Unauthorized'
            : openCount(memberId) >= MAX_SOCKETS_PER_MEMBER
              ? '429 Too Many Requests'
              : undefined;
    if (refusal !== undefined || memberId === undefined) {
      socket.end(
        `HTTP/1.1 ${refusal ?? '401 Unauthorized'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    wss.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => undefined); // what it sent was no web-socket frame; ws closes it
      open(webSocket, request, memberId);
    });
  };
  server.on('upgrade', upgrade);
  const timer = setInterval(() => {
    for (const socket of wss.clients) socket.ping();
  }, PING_MS);
  timer.unref();

  return {
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
    close() {
      clearInterval(timer);
      server.off('upgrade', upgrade);
      for (const socket of wss.clients) socket.close(1001, 'the server is stopping');
      setTimeout(() => {
        for (const socket of wss.clients) socket.terminate();
      }, 500).unref();
      wss.close();
    },
  };
}

function refusalOf(data: RawData, isBinary: boolean, inTime: boolean): Phrase | undefined {
  if (!inTime) return say`That was a lot at once: slow down a little.`;
  if (isBinary) return say`Messages are text: upload pictures instead.`;
  return textOf(data).length > MAX_FRAME_BYTES ? TOO_LONG : undefined;
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (Buffer.isBuffer(data) ? data : Buffer.from(data)).toString('utf8');
}

function send(socket: WebSocket, event: ServerEvent): void {
  if (socket.readyState !== socket.OPEN) return;
  if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
  else socket.send(JSON.stringify(event));
}
