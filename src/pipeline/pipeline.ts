/** @file A bundle ready to work: identities in, pictures out. */
import type { Kernels } from '../checkpoint/scope.ts';
import type { QualityLimits } from '../face/quality.ts';
import type { SessionOptions } from '../runtime/model.ts';
import { type Bundle, openBundle } from './bundle.ts';
import { openControlNet } from './control.ts';
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
  /**
   * Everything that saves memory, at the price of time: one network at a time, weights left in their files, the UNet
   * one row at a time, the VAE in tiles.
   */
  readonly lowMemory?: boolean;
  /** The folder of a ControlNet for this bundle's UNet; requests with a control picture go through it. */
  readonly controlNet?: string | undefined;
}

/** What `lowMemory` stands for. */
const LOW_MEMORY = {
  session: { weights: 'file', arena: false },
  batchSizes: [1],
  mostSessions: 1,
  /** 320 pixels for a VAE of factor 8: four tiles make 512 x 512. */
  tileSide: 40,
} as const;

/**
 * The runtime's own attention where it was seen to be right (cpu), or is what the provider was made for (cuda). ONNX Runtime 1.30's for WebGPU
 * was a seventh off for heads of Stable Diffusion's width (docs/gpu.md), and nothing is known of the others: those get plain operators.
 */
const kernelsOn = (provider: SessionOptions['provider'] = 'cpu'): Kernels =>
  provider === 'cpu' || provider === 'cuda' ? 'fused' : 'differentiable';

/** Opens a bundle; its networks are loaded when first needed. Throws CheckpointError. */
export async function openPipeline(folder: string, options: PipelineOptions = {}): Promise<Pipeline> {
  const defaults = options.lowMemory === true ? LOW_MEMORY : undefined;
  const { batchSizes = defaults?.batchSizes, mostSessions = defaults?.mostSessions } = options;
  const session = { ...defaults?.session, ...options.session };
  const kernels = kernelsOn(session.provider);
  const bundle = await openBundle(folder, { kernels });
  const controlNet =
    options.controlNet === undefined ? undefined : openControlNet(options.controlNet, bundle, { kernels });
  const sessions = createSessionCache(session, mostSessions);
  const encodePrompt = promptEncoder(bundle, sessions);
  const codec = pictureCodec(bundle, sessions, { tileSide: defaults?.tileSide });
  const identity = identityEncoder(bundle, sessions, { ...options, session });
  return {
    bundle,
    encodePrompt,
    codec,
    identity,
    textToImage: textToImage({ bundle, sessions, encodePrompt, codec, batchSizes, controlNet }),
    close: async () => {
      try {
        await identity.close();
      } finally {
        await sessions.close();
      }
    },
  };
}
