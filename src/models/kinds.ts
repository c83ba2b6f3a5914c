/** @file How each kind of model is stored: file name, class name and config, as diffusers and transformers expect them. */
import type { ModelKind } from '../checkpoint/model-folder.ts';
import { CLIP_TEXT_BUFFERS, type ClipTextConfig, parseClipTextConfig } from './clip-text.ts';
import { type ControlNetConfig, parseControlNetConfig } from './controlnet-config.ts';
import { type FaceDetectorConfig, parseFaceDetectorConfig } from './face-detector.ts';
import { type FaceRecognizerConfig, parseFaceRecognizerConfig } from './face-recognizer.ts';
import { type IdEncoderConfig, parseIdEncoderConfig } from './id-encoder.ts';
import { type ImageTextConfig, parseImageTextConfig } from './image-text.ts';
import { parseUNetConfig, type UNetConfig } from './unet-config.ts';
import { parseVaeConfig, type VaeConfig } from './vae-config.ts';
import { parseVitConfig, VIT_UNUSED, type VitConfig } from './vit.ts';

/** The oldest diffusers release whose classes have every entry that our configs use. */
export const DIFFUSERS_VERSION = '0.30.0';

export const UNET: ModelKind<UNetConfig> = {
  file: 'diffusion_pytorch_model.safetensors',
  header: { _class_name: 'UNet2DConditionModel', _diffusers_version: DIFFUSERS_VERSION },
  parse: parseUNetConfig,
};

export const CONTROLNET: ModelKind<ControlNetConfig> = {
  file: 'diffusion_pytorch_model.safetensors',
  header: { _class_name: 'ControlNetModel', _diffusers_version: DIFFUSERS_VERSION },
  parse: parseControlNetConfig,
};

export const VAE: ModelKind<VaeConfig> = {
  file: 'diffusion_pytorch_model.safetensors',
  header: { _class_name: 'AutoencoderKL', _diffusers_version: DIFFUSERS_VERSION },
  parse: parseVaeConfig,
};

export const TEXT_ENCODER: ModelKind<ClipTextConfig> = {
  file: 'model.safetensors',
  header: { architectures: ['CLIPTextModel'], model_type: 'clip_text_model' },
  parse: parseClipTextConfig,
  ignored: CLIP_TEXT_BUFFERS,
};

export const VIT: ModelKind<VitConfig> = {
  file: 'model.safetensors',
  header: { architectures: ['ViTModel'], model_type: 'vit' },
  parse: parseVitConfig,
  ignored: VIT_UNUSED,
};

const ours = <Config extends object>(name: string, parse: (json: unknown) => Config): ModelKind<Config> => ({
  file: 'model.safetensors',
  header: { architectures: [name] },
  parse,
});

export const ID_ENCODER: ModelKind<IdEncoderConfig> = ours('IdEncoder', parseIdEncoderConfig);
export const FACE_DETECTOR: ModelKind<FaceDetectorConfig> = ours('FaceDetector', parseFaceDetectorConfig);
export const FACE_RECOGNIZER: ModelKind<FaceRecognizerConfig> = ours(
  'FaceRecognizer',
  parseFaceRecognizerConfig,
);
export const IMAGE_TEXT: ModelKind<ImageTextConfig> = ours('ImageText', parseImageTextConfig);
