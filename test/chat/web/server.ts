/** @file A real web chat for a test: a Redis of its own, the real bot, and browsers made of fetch and ws. */
import { WebSocket } from 'ws';
import { createWebAdapter, type WebAdapter, type WebAdapterOptions } from '../../../src/chat/web/adapter.ts';
import type { ClientEvent } from '../../../src/chat/web/protocol.ts';
import type { ServerEvent } from '../../../src/chat/web/view.ts';
import { newId } from '../../../src/identity/id.ts';
import { withNewKey } from '../../../src/identity/key-ring.ts';
import { type BotParts, createBotParts } from '../../../src/main/bot-parts.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

export interface Browser {
  readonly cookie: string;
  readonly events: ServerEvent[];
  readonly socket: WebSocket;
  readonly send: (event: ClientEvent) => void;
  /** The first event, from now or from before, that fits and that nobody has taken yet. */
  readonly next: <T extends ServerEvent['type']>(
    type: T,
    fits?: (event: Extract<ServerEvent, { type: T }>) => boolean,
  ) => Promise<Extract<ServerEvent, { type: T }>>;
}

export interface TestChat {
  readonly redis: TestRedis;
  readonly web: WebAdapter;
  readonly bot: BotParts;
  readonly address: string;
  readonly errors: unknown[];
  /** For a worker of this chat. */
  readonly shared: Pick<WebAdapterOptions, 'redisUrl' | 'ring' | 'prefix' | 'onError'>;
  readonly open: (cookie?: string, locale?: string) => Promise<Browser>;
  readonly close: () => Promise<void>;
}

export const cookieOf = async (address: string): Promise<string> =>
  (await fetch(address)).headers.get('set-cookie')?.split(';')[0] ?? '';

export async function startTestChat(options: Partial<WebAdapterOptions> = {}): Promise<TestChat> {
  const redis = await startTestRedis();
  const errors: unknown[] = [];
  const shared = {
    redisUrl: redis.url,
    ring: withNewKey(undefined, 'test'),
    prefix: `{${newId()}}`,
    onError: (error: unknown) => errors.push(error),
  };
  const web = createWebAdapter({ ...shared, host: '127.0.0.1', port: 0, ...options });
  const bot = createBotParts({ ...shared, platforms: [web.platform], rate: { requests: 30, seconds: 1 } });
  await web.start(bot.router);
  await bot.ready();
  const sockets: WebSocket[] = [];
  const address = web.address();
  return {
    redis,
    web,
    bot,
    address,
    errors,
    shared,
    async open(cookie, locale = 'en') {
      const browser = openBrowser(address, cookie ?? (await cookieOf(address)), locale);
      sockets.push(browser.socket);
      await browser.next('welcome');
      return browser;
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      await web.stop();
      await bot.close();
      await web.close();
      await redis.close();
    },
  };
}

function openBrowser(address: string, cookie: string, locale: string): Browser {
  const socket = new WebSocket(`${address.replace('http', 'ws')}/socket`, {
    headers: { cookie, 'accept-language': locale },
    origin: address,
  });
  const events: ServerEvent[] = [];
  const taken = new Set<ServerEvent>();
  let failure: Error | undefined;
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
    waiting.clear();
  };
  socket.on('message', (data: Buffer) => {
    events.push(JSON.parse(data.toString()) as ServerEvent);
    wake();
  });
  socket.on('error', (error) => {
    failure = error;
    wake();
  });
  const nextOf: Browser['next'] = async (type, fits = () => true) => {
    for (;;) {
      const found = events.find(
        (event): event is Extract<ServerEvent, { type: typeof type }> =>
          event.type === type &&
          !taken.has(event) &&
          fits(event as Extract<ServerEvent, { type: typeof type }>),
      );
      if (found !== undefined) {
        taken.add(found);
        return found;
      }
      if (failure !== undefined) throw failure;
      await new Promise<void>((done) => waiting.add(done));
    }
  };
  return {
    cookie,
    events,
    socket,
    next: nextOf,
    send: (event) => {
      socket.send(JSON.stringify(event));
    },
  };
}
