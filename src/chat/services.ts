/** @file What commands and actions may use; the composition root supplies it. */
import type { Eraser } from '../identity/eraser.ts';
import type { Embedding, IdentityRecord } from '../identity/identity.ts';
import type { RefusalStore } from '../identity/refusal-store.ts';
import type { ShareStore } from '../identity/share-store.ts';
import type { IdentityStore } from '../identity/store.ts';
import type { SelfieStore } from '../identity/selfie-store.ts';
import type { Moderation } from '../moderation/moderation.ts';
import type { EncodeJob, EncodeResult } from '../queue/encode.ts';
import type { ImagineJob, ImagineResult } from '../queue/imagine.ts';
import type { PictureStore } from '../queue/picture-store.ts';
import type { Producer } from '../queue/producer.ts';
import type { ActionSigner } from './action-id.ts';
import type { LanguageStore } from './language-store.ts';
import type { Message } from './message.ts';
import type { MessageRef, ReplyTarget } from './platform.ts';
import type { RequestStore } from './request-store.ts';
import type { UseStore } from './use-store.ts';

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
  readonly shares: ShareStore;
  readonly refusals: RefusalStore;
  readonly uses: UseStore;
  readonly languages: LanguageStore;
  readonly selfies: SelfieStore;
  readonly eraser: Eraser;
  readonly encode: Producer<EncodeJob, EncodeResult>;
  readonly imagine: Producer<ImagineJob, ImagineResult>;
  readonly pictures: PictureStore;
  readonly requests: RequestStore;
  readonly moderation: Moderation;
  readonly signer: ActionSigner;
  readonly limits: Limits;
  /** Takes a posted message away, on whichever platform it stands. */
  readonly removePost: (ref: MessageRef) => Promise<void>;
  /** The address of a posted message; undefined where it has none. */
  readonly linkTo: (ref: MessageRef, community: string) => Promise<string | undefined>;
  /** Replaces a posted message; false when it no longer exists. */
  readonly editPost: (ref: MessageRef, message: Message) => Promise<boolean>;
  /** Posts a message that answers nobody; the same key posts once. Undefined when the platform is not served here. */
  readonly post: (target: ReplyTarget, message: Message, key: string) => Promise<MessageRef | undefined>;
  /** S* as a textual-inversion file (learned_embeds.safetensors). */
  readonly identityFile: (record: IdentityRecord, embedding: Embedding) => Uint8Array;
  /** Lets the courier follow a request again that waited for somebody's yes. */
  readonly resume: (requestId: string) => void;
}
