/** @file A bundle ready to work: identities in, pictures out. */
import type { QualityLimits } from '../face/quality.ts';
import type { SessionOptions } from '../runtime/model.ts';
import { type Bundle, openBundle } from './bundle.ts';
import { identityEncoder, type IdentityEncoder } from './encode-identity.ts';
import { type PictureCodec, pictureCodec } from './picture-codec.ts';
import { type PromptEncoder, promptEncoder } from './prompt-encoder.ts';
import { createSessionCache } from './session-cache.ts';
import { type TextToImage, textToImage } from './text-to-image.ts';

export interface Pipeline {
  readonly bundle: Bundle;
  readonly textToImage: TextToImage;
  readonly identity: Omit<IdentityEncoder, 'close'>;
  readonly encodePrompt: PromptEncoder;
  readonly codec: PictureCodec;
  /** Frees all sessions; do not call it while a picture is in the making. */
  readonly close: () => Promise<void>;
}

export interface PipelineOptions {
  readonly session?: SessionOptions;
  readonly limits?: QualityLimits;
  /** Batches that the UNet may run at, rising; `[2]` keeps one session alone, for large models. */
  readonly batchSizes?: readonly number[];
  /** How many networks stay in memory, each at its batch and size. */
  readonly mostSessions?: number;
}

/** Opens a bundle; its networks are loaded when first needed. Throws CheckpointError. */
export async function openPipeline(folder: string, options: PipelineOptions = {}): Promise<Pipeline> {
  const { session, batchSizes, mostSessions } = options;
  const bundle = await openBundle(folder);
  const sessions = createSessionCache(session, mostSessions);
  const encodePrompt = promptEncoder(bundle, sessions);
  const codec = pictureCodec(bundle, sessions);
  const identity = identityEncoder(bundle, sessions, options);
  return {
    bundle,
    encodePrompt,
    codec,
    identity,
    textToImage: textToImage({ bundle, sessions, encodePrompt, codec, batchSizes }),
    close: async () => {
      await identity.close();
      await sessions.close();
    },
  };
}
