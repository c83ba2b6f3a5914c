/** @file The self-augmented set as `augment` writes it, and its cached features and latents. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { writeSafetensors } from '../../checkpoint/write-safetensors.ts';
import { UserError } from '../../errors.ts';
import { decodeImage } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { float32, type Tensor } from '../../tensor/tensor.ts';
import { type Backbone, openBackbone } from '../backbone.ts';
import { openLatentEncoder, sideInName } from './latents.ts';
import type { OnProgress } from './records.ts';
import { filesDigest, weightFilesOf } from './weights-digest.ts';

/** With room for rounding. */
export const cosine = z.number().min(-1.001).max(1.001);

const point = z.tuple([z.number(), z.number()]).readonly();

/** One line of triplets.jsonl: <face, editing prompt, edited picture>. */
export const tripletSchema = z.object({
  /** Picture files, relative to the folder. */
  face: z.string().min(1),
  /** Both eyes, nose, both corners of the mouth in the face's picture. */
  points: z.tuple([point, point, point, point, point]).readonly(),
  /** With S* where the name stood. */
  prompt: z.string().includes('S*'),
  image: z.string().min(1),
  /** Cosines of the two faces, and of picture and prompt, by which the set was cleaned. */
  identity: cosine,
  text: cosine,
});

export type Triplet = z.infer<typeof tripletSchema>;

export const TRIPLETS_FILE = 'triplets.jsonl';

/** Throws UserError when the folder holds no set. */
export function tripletsIn(folder: string): string {
  const path = join(folder, TRIPLETS_FILE);
  if (existsSync(path)) return path;
  throw new UserError('no-triplets', `${folder} has no ${TRIPLETS_FILE}: make it with the command augment.`);
}

/** Throws UserError when the folder holds none, or a line is damaged. */
export function readTriplets(folder: string): Triplet[] {
  const path = tripletsIn(folder);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line, i) => {
      const parsed = tripletSchema.safeParse(parseJson(line));
      if (parsed.success) return parsed.data;
      throw new UserError('bad-triplets', `${path}, line ${i + 1}: ${z.prettifyError(parsed.error)}`);
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface TripletOptions {
  readonly folder: string;
  readonly backbone: Backbone;
  readonly vaeFolder: string;
  /** As in LatentOptions. */
  readonly side?: number;
  readonly cacheFolder: string;
}

/** Named by the list and by the weights that made the tensors. */
function cacheFileOf({ folder, cacheFolder }: TripletOptions, model: string, side = ''): string {
  const digest = filesDigest([join(folder, TRIPLETS_FILE), ...weightFilesOf(model)]);
  return join(cacheFolder, 'triplets', `${digest.slice(0, 16)}${side}.safetensors`);
}

const featureFileOf = (options: TripletOptions): string => cacheFileOf(options, options.backbone.folder);
const latentFileOf = (options: TripletOptions): string =>
  cacheFileOf(options, options.vaeFolder, sideInName(options.side));

/** What a set and the weights leave behind for the next time. */
export const tripletFilesOf = (options: TripletOptions): readonly string[] => [
  featureFileOf(options),
  latentFileOf(options),
];

/** Runs the backbone over the faces and the VAE over the pictures, once for this set and these weights. */
export async function prepareTriplets(options: TripletOptions, onProgress: OnProgress): Promise<void> {
  const { folder, backbone, vaeFolder, side } = options;
  const triplets = readTriplets(folder);
  const read = async (name: string): Promise<RgbImage> => decodeImage(readFileSync(join(folder, name)));
  await keepRows(featureFileOf(options), [...facesOf(triplets).values()], onProgress, async () => {
    const { featuresOf } = await openBackbone(backbone);
    return async ({ face, points }) => featuresOf(await read(face), points);
  });
  await keepRows(latentFileOf(options), triplets, onProgress, async () => {
    const latentsOf = await openLatentEncoder(vaeFolder, side);
    return async ({ image }) => (await latentsOf(await read(image))).slice();
  });
}

/** Each source face once, in a fixed order. */
const facesOf = (triplets: readonly Triplet[]): Map<string, Triplet> =>
  new Map(triplets.map((triplet) => [triplet.face, triplet]));

async function keepRows(
  file: string,
  triplets: readonly Triplet[],
  onProgress: OnProgress,
  open: () => Promise<(triplet: Triplet) => Promise<Float32Array>>,
): Promise<void> {
  if (existsSync(file)) return;
  const rowOf = await open();
  const rows: Float32Array[] = [];
  for (const triplet of triplets) {
    rows.push(await rowOf(triplet));
    onProgress(rows.length, triplets.length);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeSafetensors(file, new Map([['rows', stacked(rows)]]));
}

function stacked(rows: readonly Float32Array[]) {
  const width = rows[0]?.length ?? 0;
  const all = float32([rows.length, width]);
  rows.forEach((row, i) => {
    all.data.set(row, i * width);
  });
  return all;
}

/** What `prepareTriplets` kept. */
export function readTripletTensors(options: TripletOptions): {
  readonly triplets: readonly Triplet[];
  readonly features: (face: string) => Float32Array;
  readonly latents: (index: number) => Float32Array;
} {
  const triplets = readTriplets(options.folder);
  const rowsIn = (file: string): Tensor<'float32'> => readTensor(openSafetensors(file), 'rows');
  const features = rowsIn(featureFileOf(options));
  const latents = rowsIn(latentFileOf(options));
  const place = new Map([...facesOf(triplets).keys()].map((face, i) => [face, i]));
  const row = ({ shape: [, width = 0], data }: Tensor<'float32'>, index: number): Float32Array =>
    data.subarray(index * width, (index + 1) * width);
  return {
    triplets,
    features: (face) => row(features, place.get(face) ?? -1),
    latents: (index) => row(latents, index),
  };
}
