/** @file The imagine worker: a job becomes pictures in the picture store. */
import { UserError } from '../src/errors.ts';
import type { Embedding, IdentityRecord, SealedFace } from '../src/identity/identity.ts';
import type { ShareStore } from '../src/identity/share-store.ts';
import type { Eraser } from '../src/identity/eraser.ts';
import type { SelfieStore } from '../src/identity/selfie-store.ts';
import type { IdentityStore } from '../src/identity/store.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { ImagineJob, ImagineResult, ImagineSettings } from '../src/queue/imagine.ts';
import type { PictureStore } from '../src/queue/picture-store.ts';
import { say } from '../src/say.ts';
import { best, type Judged, judged, type LikenessJudge } from './likeness.ts';
import { type IdentityEncoder, readFace } from './read-face.ts';
import { endingPhoto, type PhotoRef, readPhoto } from './sealed-photo.ts';

/** One order to the pipeline. */
export interface PictureOrder extends ImagineSettings {
  /** S* by the pseudo word that stands for it in the prompt. */
  readonly identities: Readonly<Record<string, Embedding>>;
}

export interface DrawnPicture {
  readonly bytes: Uint8Array;
  readonly contentType: 'image/png' | 'image/jpeg' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly seed: number;
}

export interface DrawHooks {
  readonly signal: AbortSignal;
  readonly onStep: (step: number, steps: number) => void;
  /** Gets a small encoded picture now and then; drawing does not wait for it. */
  readonly onPreview: (bytes: Uint8Array) => void;
}

/** What the worker needs of the pipeline. */
export interface PictureMaker {
  /** The space that identities must live in. */
  readonly bundle: string;
  /** Whether its model has only ever seen squares, and draws other shapes badly. */
  readonly squareOnly?: boolean;
  /** Rejects soon after the signal aborts; throws UserError for what the member can mend. */
  readonly draw: (
    order: PictureOrder,
    hooks: DrawHooks,
  ) => Promise<{ readonly pictures: readonly DrawnPicture[]; readonly modelMs: number }>;
}

export type Barred = (
  community: string,
  asked: { readonly ownerId: string; readonly identityId: string },
) => Promise<boolean>;

export interface ImagineWorkerOptions {
  readonly maker: PictureMaker;
  /** For photos that are used once. */
  readonly encoder: IdentityEncoder;
  readonly selfies: SelfieStore;
  readonly eraser: Eraser;
  /** Without one, no picture has a likeness. */
  readonly judge?: LikenessJudge | undefined;
  readonly identities: IdentityStore;
  readonly shares: ShareStore;
  /** Whether a community's moderators let nothing be drawn there for that member, or not with that identity. */
  readonly barred: Barred;
  readonly pictures: PictureStore;
  readonly onError: (error: unknown) => void;
}

export const imagineHandler =
  (options: ImagineWorkerOptions) =>
  (job: ImagineJob, hooks: JobHooks): Promise<ImagineResult> =>
    endingPhoto(options, photoOf(job), hooks, () => imagine(options, job, hooks));

const photoOf = ({ once, ownerId }: ImagineJob): PhotoRef | undefined =>
  once && { selfieId: once.selfieId, ownerId };

async function imagine(
  options: ImagineWorkerOptions,
  job: ImagineJob,
  hooks: JobHooks,
): Promise<ImagineResult> {
  const { maker, pictures, onError } = options;
  const startedAt = performance.now();
  requireShape(maker, job.settings);
  const registered = await openIdentities(options, job, hooks.id);
  const people = { ...registered, ...(await readOnce(options, job, hooks)) };
  const { pictures: drawn, modelMs } = await maker.draw(
    { ...job.settings, identities: embeddingsOf(people) },
    {
      signal: hooks.signal,
      onStep: hooks.step,
      onPreview: (bytes) => {
        hooks.preview(bytes).catch(onError);
      },
    },
  );
  hooks.signal.throwIfAborted();
  const judgedAt = performance.now();
  const seen = await judgedBy(options, people, drawn);
  const shown = job.settings.best === true ? best(seen) : seen;
  const judgeMs = performance.now() - judgedAt;
  hooks.signal.throwIfAborted();
  // An owner may have taken the face back while it was drawn, or a moderator suspended it.
  await openIdentities(options, job, hooks.id);
  await pictures.save(
    hooks.id,
    shown.map(({ bytes }) => bytes),
  );
  return {
    kind: 'made',
    version: 1,
    pictures: shown.map(({ bytes, ...picture }) => ({ ...picture, byteLength: bytes.byteLength })),
    runMs: performance.now() - startedAt,
    modelMs: modelMs + judgeMs,
  };
}

/** The face of a photo that this job alone may use; throws UserError when it is gone or shows no face that serves. */
async function readOnce(
  options: ImagineWorkerOptions,
  job: ImagineJob,
  { signal }: JobHooks,
): Promise<People> {
  const { once } = job;
  const ref = photoOf(job);
  if (once === undefined || ref === undefined) return {};
  const face = await readPhoto(options, ref, (photo) => readFace(options, photo, { signal }));
  if (face === undefined) {
    throw new UserError('photo-expired', 'The photo waited too long and has been deleted: send it again.');
  }
  return { [once.word]: { ...face, judge: options.judge?.name } };
}

interface Person extends SealedFace {
  /** Who made the descriptor. */
  readonly judge: string | undefined;
}
/** By the pseudo word that stands for each. */
type People = Readonly<Record<string, Person>>;

const embeddingsOf = (people: People): Record<string, Embedding> =>
  Object.fromEntries(Object.entries(people).map(([word, { embedding }]) => [word, embedding]));

/** Of one person alone: of several it is not known which face is whose. */
async function judgedBy(
  { judge, onError }: ImagineWorkerOptions,
  people: People,
  drawn: readonly DrawnPicture[],
): Promise<readonly (DrawnPicture & Judged)[]> {
  const [person, another] = Object.values(people);
  const comparable = another === undefined && person?.judge === judge?.name;
  if (judge === undefined || person?.descriptor === undefined || !comparable) return drawn;
  try {
    return await judged(judge, person.descriptor, drawn);
  } catch (error) {
    onError(error); // A picture is not lost because nobody can say how like it is.
    return drawn;
  }
}

function requireShape({ squareOnly = false }: PictureMaker, { aspect = 'square' }: ImagineSettings): void {
  if (!squareOnly || aspect === 'square') return;
  throw new UserError(
    'square-only',
    'The model that draws here has learnt square pictures only: ask for a square one.',
  );
}

/** Throws UserError when one was deleted meanwhile, may not be drawn (any more), or belongs to another model. */
async function openIdentities(
  options: ImagineWorkerOptions,
  job: ImagineJob,
  requestId: string,
): Promise<People> {
  const { identities, maker } = options;
  const { bundle } = maker;
  const opened = await Promise.all(
    job.people.map(async ({ word, identityId }) => {
      const found = await identities.embedding(identityId);
      if (found === undefined) {
        throw new UserError(
          'identity-gone',
          say`${word} has been deleted or has expired meanwhile: /identity list shows what you have.`,
        );
      }
      await requirePermission(options, job, found.record, { word, requestId });
      if (found.record.bundle !== bundle) {
        throw new UserError(
          'identity-of-another-model',
          say`${word} was registered for another model than the one that draws now: please register the face again.`,
        );
      }
      const { record, ...face } = found;
      return [word, { ...face, judge: record.likeness?.judge }] as const;
    }),
  );
  return Object.fromEntries(opened);
}

/** What counts is the owner's and the moderators' word now, whatever it was when the job was queued. */
async function requirePermission(
  { shares, barred }: ImagineWorkerOptions,
  { ownerId, community }: ImagineJob,
  record: IdentityRecord,
  { word, requestId }: { readonly word: string; readonly requestId: string },
): Promise<void> {
  if (community !== undefined && (await barred(community, { ownerId, identityId: record.id }))) {
    throw new UserError('identity-barred', say`${word} may not be drawn in this community any more.`);
  }
  if (await shares.permits(record, { ownerId, community }, requestId)) return;
  throw new UserError(
    'identity-not-shared',
    say`${word} may not be drawn by you any more, as its owner has said: ask that member.`,
  );
}
