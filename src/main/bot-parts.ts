/** @file The bot put together: stores, queues, commands, courier, router, over one Redis and any platforms. */
import { randomInt } from 'node:crypto';
import { actions, commands } from '../../commands/index.ts';
import { pictureLine, registrationLine } from '../../commands/lines.ts';
import { remindOwners } from '../../commands/identity/reminding.ts';
import { giveQuotaBack } from '../../commands/house-rules.ts';
import { openCase } from '../../commands/moderate/open-case.ts';
import { endOverdue } from '../../commands/overdue.ts';
import { createAcknowledgedStore } from '../chat/acknowledged.ts';
import { createActionSigner } from '../chat/action-id.ts';
import { type Courier, createCourier } from '../chat/courier.ts';
import { createRouter, type RouterOptions } from '../chat/create-router.ts';
import { createInterrupted } from '../chat/interrupted.ts';
import { createLanguageStore } from '../chat/language-store.ts';
import { createAdmission, type Rate } from '../chat/limiter.ts';
import type { Platform } from '../chat/platform.ts';
import { createRequestStore } from '../chat/request-store.ts';
import { createUseStore } from '../chat/use-store.ts';
import type { Router } from '../chat/router.ts';
import type { Limits, Services } from '../chat/services.ts';
import { createEraser } from '../identity/eraser.ts';
import { newId } from '../identity/id.ts';
import type { KeyRing } from '../identity/key-ring.ts';
import { DEFAULT_PREFIX, redisKey } from '../identity/keys.ts';
import { createRefusalStore } from '../identity/refusal-store.ts';
import { createSelfieStore } from '../identity/selfie-store.ts';
import { createShareStore } from '../identity/share-store.ts';
import { createIdentityStore } from '../identity/store.ts';
import { createModeration } from '../moderation/moderation.ts';
import { connectRedis, requireReachable, untilReady } from '../queue/connection.ts';
import { encodeQueue } from '../queue/encode.ts';
import { imagineQueue, MAX_FIRST_SEED } from '../queue/imagine.ts';
import { createPictureStore } from '../queue/picture-store.ts';
import { createProducer } from '../queue/producer.ts';
import { isUnreachable } from '../queue/unreachable.ts';
import { cleanPhoto } from './clean-photo.ts';
import { identityFile } from './identity-file.ts';
import { createRound } from './round.ts';
import { BUTTON_TERM_MS, RESULT_TERM_MS, SELFIE_TERM_MS } from './terms.ts';

export interface BotPartsOptions {
  readonly redisUrl: string;
  readonly ring: KeyRing;
  readonly prefix?: string;
  readonly platforms: readonly Platform[];
  readonly limits?: Partial<Limits>;
  readonly rate?: Rate;
  readonly communityRate?: Rate;
  /** How often it says that it lives; three missed beats hand its requests to another bot. */
  readonly beatMs?: number;
  readonly onAnswer?: RouterOptions['onAnswer'];
  readonly onPosted?: (requestId: string) => void;
  readonly onError: (error: unknown, requestId?: string) => void;
}

export interface BotParts {
  readonly services: Services;
  readonly router: Router;
  readonly courier: Courier;
  /** Resolves once Redis is there and the courier hears of its queues. */
  readonly ready: () => Promise<void>;
  /** Rejects while Redis is away. */
  readonly check: () => Promise<void>;
  /** Posts what it is posting, then leaves Redis. */
  readonly close: () => Promise<void>;
}

const DEFAULT_LIMITS: Limits = {
  maxPhotoBytes: 8 * 1024 * 1024,
  maxIdentities: 20,
  maxPending: 10,
  termDays: 365,
};
const DEFAULT_RATE: Rate = { requests: 12, seconds: 6 };
/** No community of thousands comes near it by itself. */
const DEFAULT_COMMUNITY_RATE: Rate = { requests: 600, seconds: 6 };
const BEAT_MS = 2000;
/** How often identities that expire are looked for. */
const REMIND_MS = 3600 * 1000;
/** How often requests are looked for that nobody has decided in time. */
const OVERDUE_MS = 10_000;

export function createBotParts(options: BotPartsOptions): BotParts {
  const { redisUrl, ring, prefix = DEFAULT_PREFIX, platforms, onError } = options;
  const heard = (error: unknown): void => {
    onError(error);
  };
  const redis = connectRedis(redisUrl, 'request', heard);
  const background = connectRedis(redisUrl, 'background', heard);
  const queueOptions = { redis, prefix, keptMs: RESULT_TERM_MS, onError: heard };
  const encode = createProducer(encodeQueue, queueOptions);
  const imagine = createProducer(imagineQueue, queueOptions);
  const eraser = createEraser({ redis: background });
  const botId = newId();
  const acknowledged = createAcknowledgedStore(redis, prefix, botId);
  const services: Services = {
    now: () => new Date(),
    newSeed: () => randomInt(MAX_FIRST_SEED + 1),
    identities: createIdentityStore({ redis, ring, prefix }),
    shares: createShareStore(redis, prefix),
    refusals: createRefusalStore(redis, prefix),
    uses: createUseStore(redis, prefix, BUTTON_TERM_MS),
    languages: createLanguageStore(redis, prefix, BUTTON_TERM_MS),
    selfies: createSelfieStore({ redis, ring, prefix, termMs: SELFIE_TERM_MS, clean: cleanPhoto }),
    eraser,
    encode,
    imagine,
    pictures: createPictureStore({ redis, prefix, termMs: RESULT_TERM_MS }),
    requests: createRequestStore({ redis, prefix, botId, termMs: BUTTON_TERM_MS }),
    moderation: createModeration(redis, prefix),
    signer: createActionSigner(ring),
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    async removePost(ref) {
      await platforms.find(({ name }) => name === ref.platform)?.remove(ref);
    },
    linkTo: async (ref, community) =>
      platforms.find(({ name }) => name === ref.platform)?.linkTo?.(ref, community),
    editPost: async (ref, message) =>
      (await platforms.find(({ name }) => name === ref.platform)?.edit(ref, message)) ?? false,
    post: async (target, message, key) =>
      platforms.find(({ name }) => name === target.platform)?.post(target, message, key),
    identityFile,
    resume(id) {
      courier.follow(id, async () => (await services.requests.get(id))?.ref).catch(heard);
    },
  };
  const courier = createCourier({
    redis: background,
    prefix,
    requests: services.requests,
    pictures: services.pictures,
    platforms,
    lines: [pictureLine(services), registrationLine(services)],
    onHeld: (request) => openCase(services, request, 'picture'),
    onNothing: (request) => giveQuotaBack(services, request),
    beatMs: options.beatMs ?? BEAT_MS,
    onError,
    ...(options.onPosted === undefined ? {} : { onPosted: options.onPosted }),
  });
  const router = createRouter({
    commands,
    actions,
    services,
    acknowledged,
    admission: createAdmission({
      member: options.rate ?? DEFAULT_RATE,
      community: options.communityRate ?? DEFAULT_COMMUNITY_RATE,
      shared: { redis, keyPrefix: redisKey(prefix, 'rate') },
    }),
    follow: courier.follow,
    onAnswer: options.onAnswer ?? (() => undefined),
  });
  const ready = async (): Promise<void> => {
    await untilReady(redis);
    await courier.ready();
  };
  const served = platforms.map(({ name }) => name);
  const { requests, languages } = services;
  const rounds = [
    createRound(
      createInterrupted({ acknowledged, requests, languages, platforms, onError: heard }),
      options.beatMs ?? BEAT_MS,
      heard,
    ),
    createRound(() => remindOwners(services, served, heard), REMIND_MS, heard),
    createRound(() => endOverdue(services, served, heard), OVERDUE_MS, heard),
  ];
  // Rounds bear a Redis that goes away again, so nothing but its first coming is waited for.
  untilReady(redis)
    .then(async () => {
      for (const round of rounds) round.start();
      // After a new key was put in front of the ring, what the old ones wrapped is wrapped anew.
      await services.identities.rotate();
    })
    .catch((error: unknown) => {
      if (!isUnreachable(error)) onError(error);
    });
  return {
    services,
    router,
    courier,
    ready,
    async check() {
      requireReachable(redis);
      await redis.ping();
    },
    async close() {
      await Promise.all(rounds.map((round) => round.close()));
      await courier.close();
      await eraser.close().catch(heard);
      await Promise.all([encode.close(), imagine.close()]);
      redis.disconnect();
      background.disconnect();
    },
  };
}
