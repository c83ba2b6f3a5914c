/** @file Identities in Redis: records in clear, embeddings sealed. */
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import { open, rewrap, seal, type Sealed } from './envelope.ts';
import {
  type Embedding,
  type Identity,
  type IdentityRecord,
  identityRecordSchema,
  type NamedIdentity,
  type SealedFace,
} from './identity.ts';
import { redisKey } from './keys.ts';
import type { KeyRing } from './key-ring.ts';
import { CREATE, LIST, REMIND, REMOVE, RENAME, RENEW, REWRAP } from './scripts.ts';
import { say } from '../say.ts';

export interface IdentityStoreOptions {
  readonly redis: Redis;
  readonly ring: KeyRing;
  readonly prefix: string;
}

export interface IdentityStore {
  /** Saves a new identity; again with the same id it replaces that one. Throws UserError when the name is taken. */
  readonly create: (
    record: IdentityRecord,
    name: string,
    embedding: Embedding,
    descriptor?: Float32Array,
  ) => Promise<void>;
  /** Oldest first; the expired ones are gone. */
  readonly list: (ownerId: string) => Promise<readonly Identity[]>;
  /** By its name, or the default one without a name. */
  readonly find: (ownerId: string, name?: string) => Promise<Identity | undefined>;
  readonly has: (id: string) => Promise<boolean>;
  /** By its id, whoever owns it; whether somebody may know of it is the caller's to ask. */
  readonly get: (id: string) => Promise<Identity | undefined>;
  /** Those of the ids that live, by their id, in one round trip. */
  readonly getAll: (ids: readonly string[]) => Promise<ReadonlyMap<string, NamedIdentity>>;
  /** Replaces the record of one that still exists, and with it when it expires; false when it is gone. */
  readonly renew: (record: IdentityRecord) => Promise<boolean>;
  /** Those that expire before then, and whose owners have not been reminded in this term. */
  readonly expiring: (before: Date) => AsyncIterable<Identity>;
  /** True for one caller a term: who is to remind the owner. */
  readonly claimReminder: (identity: IdentityRecord) => Promise<boolean>;
  /** The reminder could not be given: another try may. */
  readonly releaseReminder: (identity: IdentityRecord) => Promise<void>;
  /** The record with S* in clear, for the process that draws; undefined when it was deleted or has expired. */
  readonly embedding: (id: string) => Promise<({ record: IdentityRecord } & SealedFace) | undefined>;
  readonly rename: (identity: Identity, name: string) => Promise<void>;
  readonly makeDefault: (identity: Identity) => Promise<void>;
  /** Destroys the wrapped key with everything else; what Redis keeps on disk needs the eraser besides. */
  readonly remove: (identity: IdentityRecord) => Promise<boolean>;
  /** Removes all of a member's identities; returns how many there were. */
  readonly removeAll: (ownerId: string) => Promise<number>;
  /** Wraps every data key by the ring's current key; returns how many it changed. */
  readonly rotate: () => Promise<number>;
}

const label = ({ id, ownerId }: IdentityRecord): string => `identity ${id} of ${ownerId}`;

export function createIdentityStore({ redis, ring, prefix }: IdentityStoreOptions): IdentityStore {
  const identityKey = (id: string): string => redisKey(prefix, 'identity', id);
  const ownerKey = (ownerId: string): string => redisKey(prefix, 'owner', ownerId);
  const keys = (record: IdentityRecord): [string, string] => [
    identityKey(record.id),
    ownerKey(record.ownerId),
  ];

  async function list(ownerId: string): Promise<readonly Identity[]> {
    const found = await redis.eval(LIST, 1, ownerKey(ownerId), identityKey(''));
    const [chosenId, ...rows] = z.array(z.string()).parse(found);
    const alive = rows
      .flatMap((name, i) => (i % 2 === 0 ? [{ ...parseRecord(rows[i + 1] ?? ''), name }] : []))
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
    const chosen = alive.find(({ id }) => id === chosenId) ?? alive[0];
    return alive.map((identity) => ({ ...identity, isDefault: identity.id === chosen?.id }));
  }

  async function remove(record: IdentityRecord): Promise<boolean> {
    const grants = redisKey(prefix, 'grants', record.id);
    return (await redis.eval(REMOVE, 3, ...keys(record), grants, record.id)) === 1;
  }

  async function get(id: string): Promise<Identity | undefined> {
    const [json, name] = await redis.hmget(identityKey(id), 'record', 'name');
    if (!json || !name) return undefined;
    const record = parseRecord(json);
    const isDefault = (await redis.hget(ownerKey(record.ownerId), 'default')) === id;
    return { ...record, name, isDefault };
  }

  return {
    list,
    remove,
    get,
    async getAll(ids) {
      const pipeline = redis.pipeline();
      for (const id of ids) pipeline.hmget(identityKey(id), 'record', 'name');
      const found = new Map<string, NamedIdentity>();
      for (const [i, [error, fields]] of ((await pipeline.exec()) ?? []).entries()) {
        if (error) throw error;
        const [json, name] = fieldsSchema.parse(fields);
        if (json && name) found.set(ids[i] ?? '', { ...parseRecord(json), name });
      }
      return found;
    },
    renew: async (record) =>
      (await redis.eval(RENEW, 2, ...keys(record), JSON.stringify(record), Date.parse(record.expiresAt))) ===
      1,
    async *expiring(before) {
      for await (const batch of redis.scanStream({ match: `${identityKey('')}*`, count: 200 })) {
        for (const key of z.array(z.string()).parse(batch)) {
          if ((await redis.hexists(key, 'reminded')) === 1) continue;
          const identity = await get(key.slice(identityKey('').length));
          if (identity !== undefined && Date.parse(identity.expiresAt) < before.getTime()) yield identity;
        }
      }
    },
    claimReminder: async ({ id, expiresAt }) =>
      (await redis.eval(REMIND, 1, identityKey(id), expiresAt)) === 1,
    async releaseReminder({ id }) {
      await redis.hdel(identityKey(id), 'reminded');
    },
    async create(record, name, embedding, descriptor) {
      const sealed = seal(
        ring,
        pack({ embedding, ...(descriptor && { descriptor }) }, record),
        label(record),
      );
      const fields = { record: JSON.stringify(record), ...sealed };
      const args = Object.entries(fields).flat();
      const expiry = Date.parse(record.expiresAt);
      const head = [identityKey(''), record.id, name, expiry];
      const done = await redis.eval(CREATE, 2, ...keys(record), ...head, ...args);
      if (done !== 1) throw nameTaken(name);
    },
    async find(ownerId, name) {
      const all = await list(ownerId);
      return all.find((one) => (name === undefined ? one.isDefault : one.name === name));
    },
    has: async (id) => (await redis.exists(identityKey(id))) === 1,
    async embedding(id) {
      const stored = await readSealed(redis, identityKey(id));
      if (stored === undefined) return undefined;
      const { record, sealed } = stored;
      return { record, ...unpack(open(ring, sealed, label(record)), record) };
    },
    async rename(identity, name) {
      const done = await redis.eval(RENAME, 2, ...keys(identity), identityKey(''), identity.id, name);
      if (done === -1) throw nameTaken(name);
      if (done !== 1)
        throw new UserError(
          'identity-gone',
          say`"${identity.name}" no longer exists: /identity list shows what does.`,
        );
    },
    async makeDefault(identity) {
      await redis.hset(ownerKey(identity.ownerId), 'default', identity.id);
    },
    async removeAll(ownerId) {
      const removed = await Promise.all((await list(ownerId)).map(remove));
      await redis.del(ownerKey(ownerId));
      return removed.filter(Boolean).length;
    },
    async rotate() {
      let changed = 0;
      for await (const batch of redis.scanStream({ match: `${identityKey('')}*`, count: 200 })) {
        for (const key of z.array(z.string()).parse(batch)) changed += await rotateOne(redis, ring, key);
      }
      return changed;
    },
  };
}

async function rotateOne(redis: Redis, ring: KeyRing, key: string): Promise<number> {
  const stored = await readSealed(redis, key);
  if (stored === undefined || stored.sealed.keyId === ring.currentId) return 0;
  const fresh = rewrap(ring, stored.sealed, label(stored.record));
  const done = await redis.eval(REWRAP, 1, key, stored.sealed.keyId, fresh.keyId, fresh.wrappedKey);
  return done === 1 ? 1 : 0;
}

async function readSealed(
  redis: Redis,
  key: string,
): Promise<{ record: IdentityRecord; sealed: Sealed } | undefined> {
  const [record, keyId, wrappedKey, body] = await redis.hmgetBuffer(
    key,
    'record',
    'keyId',
    'wrappedKey',
    'body',
  );
  if (!record || !keyId || !wrappedKey || !body) return undefined;
  return { record: parseRecord(record.toString()), sealed: { keyId: keyId.toString(), wrappedKey, body } };
}

const fieldsSchema = z.tuple([z.string().nullable(), z.string().nullable()]);
const parseRecord = (json: string): IdentityRecord => identityRecordSchema.parse(JSON.parse(json));

/** Little-endian float32: pseudo word after pseudo word, then the descriptor. */
function pack({ embedding, descriptor }: SealedFace, { words, width, likeness }: IdentityRecord): Buffer {
  if (embedding.length !== words || embedding.some((word) => word.length !== width)) {
    throw new RangeError(`S* must be ${words} words of ${width} numbers`);
  }
  if (descriptor?.length !== likeness?.size) {
    throw new RangeError(`the descriptor must have ${likeness?.size ?? 'no'} numbers`);
  }
  const parts = descriptor === undefined ? embedding : [...embedding, descriptor];
  return Buffer.concat(parts.map((part) => Buffer.from(part.buffer, part.byteOffset, part.byteLength)));
}

function unpack(bytes: Buffer, { words, width, likeness }: IdentityRecord): SealedFace {
  const flat = new Float32Array(words * width + (likeness?.size ?? 0));
  new Uint8Array(flat.buffer).set(bytes);
  const embedding = Array.from({ length: words }, (_, i) => flat.subarray(i * width, (i + 1) * width));
  return likeness === undefined ? { embedding } : { embedding, descriptor: flat.subarray(words * width) };
}

const nameTaken = (name: string): UserError =>
  new UserError(
    'name-taken',
    say`You already have an identity called "${name}": choose another name, or delete that one first.`,
  );
