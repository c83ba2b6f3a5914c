/** @file The web chat as a platform: a page with a channel, served by this process, kept in Redis. */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { ConfigError } from '../../errors.ts';
import type { KeyRing } from '../../identity/key-ring.ts';
import { DEFAULT_PREFIX } from '../../identity/keys.ts';
import { createIdentityStore } from '../../identity/store.ts';
import { connectRedis } from '../../queue/connection.ts';
import { isUnreachable } from '../../queue/unreachable.ts';
import type { Adapter } from '../adapter.ts';
import { type DescribedCommand, describeCommands } from '../describe.ts';
import { commandIn } from '../language/language.ts';
import type { Router } from '../router.ts';
import { type Assets, bundleAssets } from './assets.ts';
import { createBroadcast } from './broadcast.ts';
import { createChannelStore } from './channel-store.ts';
import { createChannel, WEB } from './channel.ts';
import { createEventHandler } from './event-handler.ts';
import { createHttp } from './http.ts';
import { type Client, createHub } from './hub.ts';
import { createMemberNames } from './member-names.ts';
import { originPolicyOf } from './origin.ts';
import { createPictureFiles } from './picture-files.ts';
import { MAX_TEXT_LENGTH } from './protocol.ts';
import { createRegistered } from './registered.ts';
import { createSessions } from './session.ts';
import { createSockets } from './sockets.ts';
import { createStoreWatch } from './store-watch.ts';
import { createPhotoMeasurer } from './toonify.ts';
import { createUploads } from './uploads.ts';
import type { ServerEvent, WebLimits } from './view.ts';

export interface WebAdapterOptions {
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly prefix?: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly channel?: string;
  readonly maxUploadBytes?: number;
  /** What a photo for the portrait maker loses before it is kept, even sealed. */
  readonly clean?: (file: Uint8Array) => Promise<Uint8Array>;
  readonly onError: (error: unknown) => void;
}

export interface WebAdapter extends Adapter {
  /** Where the page is, once it has started: "http://127.0.0.1:8080". */
  readonly address: () => string;
}

const MAX_UPLOAD_BYTES = 8 * 1024 * 1024;
/** A loopback connection carries previews easily. */
const EDIT_INTERVAL_MS = 150;

export function createWebAdapter(options: WebAdapterOptions): WebAdapter {
  const { redisUrl, ring, prefix = DEFAULT_PREFIX, host, onError } = options;
  const limits: WebLimits = {
    maxUploadBytes: options.maxUploadBytes ?? MAX_UPLOAD_BYTES,
    maxTextLength: MAX_TEXT_LENGTH,
  };
  const redis = connectRedis(redisUrl, 'request', onError);
  const subscriber = connectRedis(redisUrl, 'background', onError);
  const name = options.channel ?? 'studio';
  const files = createPictureFiles(redis, prefix);
  const hub = createHub(welcome);
  const registered = createRegistered(createIdentityStore({ redis, ring, prefix }), hub);
  const broadcast = createBroadcast({
    redis,
    subscriber,
    prefix,
    channel: name,
    onEvent(event, memberId) {
      hub.tell(event, memberId);
      void registered.after(event, memberId);
    },
    onGap: hub.greetAll,
  });
  const store = createChannelStore({ redis, prefix, channel: name, files });
  const channel = createChannel({ name, store, broadcast, hub, now: Date.now });
  const watch = createStoreWatch(() => redis.ping(), hub.greetAll);
  const names = createMemberNames(redis, prefix);
  const uploads = createUploads();
  const { clean } = options;
  const measurer = createPhotoMeasurer({
    redis,
    ring,
    prefix,
    onError,
    ...(clean === undefined ? {} : { clean }),
  });
  const sessions = createSessions(ring);
  const policy = originPolicyOf(host);
  let router: Router | undefined;
  let commands: readonly DescribedCommand[] = [];
  let bundled: Promise<Assets> | undefined;

  /** What a member sees at the start; while the store is away, that it is. */
  async function welcome({ member: me, locale }: Client): Promise<Extract<ServerEvent, { type: 'welcome' }>> {
    const read = await Promise.all([store.page(me.id), registered.of(me.id)]).catch((error: unknown) => {
      if (isUnreachable(error)) watch.begin();
      else onError(error);
      return undefined;
    });
    const [{ messages, more }, isRegistered] = read ?? [{ messages: [], more: false }, false];
    const facts = { storeReachable: read !== undefined, registered: isRegistered };
    const described = commands.map((command) => commandIn(command, locale));
    return { type: 'welcome', me, channel: name, commands: described, limits, messages, more, ...facts };
  }

  const http = createHttp({
    assets: () => (bundled ??= bundleAssets()),
    sessions,
    uploads,
    measurer,
    files,
    policy,
    maxUploadBytes: limits.maxUploadBytes,
    onError,
  });
  const server = createAdaptorServer({ fetch: http.fetch }) as Server;
  const sockets = createSockets({
    server,
    sessions,
    policy,
    hub,
    member: async (id) => ({ id, name: await names.of(id) }),
    handle: createEventHandler({
      router: () => router,
      commands: () => commands,
      channel,
      hub,
      names,
      uploads,
      ownersOnly: policy.hosts !== undefined,
      registered,
      onError,
    }),
    onError,
  });

  return {
    platform: {
      name: WEB,
      editIntervalMs: EDIT_INTERVAL_MS,
      post: (target, message, key) =>
        channel.post(message, key, { memberId: target.member, invocation: undefined }),
      edit: (ref, message) => channel.edit(ref.message, message),
      remove: (ref) => channel.remove(ref.message),
    },
    async start(given) {
      router = given;
      commands = describeCommands(given.commands);
      bundled ??= bundleAssets();
      await Promise.all([bundled, listen(server, host, options.port)]);
    },
    async stop() {
      router = undefined;
      await sockets.idle();
    },
    async close() {
      watch.close();
      sockets.close();
      uploads.clear();
      await new Promise<void>((done) => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      });
      await broadcast.close();
      await measurer.close();
      redis.disconnect();
    },
    address() {
      const { port } = server.address() as AddressInfo;
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
  };
}

/** Throws ConfigError when the port is taken. */
const listen = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      failed(
        error.code === 'EADDRINUSE'
          ? new ConfigError(
              `Port ${port} on ${host} is taken: set WEB_PORT to another one, or to 0 for a free one.`,
            )
          : error,
      );
    });
    server.listen(port, host, () => {
      done();
    });
  });
