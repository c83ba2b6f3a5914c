/** @file What workers read out of a photo: S*, and what the judge of likeness sees. */
import type { Embedding, SealedFace } from '../src/identity/identity.ts';
import type { JobHooks } from '../src/queue/consumer.ts';
import type { LikenessJudge } from './likeness.ts';

/** What workers need of the pipeline. */
export interface IdentityEncoder {
  /** Names the space that S* lives in: the bundle and its version. */
  readonly bundle: string;
  /** Throws UserError that says what is wrong with the photo and what to do. */
  readonly encode: (
    photo: Uint8Array,
    hooks?: Partial<Pick<JobHooks, 'signal' | 'step'>>,
  ) => Promise<Embedding>;
}

export interface FaceReader {
  readonly encoder: IdentityEncoder;
  readonly judge?: LikenessJudge | undefined;
  readonly onError: (error: unknown) => void;
}

/** S* of a photo, and what the judge sees of the face; without that the pictures are not judged, and drawn all the same. */
export async function readFace(
  { encoder, judge, onError }: FaceReader,
  photo: Uint8Array,
  hooks: Partial<Pick<JobHooks, 'signal' | 'step'>>,
): Promise<SealedFace> {
  const embedding = await encoder.encode(photo, hooks);
  const descriptor = await judge?.describe(photo).catch((error: unknown) => {
    onError(error);
    return undefined;
  });
  return descriptor === undefined ? { embedding } : { embedding, descriptor };
}
