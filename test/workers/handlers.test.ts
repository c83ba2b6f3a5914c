/** @file The workers' handlers on a real Redis: what they keep, what they refuse, and what a repeated job does. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consentReceipt } from '../../src/identity/consent.ts';
import { newId } from '../../src/identity/id.ts';
import { withNewKey } from '../../src/identity/key-ring.ts';
import { createSelfieStore } from '../../src/identity/selfie-store.ts';
import { createShareStore } from '../../src/identity/share-store.ts';
import { createIdentityStore } from '../../src/identity/store.ts';
import type { JobHooks } from '../../src/queue/consumer.ts';
import type { EncodeJob } from '../../src/queue/encode.ts';
import type { ImagineJob } from '../../src/queue/imagine.ts';
import { createPictureStore } from '../../src/queue/picture-store.ts';
import { type EncodeWorkerOptions, encodeHandler } from '../../workers/encode.ts';
import { imagineHandler, type PictureMaker } from '../../workers/imagine.ts';
import { textEncoder, textMaker } from '../helpers/chat-bench.ts';
import { startTestRedis, type TestRedis } from '../helpers/redis-server.ts';
import { embeddingOf, identityRecord } from '../identity/records.ts';
import { ENGLISH } from '../../src/say.ts';

let server: TestRedis;
beforeAll(async () => (server = await startTestRedis()));
afterAll(async () => server.close());

const ring = withNewKey(undefined, 'k1');
const OWNER = 'web:ann';

function bench(parts: Partial<EncodeWorkerOptions> = {}) {
  const redis = server.client();
  const prefix = `{${newId()}}`;
  const identities = createIdentityStore({ redis, ring, prefix });
  const selfies = createSelfieStore({ redis, ring, prefix, termMs: 60_000 });
  const pictures = createPictureStore({ redis, prefix, termMs: 60_000 });
  let erasures = 0;
  const eraser = {
    now: () => Promise.resolve(),
    soon: () => void (erasures += 1),
    close: () => Promise.resolve(),
  };
  const shares = createShareStore(redis, prefix);
  const common = { identities, shares, barred: () => Promise.resolve(false), onError: () => undefined };
  const encode = encodeHandler({
    ...common,
    encoder: textEncoder,
    selfies,
    eraser,
    now: () => new Date('2030-01-01'),
    ...parts,
  });
  const imagine = (maker: PictureMaker) =>
    imagineHandler({ ...common, encoder: textEncoder, selfies, eraser, maker, pictures });
  return { identities, selfies, pictures, encode, imagine, erasures: () => erasures };
}

const hooks = (parts: Partial<JobHooks> = {}): JobHooks => ({
  id: 'job2job2job2',
  attempt: 1,
  signal: new AbortController().signal,
  cancelled: () => Promise.resolve(false),
  step: () => undefined,
  preview: () => Promise.resolve(),
  ...parts,
});

const encodeJob: EncodeJob = {
  version: 1,
  selfieId: 'selfieselfie',
  ownerId: OWNER,
  name: 'ann',
  consent: consentReceipt(OWNER, new Date('2030-01-01'), { termDays: 30, language: ENGLISH }),
};

const imagineJob = (identityId: string): ImagineJob => ({
  version: 1,
  ownerId: OWNER,
  people: [{ word: 'S*', identityId }],
  settings: { prompt: 'S* as a chef', negativePrompt: '', count: 2, seed: 3 },
});

test('an encoded identity has the job’s id, the encoder’s space and the consent’s term, and the photo is gone', async () => {
  const { encode, selfies, identities, erasures } = bench();
  await selfies.hold('selfieselfie', OWNER, Buffer.from('face 7'));
  const result = await encode(encodeJob, hooks());
  expect(result).toMatchObject({
    kind: 'encoded',
    identityId: 'job2job2job2',
    expiresAt: '2030-01-31T00:00:00.000Z',
  });
  expect(await identities.find(OWNER, 'ann')).toMatchObject({
    bundle: 'text',
    words: 2,
    width: 8,
    consent: encodeJob.consent,
  });
  expect(await selfies.read('selfieselfie', OWNER)).toBeUndefined();
  expect(erasures()).toBe(1);
});

test('a job that is run again after its photo is gone finds the identity that it made', async () => {
  const { encode, selfies, identities } = bench();
  await selfies.hold('selfieselfie', OWNER, Buffer.from('face 7'));
  await encode(encodeJob, hooks());
  expect(await encode(encodeJob, hooks())).toMatchObject({ kind: 'encoded', identityId: 'job2job2job2' });
  expect(await identities.list(OWNER)).toHaveLength(1);
});

test('a photo that waited too long is a refusal that says so', async () => {
  await expect(bench().encode(encodeJob, hooks())).rejects.toMatchObject({ id: 'photo-expired' });
});

test('a member who cancelled while the face was read gets no identity, and the photo is gone', async () => {
  const { encode, selfies, identities } = bench();
  await selfies.hold('selfieselfie', OWNER, Buffer.from('face 7'));
  const run = encode(encodeJob, hooks({ cancelled: () => Promise.resolve(true) }));
  await expect(run).rejects.toMatchObject({ name: 'CancelledError' });
  expect(await identities.list(OWNER)).toEqual([]);
  expect(await selfies.read('selfieselfie', OWNER)).toBeUndefined();
});

test('what a retry may mend keeps the photo, what it cannot destroys it', async () => {
  const stumbling = bench({
    encoder: { bundle: 'text', encode: () => Promise.reject(new Error('out of memory')) },
  });
  await stumbling.selfies.hold('selfieselfie', OWNER, Buffer.from('face 7'));
  await expect(stumbling.encode(encodeJob, hooks())).rejects.toThrow('out of memory');
  expect(await stumbling.selfies.read('selfieselfie', OWNER)).toBeDefined();
  const refusing = bench();
  await refusing.selfies.hold('selfieselfie', OWNER, Buffer.from('a landscape'));
  await expect(refusing.encode(encodeJob, hooks())).rejects.toMatchObject({ id: 'no-face' });
  expect(await refusing.selfies.read('selfieselfie', OWNER)).toBeUndefined();
});

test.each([
  ['that serves', () => Promise.resolve(embeddingOf(1))],
  ['that stumbles', () => Promise.reject(new Error('out of memory'))],
])('an encoder %s leaves no photo in the worker’s memory', async (_name, result) => {
  let seen: Uint8Array = new Uint8Array();
  const { encode, selfies } = bench({
    encoder: {
      bundle: 'text',
      encode(photo) {
        seen = photo;
        expect(Buffer.from(photo).toString()).toBe('face 7');
        return result();
      },
    },
  });
  await selfies.hold('selfieselfie', OWNER, Buffer.from('face 7'));
  await encode(encodeJob, hooks()).catch(() => undefined);
  expect([...seen]).toEqual([0, 0, 0, 0, 0, 0]);
});

test('pictures are kept beside the result with their seeds and sizes', async () => {
  const { imagine, identities, pictures } = bench();
  const record = identityRecord(OWNER, { bundle: 'text', words: 2, width: 192 });
  await identities.create(record, 'ann', embeddingOf(1));
  const result = await imagine(textMaker)(imagineJob(record.id), hooks());
  expect(result).toMatchObject({ kind: 'made', pictures: [{ seed: 3 }, { seed: 4 }] });
  const [first] = (await pictures.read('job2job2job2', 2)) ?? [];
  expect(first?.toString()).toMatch(/^S\* as a chef \| S\*=/);
});

test.each([
  ['of another model', { bundle: 'former' }, OWNER, { id: 'identity-of-another-model' }],
  ['of somebody else', {}, 'web:bob', { id: 'identity-not-shared' }],
])('an identity %s is not drawn', async (_name, parts, owner, error) => {
  const { imagine, identities } = bench();
  const record = identityRecord(owner, { bundle: 'text', words: 2, width: 192, ...parts });
  await identities.create(record, 'ann', embeddingOf(1));
  await expect(imagine(textMaker)(imagineJob(record.id), hooks())).rejects.toMatchObject(error);
});

test('an identity that is gone is named by its word in the prompt', async () => {
  await expect(bench().imagine(textMaker)(imagineJob('gonegonegone'), hooks())).rejects.toThrow(
    /^S\* has been deleted/,
  );
});

test('a picture that is too large for the store fails instead of filling Redis', async () => {
  const { imagine, identities } = bench();
  const record = identityRecord(OWNER, { bundle: 'text', words: 2, width: 192 });
  await identities.create(record, 'ann', embeddingOf(1));
  const huge: PictureMaker = {
    bundle: 'text',
    draw: () =>
      Promise.resolve({
        pictures: [
          { bytes: Buffer.alloc(9_000_000), contentType: 'image/png', width: 1, height: 1, seed: 1 },
        ],
        modelMs: 1,
      }),
  };
  await expect(imagine(huge)(imagineJob(record.id), hooks())).rejects.toThrow(RangeError);
});
