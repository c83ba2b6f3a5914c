/** @file What a source says it holds: paths, sizes and digests at one commit; and which of them a model needs. */
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
    /^tokenizer\/(vocab|tokenizer_config|special_tokens_map)\.json$/,
    /^tokenizer\/merges\.txt$/,
    /^(text_encoder|unet|vae)\/config\.json$/,
  ],
  controlnet: [/^config\.json$/],
  'face-vit': [/^(config|preprocessor_config)\.json$/],
};

const NETWORKS: Readonly<Record<ModelType, readonly string[]>> = {
  bundle: ['text_encoder/', 'unet/', 'vae/'],
  controlnet: [''],
  'face-vit': [''],
};

const WEIGHTS =
  /^(diffusion_pytorch_model|model)(\.fp16)?(-\d+-of-\d+)?(\.fp16)?\.safetensors(\.index(\.fp16)?\.json)?$/;

/** Configs, and one set of weights a network: in the wanted precision where both are published. Throws UserError. */
export function neededFiles(
  { type, repository }: Pick<CatalogueEntry, 'type' | 'repository'>,
  { files }: Listing,
  precision: Precision,
): readonly ListedFile[] {
  const texts = files.filter(({ path }) => TEXTS[type].some((pattern) => pattern.test(path)));
  const weights = NETWORKS[type].flatMap((folder) => {
    const all = files.filter(
      ({ path }) => path.startsWith(folder) && WEIGHTS.test(path.slice(folder.length)),
    );
    const [half, full] = [true, false].map((isHalf) =>
      all.filter(({ path }) => path.includes('.fp16') === isHalf),
    );
    const [wanted = [], other = []] = precision === 'float16' ? [half, full] : [full, half];
    const chosen = wanted.length > 0 ? wanted : other;
    if (chosen.length > 0) return chosen;
    throw new UserError('no-weights', `${repository} publishes no safetensors in "${folder || './'}".`);
  });
  return [...texts, ...weights];
}
