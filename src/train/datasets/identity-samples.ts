/** @file What the M² encoder learns from: a face's features, a prompt with S* in it, and the latents of the picture it should give. */
import type { Random } from '../../tensor/random.ts';
import { FACE_FORMS } from '../../toon/phrases.ts';
import type { Backbone } from '../backbone.ts';
import { openFeatures } from './face-features.ts';
import { openLatents } from './latents.ts';
import { pictureCount, type PictureSet } from './picture-set.ts';
import { readTripletTensors, type TripletOptions } from './triplets.ts';

interface IdentitySample {
  /** [v3, v6, v9, v12, v_final] of the face that stands for S*. */
  readonly features: Float32Array;
  readonly prompt: string;
  /** Latents times the scaling factor. */
  readonly clean: Float32Array;
}

export interface IdentitySamples {
  readonly count: number;
  readonly read: (index: number, random: Random) => IdentitySample;
}

interface ReconstructionOptions {
  /** What is encoded, and what "S* face" has to draw: the same pictures, or others of the same people in the same order. */
  readonly set: PictureSet;
  readonly targets: PictureSet;
  readonly backbone: Backbone;
  readonly vaeFolder: string;
  readonly side: number;
  readonly cacheFolder: string;
}

/** A picture to itself, or to another one; the prompt names the face alone, as nobody describes a set of photos. */
export function openReconstructions({ targets, ...options }: ReconstructionOptions): IdentitySamples {
  const features = openFeatures(options);
  const latents = openLatents({ ...options, set: targets });
  return {
    count: pictureCount(options.set, options.cacheFolder),
    read: (index, random) => ({
      features: floats(features.bytes, (bytes) => {
        features.read(index, bytes);
      }),
      prompt: random.pick(FACE_FORMS).replace('{who}', 'S*'),
      clean: floats(latents.bytes, (bytes) => {
        latents.read(index, bytes);
      }),
    }),
  };
}

function floats(bytes: number, fill: (target: Uint8Array) => void): Float32Array {
  const values = new Float32Array(bytes / 4);
  fill(new Uint8Array(values.buffer));
  return values;
}

/** A generated face to the same person's generated picture in a context. */
export function openTriplets(options: TripletOptions): IdentitySamples {
  const { triplets, features, latents } = readTripletTensors(options);
  return {
    count: triplets.length,
    read(index) {
      const triplet = triplets[index];
      if (triplet === undefined) throw new RangeError(`there is no triplet ${index} of ${triplets.length}`);
      return { features: features(triplet.face), prompt: triplet.prompt, clean: latents(index) };
    },
  };
}
