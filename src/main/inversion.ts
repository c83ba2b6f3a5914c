/** @file Textual inversion of one photo with an opened bundle, for the shell and for a worker. */
import { middleSquare } from '../image/middle-square.ts';
import { resize } from '../image/resize.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { downscaleOf } from '../models/vae-config.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Inversion } from '../train/textual-inversion.ts';
import { START_TEXT } from '../train/token-embeddings.ts';

/** As in the textual inversion of diffusers, at a batch of four. */
const LEARNING_RATE = 5e-3;

export type InversionSettings = Partial<Pick<Inversion, 'words' | 'steps' | 'batch' | 'seed' | 'startText'>>;

/** The photo's middle square at the bundle's own size, as latents, and the defaults of what is left out. */
export async function inversionOf(
  { bundle, codec }: Pick<Pipeline, 'bundle' | 'codec'>,
  photo: RgbImage,
  { words = 2, steps = 400, batch = 4, seed = 1, startText = START_TEXT }: InversionSettings,
): Promise<Inversion> {
  const { sample_size: side, in_channels: channels } = bundle.unet.config;
  const pixels = side * downscaleOf(bundle.vae.config);
  const clean = await codec.encode(await resize(middleSquare(photo), pixels, pixels));
  return {
    bundle,
    clean,
    latentShape: [channels, side, side],
    words,
    steps,
    batch,
    seed,
    startText,
    learningRate: LEARNING_RATE,
  };
}
