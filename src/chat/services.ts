/** @file What commands and actions may use; the composition root supplies it. */
import type { Eraser } from '../identity/eraser.ts';
import type { IdentityStore } from '../identity/store.ts';
import type { SelfieStore } from '../identity/selfie-store.ts';
import type { EncodeJob, EncodeResult } from '../queue/encode.ts';
import type { ImagineJob, ImagineResult } from '../queue/imagine.ts';
import type { PictureStore } from '../queue/picture-store.ts';
import type { Producer } from '../queue/producer.ts';
import type { ActionSigner } from './action-id.ts';
import type { MessageRef } from './platform.ts';
import type { RequestStore } from './request-store.ts';

export interface Limits {
  /** Bytes of a registered photo. */
  readonly maxPhotoBytes: number;
  readonly maxIdentities: number;
  /** Pictures of one member that may wait or run at once. */
  readonly maxPending: number;
  /** How long an identity is kept, in days. */
  readonly termDays: number;
}

export interface Services {
  readonly now: () => Date;
  /** From 0 to 2³² − 1. */
  readonly newSeed: () => number;
  readonly identities: IdentityStore;
  readonly selfies: SelfieStore;
  readonly eraser: Eraser;
  readonly encode: Producer<EncodeJob, EncodeResult>;
  readonly imagine: Producer<ImagineJob, ImagineResult>;
  readonly pictures: PictureStore;
  readonly requests: RequestStore;
  readonly signer: ActionSigner;
  readonly limits: Limits;
  /** Takes a posted message away, on whichever platform it stands. */
  readonly removePost: (ref: MessageRef) => Promise<void>;
}
