/** @file The self-augmented set as `augment` writes it, and its cached features and latents. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openModel } from '../../checkpoint/model-folder.ts';
import { openSafetensors, readTensor } from '../../checkpoint/safetensors.ts';
import { writeSafetensors } from '../../checkpoint/write-safetensors.ts';
import { UserError } from '../../errors.ts';
import { alignFaceInto } from '../../face/align.ts';
import { shrunkTemplate } from '../../face/template.ts';
import { scalar } from '../../graph/functional.ts';
import { emit } from '../../graph/emit.ts';
import { input } from '../../graph/graph.ts';
import { concat, mul } from '../../graph/ops/index.ts';
import { decodeImage } from '../../image/decode-image.ts';
import type { RgbImage } from '../../image/rgb-image.ts';
import { VAE, VIT } from '../../models/kinds.ts';
import { vaeEncode } from '../../models/vae.ts';
import { vit } from '../../models/vit.ts';
import { loadModel } from '../../runtime/run.ts';
import { float32 } from '../../tensor/tensor.ts';
import { toPlanes } from './planes.ts';
import type { OnProgress } from './records.ts';

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
  /** Similarity of the two faces, and of picture and prompt, by which the set was cleaned. */
  identity: z.number(),
  text: z.number(),
});

export type Triplet = z.infer<typeof tripletSchema>;

export const TRIPLETS_FILE = 'triplets.jsonl';

/** Throws UserError when the folder holds none, or a line is damaged. */
export function readTriplets(folder: string): Triplet[] {
  const path = join(folder, TRIPLETS_FILE);
  if (!existsSync(path)) {
    throw new UserError(
      'no-triplets',
      `${folder} has no ${TRIPLETS_FILE}: make it with the command augment.`,
    );
  }
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
  readonly vitFolder: string;
  readonly vaeFolder: string;
  readonly cacheFolder: string;
}

const cropSchema = z.object({ zoom: z.number().positive() });

/** Named by the list and by both models' weights. */
function cacheFileOf({ folder, vitFolder, vaeFolder, cacheFolder }: TripletOptions): string {
  const hash = createHash('sha256');
  for (const path of [join(folder, TRIPLETS_FILE), join(vitFolder, VIT.file), join(vaeFolder, VAE.file)]) {
    hash.update(readFileSync(path));
  }
  return join(cacheFolder, 'triplets', `${hash.digest('hex').slice(0, 16)}.safetensors`);
}

/** Runs the ViT over the faces and the VAE over the pictures, once for this set and these weights. */
export async function prepareTriplets(options: TripletOptions, onProgress: OnProgress): Promise<void> {
  const file = cacheFileOf(options);
  if (existsSync(file)) return;
  const { folder } = options;
  const triplets = readTriplets(folder);
  const faces = new Map(triplets.map((triplet) => [triplet.face, triplet]));
  const total = faces.size + triplets.length;
  let done = 0;
  const read = async (name: string): Promise<RgbImage> => decodeImage(readFileSync(join(folder, name)));
  const featuresOf = await openViT(options.vitFolder);
  const rows: Float32Array[] = [];
  for (const [name, { points }] of faces) {
    rows.push(await featuresOf(await read(name), points));
    onProgress(++done, total);
  }
  const latentsOf = await openEncoder(options.vaeFolder);
  const latents: Float32Array[] = [];
  for (const { image } of triplets) {
    latents.push(await latentsOf(await read(image)));
    onProgress(++done, total);
  }
  mkdirSync(dirname(file), { recursive: true });
  writeSafetensors(
    file,
    new Map([
      ['features', stacked(rows)],
      ['latents', stacked(latents)],
    ]),
  );
}

function stacked(rows: readonly Float32Array[]) {
  const width = rows[0]?.length ?? 0;
  const all = float32([rows.length, width]);
  rows.forEach((row, i) => {
    all.data.set(row, i * width);
  });
  return all;
}

async function openViT(folder: string) {
  const { config, scope, finish } = openModel(folder, VIT);
  const { image_size: size, num_channels: channels } = config;
  const crop = float32([1, channels, size, size]);
  const { cls, final } = vit(scope, config, input('crop', crop));
  finish();
  const model = await loadModel(emit({ features: concat([...cls, final], 1) }));
  const { zoom } = cropSchema.parse(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')));
  return async (image: RgbImage, points: Triplet['points']): Promise<Float32Array> => {
    alignFaceInto(crop.data, 0, image, points, size, shrunkTemplate(zoom));
    const { features } = await model.run({ crop });
    return (features?.data as Float32Array).slice();
  };
}

async function openEncoder(folder: string) {
  const { config, scope } = openModel(folder, VAE);
  const image = float32([1, config.in_channels, config.sample_size, config.sample_size]);
  const { mean } = vaeEncode(scope, config, input('image', image));
  const model = await loadModel(emit({ latents: mul(mean, scalar(config.scaling_factor)) }));
  return async (picture: RgbImage): Promise<Float32Array> => {
    toPlanes(picture.data, image.data, 0);
    const { latents } = await model.run({ image });
    return (latents?.data as Float32Array).slice();
  };
}

/** What `prepareTriplets` kept. */
export function readTripletTensors(options: TripletOptions): {
  readonly triplets: readonly Triplet[];
  readonly features: (face: string) => Float32Array;
  readonly latents: (index: number) => Float32Array;
} {
  const triplets = readTriplets(options.folder);
  const file = openSafetensors(cacheFileOf(options));
  const [features, latents] = [readTensor(file, 'features'), readTensor(file, 'latents')];
  const place = new Map([...new Set(triplets.map(({ face }) => face))].map((face, i) => [face, i]));
  const row = ({ shape: [, width = 0], data }: typeof features, index: number): Float32Array =>
    data.subarray(index * width, (index + 1) * width);
  return {
    triplets,
    features: (face) => row(features, place.get(face) ?? -1),
    latents: (index) => row(latents, index),
  };
}
