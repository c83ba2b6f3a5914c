/** @file What a source says it holds: paths, sizes and digests at one commit; and which of them a model needs. */
import { posix } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { CatalogueEntry, ModelType } from './catalogue.ts';
import type { Digest } from './digest.ts';

export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly digest: Digest;
}

export interface Listing {
  /** 40 digits. */
  readonly commit: string;
  readonly files: readonly ListedFile[];
}

const hex = (digits: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));

/** Of the Hub's API, with `blobs=true`. */
const schema = z.object({
  sha: hex(40),
  siblings: z.array(
    z.object({
      rfilename: z.string(),
      size: z.int().nonnegative(),
      blobId: hex(40),
      lfs: z.object({ sha256: hex(64) }).nullish(),
    }),
  ),
});

/** Throws UserError when the answer is no listing, or names a path that leaves the folder. */
export function parseListing(json: unknown): Listing {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    throw new UserError(
      'bad-listing',
      `The source's list of files is not understood: ${z.prettifyError(parsed.error)}`,
    );
  }
  const files = parsed.data.siblings.map(({ rfilename: path, size: bytes, blobId, lfs }): ListedFile => {
    if (!isInside(path)) throw new UserError('bad-listing', `The source names a file outside: ${path}`);
    const digest: Digest = lfs
      ? { algorithm: 'sha256', hex: lfs.sha256 }
      : { algorithm: 'git-blob', hex: blobId };
    return { path, bytes, digest };
  });
  return { commit: parsed.data.sha, files };
}

const isInside = (path: string): boolean =>
  path !== '' && !/[\\:\0]/.test(path) && path.split('/').every((step) => !['', '.', '..'].includes(step));

export type Precision = 'float16' | 'float32';

const TEXTS: Readonly<Record<ModelType, readonly RegExp[]>> = {
  bundle: [
    /^model_index\.json$/,
    /^scheduler\/scheduler_config\.json$/,
    /^tokenizer\/(vocab|tokenizer_config|special_tokens_map|added_tokens)\.json$/,
    /^tokenizer\/merges\.txt$/,
    /^(text_encoder|unet|vae)\/config\.json$/,
  ],
  controlnet: [/^config\.json$/],
  'face-vit': [/^(config|preprocessor_config)\.json$/],
};

/** The folders of a model's weights. */
const NETWORKS: Readonly<Record<ModelType, readonly string[]>> = {
  bundle: ['text_encoder', 'unet', 'vae'],
  controlnet: ['.'],
  'face-vit': ['.'],
};

const WEIGHTS =
  /^(diffusion_pytorch_model|model)(\.fp16)?(-\d+-of-\d+)?(\.fp16)?\.safetensors((\.fp16)?\.index(\.fp16)?\.json)?$/;

/** Whether the file holds weights, or is an index of their shards. */
export const isWeights = (path: string): boolean => WEIGHTS.test(posix.basename(path));

export const isHalf = (path: string): boolean => posix.basename(path).includes('.fp16');

/** Pickles: programs that build tensors when they are run. Nothing here runs them. */
const PICKLES = /\.(bin|ckpt|pt|pth)$/;

/** Configs, and one set of weights a network: in the wanted precision where both are published. Throws UserError. */
export function neededFiles(
  { type, repository }: Pick<CatalogueEntry, 'type' | 'repository'>,
  { files }: Listing,
  precision: Precision,
): readonly ListedFile[] {
  const texts = files.filter(({ path }) => TEXTS[type].some((pattern) => pattern.test(path)));
  const weights = NETWORKS[type].flatMap((folder) => {
    const own = files.filter(({ path }) => posix.dirname(path) === folder);
    const all = own.filter(({ path }) => isWeights(path));
    const [half, full] = [true, false].map((halved) => all.filter(({ path }) => isHalf(path) === halved));
    const [wanted = [], other = []] = precision === 'float16' ? [half, full] : [full, half];
    const chosen = wanted.length > 0 ? wanted : other;
    if (chosen.length > 0) return chosen;
    throw noWeights(repository, folder, own);
  });
  return [...texts, ...weights];
}

function noWeights(repository: string, folder: string, own: readonly ListedFile[]): UserError {
  const pickle = own.find(({ path }) => PICKLES.test(path));
  const instead =
    pickle === undefined
      ? ''
      : ` It has ${pickle.path}, a pickle: a program, which is not run here. Convert it where you trust it (diffusers: from_pretrained, then save_pretrained), and import that folder.`;
  return new UserError('no-weights', `${repository} publishes no safetensors in "${folder}".${instead}`);
}
