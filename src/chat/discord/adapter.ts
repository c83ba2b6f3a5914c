/** @file Discord, both ways: discord.js' gateway hands interactions to the router, its REST client posts. */
import { Client, Events } from 'discord.js';
import { ConfigError } from '../../errors.ts';
import type { Text } from '../../say.ts';
import type { Adapter } from '../adapter.ts';
import type { Router } from '../router.ts';
import { createDiscordApi } from './api.ts';
import { defineForDiscord } from './definitions.ts';
import { createHandler } from './handler.ts';
import { createDiscordPlatform, type Fit } from './platform.ts';
import { registerCommands } from './register.ts';
import { createTokenMemory } from './token-memory.ts';

export interface DiscordOptions {
  readonly token: string;
  /** Which of how many shards this process holds; all of them when left out. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number };
  /** Stands above the form of that command ("identity register"), such as the words of consent. */
  readonly notes?: Readonly<Record<string, Text>>;
  /** Makes pictures fit what Discord takes: so many bytes a file, or what every community takes. */
  readonly fit?: Fit;
  readonly onError: (error: unknown) => void;
  /** Where Discord is, for tests. */
  readonly api?: string;
  readonly fileOrigins?: readonly string[];
  readonly now?: () => number;
  /** How long an answer may take before it is announced; Discord gives three seconds, the network takes some. */
  readonly patienceMs?: number;
}

const FILE_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net'];
const PATIENCE_MS = 1500;
const LOGIN_MS = 30_000;
/** The only packets that discord.js itself needs for a bot without caches. */
const OWN_PACKETS = new Set(['READY', 'RESUMED']);

interface Packet {
  t: string | null;
  readonly d: unknown;
}

/** Throws ConfigError from `start` when Discord refuses the token. */
export function openDiscordPlatform(options: DiscordOptions): Adapter {
  const { onError, now = Date.now, fit = (message) => Promise.resolve(message) } = options;
  // Interactions arrive without any intent, so the bot sees nothing else of a community.
  const client = new Client({
    intents: [],
    rest: { ...(options.api === undefined ? {} : { api: options.api }), retries: 3, timeout: 15_000 },
    ...(options.shards === undefined
      ? {}
      : { shards: [...options.shards.ids], shardCount: options.shards.count }),
  });
  client.rest.setToken(options.token);
  const api = createDiscordApi(client.rest);
  const tokens = createTokenMemory(now);
  let router: Router | undefined;
  const underWay = new Set<Promise<void>>();
  const handle = createHandler({
    api,
    tokens,
    router: () => router,
    fileOrigins: new Set(options.fileOrigins ?? FILE_ORIGINS),
    notes: options.notes ?? {},
    patienceMs: options.patienceMs ?? PATIENCE_MS,
    fit,
    onError,
  });
  client.on(Events.Error, onError);
  client.on(Events.ShardError, onError);
  client.on(Events.Raw, (packet: Packet) => {
    if (packet.t === 'INTERACTION_CREATE') {
      const task = handle(packet.d).finally(() => underWay.delete(task));
      underWay.add(task);
    }
    // discord.js makes objects of everything else and trusts its form: what does not fit would end the process.
    if (packet.t !== null && !OWN_PACKETS.has(packet.t)) packet.t = null;
  });

  return {
    platform: createDiscordPlatform({ api, tokens, now, fit }),
    async start(given) {
      router = given;
      const ready = new Promise<void>((done) => {
        client.once(Events.ClientReady, () => {
          done();
        });
      });
      try {
        await client.login(options.token);
      } catch (cause) {
        throw new ConfigError(
          'Discord does not take the bot token, or cannot be reached: see docs/discord.md.',
          { cause },
        );
      }
      const late = setTimeout(() => {
        onError(new Error('Discord is slow to say that the bot is ready.'));
      }, LOGIN_MS);
      await ready;
      clearTimeout(late);
      const application = client.application?.id;
      if (application !== undefined) {
        await registerCommands(api, application, defineForDiscord(given.commands));
      }
    },
    async stop() {
      router = undefined;
      await Promise.all(underWay);
    },
    async close() {
      await client.destroy();
    },
  };
}
