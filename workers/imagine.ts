/** @file The imagine worker: a job becomes pictures in the picture store. */
import { UserError } from '../src/errors.ts';
import type { Embedding, IdentityRecord } from '../src/identity/identity.ts';
import type { ShareStore } from '../src/identity/share-store.ts';
import type { IdentityStore } from '../src/identity/store.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { ImagineJob, ImagineResult, ImagineSettings } from '../src/queue/imagine.ts';
import type { PictureStore } from '../src/queue/picture-store.ts';
import { say } from '../src/say.ts';

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
  readonly identities: IdentityStore;
  readonly shares: ShareStore;
  /** Whether a community's moderators let nothing be drawn there for that member, or not with that identity. */
  readonly barred: Barred;
  readonly pictures: PictureStore;
  readonly onError: (error: unknown) => void;
}

export const imagineHandler =
  (options: ImagineWorkerOptions) =>
  async (job: ImagineJob, hooks: JobHooks): Promise<ImagineResult> => {
    const { maker, pictures, onError } = options;
    const startedAt = performance.now();
    const people = await openIdentities(options, job, hooks.id);
    const { pictures: drawn, modelMs } = await maker.draw(
      { ...job.settings, identities: people },
      {
        signal: hooks.signal,
        onStep: hooks.step,
        onPreview: (bytes) => {
          hooks.preview(bytes).catch(onError);
        },
      },
    );
    hooks.signal.throwIfAborted();
    // An owner may have taken the face back while it was drawn, or a moderator suspended it.
    await openIdentities(options, job, hooks.id);
    await pictures.save(
      hooks.id,
      drawn.map(({ bytes }) => bytes),
    );
    return {
      kind: 'made',
      version: 1,
      pictures: drawn.map(({ bytes, ...picture }) => ({ ...picture, byteLength: bytes.byteLength })),
      runMs: performance.now() - startedAt,
      modelMs,
    };
  };

/** Throws UserError when one was deleted meanwhile, may not be drawn (any more), or belongs to another model. */
async function openIdentities(
  options: ImagineWorkerOptions,
  job: ImagineJob,
  requestId: string,
): Promise<Record<string, Embedding>> {
  const { identities, maker } = options;
  const { bundle } = maker;
  const opened = await Promise.all(
    job.people.map(async ({ word, identityId }) => {
      const found = await identities.embedding(identityId);
      if (found === undefined) {
        throw new UserError('identity-gone', say`${word} has been deleted or has expired meanwhile.`);
      }
      await requirePermission(options, job, found.record, { word, requestId });
      if (found.record.bundle !== bundle) {
        throw new UserError(
          'identity-of-another-model',
          say`${word} was registered for another model than the one that draws now: please register the face again.`,
        );
      }
      return [word, found.embedding] as const;
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
    say`${word} may not be drawn by you any more: its owner has said so.`,
  );
}
