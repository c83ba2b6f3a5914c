/** @file A prompt to pictures: encode, denoise with guidance, decode. */
import { denoiserOf, type Network } from '../diffusion/denoiser.ts';
import { noiseSchedule } from '../diffusion/noise-schedule.ts';
import { sample, type StepProgress } from '../diffusion/sampler.ts';
import { sharedNetwork } from '../diffusion/shared-network.ts';
import { SAMPLER_OF_CLASS, type SamplerName, SAMPLERS } from '../diffusion/samplers/index.ts';
import { UserError } from '../errors.ts';
import type { RgbImage } from '../image/rgb-image.ts';
import { downscaleOf } from '../models/vae-config.ts';
import type { PromptRules } from '../tokenizer/encode-prompt.ts';
import { type BundleSettings, MOST_GUIDANCE, MOST_STEPS } from './bundle-settings.ts';
import type { Bundle } from './bundle.ts';
import type { PromptEncoder } from './prompt-encoder.ts';
import { type Control, type ControlNetPart, controlOf, type ControlRequest } from './control.ts';
import { BATCH_SIZES, type Directions, type LatentSize, noisePredictor } from './noise-predictor.ts';
import { noiseStream, type Variation } from './noise-stream.ts';
import { latentPreview } from './latent-preview.ts';
import type { PictureCodec } from './picture-codec.ts';
import type { PseudoWordTable } from './pseudo-word.ts';
import type { SessionCache } from './session-cache.ts';

/** What a picture is made of; what is left out is the bundle's default. */
export interface PictureRequest {
  readonly prompt: string;
  readonly negativePrompt?: string;
  readonly pseudoWords?: PseudoWordTable;
  readonly requirePseudoWord?: boolean;
  /** The bundle's fast settings in place of its usual ones. */
  readonly fast?: boolean;
  readonly steps?: number;
  readonly guidanceScale?: number;
  /** Guide between these timesteps only. */
  readonly guidanceInterval?: readonly [lowest: number, highest: number];
  readonly sampler?: SamplerName;
  /** Of the first picture; the next ones count up. */
  readonly seed?: number;
  readonly count?: number;
  /** Each near the one before it, and the first near that of `seed`: pictures near the last, in place of `count` different ones. */
  readonly variations?: readonly Variation[];
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
  /** Needs a pipeline with a ControlNet. */
  readonly control?: ControlRequest;
}

/** Everything that a picture follows from, besides the pseudo words' vectors and the control picture. */
export interface PictureSettings {
  readonly model: string;
  readonly prompt: string;
  readonly negativePrompt: string;
  readonly steps: number;
  readonly guidanceScale: number;
  readonly sampler: SamplerName;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly controlScale?: number;
}

export interface Picture {
  readonly image: RgbImage;
  readonly settings: PictureSettings;
}

export interface PictureProgress extends Pick<StepProgress, 'step' | 'count'> {
  /** What each picture is about to be: small, made without the VAE. */
  readonly preview: () => readonly RgbImage[];
}

interface PictureOptions {
  readonly onStep?: (progress: PictureProgress) => void | Promise<void>;
  /** Takes effect between two steps. */
  readonly signal?: AbortSignal | undefined;
}

/** The same request gives the same pictures. Throws UserError for what the person can correct. */
export type TextToImage = (request: PictureRequest, options?: PictureOptions) => Promise<Picture[]>;

export interface TextToImageParts {
  readonly bundle: Bundle;
  readonly sessions: SessionCache;
  readonly encodePrompt: PromptEncoder;
  readonly codec: PictureCodec;
  readonly controlNet?: ControlNetPart | undefined;
  /** Batches that the UNet may run at, rising; rows are cut into the largest that they fill. */
  readonly batchSizes?: readonly number[] | undefined;
}

export const MOST_PICTURES = 8;
const SMALLEST_SIDE = 64;
const LARGEST_SIDE = 1024;

export function textToImage(parts: TextToImageParts): TextToImage {
  const { bundle, encodePrompt, codec } = parts;
  const schedule = noiseSchedule(bundle.scheduler);
  const channels = bundle.unet.config.in_channels;
  const networkFor = networksOf(parts);

  return async (request, { onStep, signal } = {}) => {
    const settings = settingsOf(bundle, request);
    const pictures = wholeNumber('count', request.count ?? 1, 1, MOST_PICTURES);
    const control = await controlFor(parts, request, settings);
    const conditions = await encodeBoth(encodePrompt, settings, request, control);
    const size = latentSizeOf(bundle, settings);
    const sampler = SAMPLERS[settings.sampler];
    const { scheduler } = bundle;
    const denoise = denoiserOf(
      networkFor(size, control !== undefined),
      { ...scheduler, clip_sample: scheduler.clip_sample && sampler.clips === true },
      Array.from({ length: pictures }, () => conditions.positive),
      { scale: settings.guidanceScale, unconditional: conditions.negative, ...intervalOf(bundle, request) },
    );
    const area = channels * size.height * size.width;
    const { variations = [] } = request;
    const streams = Array.from({ length: pictures }, (_, i) =>
      noiseStream(settings.seed, i, area, variations),
    );
    const noise = (i: number): Float32Array => streams[i]?.() ?? new Float32Array(area);
    const latents = await sample(
      sampler,
      schedule,
      denoise,
      { pictures, noise },
      {
        steps: settings.steps,
        signal,
        onStep: ({ step, count, x0 }) =>
          onStep?.({ step, count, preview: () => x0.map((clean) => latentPreview(bundle, clean, size)) }),
      },
    );
    const finished: Picture[] = [];
    for (const [i, picture] of latents.entries()) {
      signal?.throwIfAborted();
      finished.push({
        image: await codec.decode(picture, size),
        settings: variations.length === 0 ? { ...settings, seed: settings.seed + i } : settings,
      });
    }
    return finished;
  };
}

/** One network a size, with and without the ControlNet, shared by all jobs. */
function networksOf({ bundle, sessions, controlNet, batchSizes = BATCH_SIZES }: TextToImageParts) {
  const networks = new Map<string, Network<Directions>>();
  return (size: LatentSize, isControlled: boolean): Network<Directions> => {
    const key = `${size.height}x${size.width} ${String(isControlled)}`;
    const control = isControlled ? controlNet : undefined;
    const known =
      networks.get(key) ??
      sharedNetwork(noisePredictor({ bundle, sessions, size, control }, batchSizes), batchSizes.at(-1) ?? 1);
    networks.set(key, known);
    return known;
  };
}

/** Throws UserError when a control picture comes and no ControlNet reads it. */
async function controlFor(
  { controlNet }: TextToImageParts,
  { control }: PictureRequest,
  settings: PictureSettings,
): Promise<Control | undefined> {
  if (control === undefined) return undefined;
  if (controlNet !== undefined) return controlOf(control, settings);
  throw new UserError('no-controlnet', 'A control picture needs a ControlNet, and none was opened.');
}

/** The request with the bundle's defaults. Throws UserError for numbers out of range. */
function settingsOf(bundle: Bundle, request: PictureRequest): PictureSettings {
  const { scheduler } = bundle;
  const defaults = defaultsOf(bundle, request);
  const native = nativeSideOf(bundle);
  const sampler = request.sampler ?? defaults.sampler ?? SAMPLER_OF_CLASS[scheduler._class_name];
  const { mostSteps = Infinity } = SAMPLERS[sampler];
  return {
    model: bundle.name,
    prompt: request.prompt,
    negativePrompt: request.negativePrompt ?? '',
    steps: wholeNumber(
      'steps',
      request.steps ?? defaults.steps,
      1,
      Math.min(MOST_STEPS, mostSteps, scheduler.num_train_timesteps - 1),
    ),
    guidanceScale: inRange(
      'guidance',
      request.guidanceScale ?? bundle.settings.guidance_scale,
      1,
      MOST_GUIDANCE,
    ),
    sampler,
    seed: wholeNumber('seed', request.seed ?? 0, 0, 2 ** 32 - 1),
    width: side('width', request.width ?? native, granularityOf(bundle)),
    height: side('height', request.height ?? native, granularityOf(bundle)),
    ...(request.control === undefined ? {} : { controlScale: request.control.scale ?? 1 }),
  };
}

/** Sides of about the area of the bundle's own square, the width `ratio` times the height or near that. */
export function sidesOf(bundle: Bundle, ratio: number): { readonly width: number; readonly height: number } {
  const multiple = granularityOf(bundle);
  const least = Math.ceil(SMALLEST_SIDE / multiple);
  const near = (pixels: number): number => Math.max(least, Math.round(pixels / multiple)) * multiple;
  const native = nativeSideOf(bundle);
  return { width: near(native * Math.sqrt(ratio)), height: near(native / Math.sqrt(ratio)) };
}

const nativeSideOf = ({ unet, vae }: Bundle): number => unet.config.sample_size * downscaleOf(vae.config);

/** Every side is a multiple of this many pixels, so that each level of the UNet halves evenly. */
const granularityOf = ({ unet, vae }: Bundle): number =>
  downscaleOf(vae.config) * 2 ** (unet.config.block_out_channels.length - 1);

function latentSizeOf({ vae }: Bundle, { width, height }: PictureSettings): LatentSize {
  const factor = downscaleOf(vae.config);
  return { width: width / factor, height: height / factor };
}

/** A bundle that draws in a step or two, as SD-Turbo, has nothing faster. */
const defaultsOf = (
  { settings }: Bundle,
  { fast = false }: PictureRequest,
): Pick<BundleSettings, 'steps' | 'sampler' | 'guidance_interval'> =>
  fast && settings.fast.steps < settings.steps ? settings.fast : settings;

function intervalOf(bundle: Bundle, request: PictureRequest) {
  const interval = request.guidanceInterval ?? defaultsOf(bundle, request).guidance_interval;
  return interval === undefined ? {} : { interval };
}

async function encodeBoth(
  encodePrompt: PromptEncoder,
  { prompt, negativePrompt }: PictureSettings,
  { pseudoWords, requirePseudoWord = false }: PictureRequest,
  control: Control | undefined,
): Promise<{ readonly positive: Directions; readonly negative: Directions }> {
  const encode = async (text: string, rules: PromptRules): Promise<Directions> => ({
    states: await encodePrompt(text, pseudoWords, rules),
    ...(control === undefined ? {} : { control }),
  });
  return {
    positive: await encode(prompt, { requirePseudoWord }),
    negative: await encode(negativePrompt, { allowEmpty: true }),
  };
}

function inRange(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new UserError(`bad-${name}`, `The ${name} must be from ${least} to ${most}, not ${value}.`);
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (Number.isInteger(value)) return inRange(name, value, least, most);
  throw new UserError(
    `bad-${name}`,
    `The ${name} must be a whole number from ${least} to ${most}, not ${value}.`,
  );
}

function side(name: string, value: number, multiple: number): number {
  if (value % multiple === 0) return inRange(name, value, Math.max(multiple, SMALLEST_SIDE), LARGEST_SIDE);
  throw new UserError(`bad-${name}`, `The ${name} must be a multiple of ${multiple} pixels, not ${value}.`);
}
