/** @file The models have exactly the parameters that they should have. */
import { describe, expect, test } from 'vitest';
import { countParameters, createParameters } from '../../src/checkpoint/parameter-scope.ts';
import type { Scope } from '../../src/checkpoint/scope.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { clipText } from '../../src/models/clip-text.ts';
import { controlNet } from '../../src/models/controlnet.ts';
import { faceDetector } from '../../src/models/face-detector.ts';
import { faceRecognizer } from '../../src/models/face-recognizer.ts';
import { idEncoder } from '../../src/models/id-encoder.ts';
import { imageEmbedding, logitScale, textEmbedding } from '../../src/models/image-text.ts';
import { sd21TextEncoder, sd21UNet, sd21Vae } from '../../src/models/presets/sd-2.1-base.ts';
import { sd21ControlNet } from '../../src/models/presets/sd-2.1-controlnet.ts';
import {
  toonFaceDetector,
  toonFaceRecognizer,
  toonIdEncoder,
  toonPromptJudge,
  toonTextEncoder,
  toonUNet,
  toonVae,
  toonVit,
} from '../../src/models/presets/toon.ts';
import type { UNetConfig } from '../../src/models/unet-config.ts';
import { unet2dCondition } from '../../src/models/unet.ts';
import type { VaeConfig } from '../../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../../src/models/vae.ts';
import { vit } from '../../src/models/vit.ts';

const floats = (...shape: number[]): Value => input('x', { dtype: 'float32', shape });
const ids = (...shape: number[]): Value => input('ids', { dtype: 'int64', shape });

/** Parameters that building this asks for. */
function count(build: (scope: Scope) => unknown): number {
  const { scope, parameters } = createParameters();
  build(scope);
  return countParameters(parameters);
}

const unet = (config: UNetConfig) => (scope: Scope) =>
  unet2dCondition(scope, config, {
    sample: floats(1, config.in_channels, 16, 16),
    timestep: floats(1),
    encoderHiddenStates: floats(1, 32, config.cross_attention_dim),
  });
const encoder = (config: VaeConfig) => (scope: Scope) => vaeEncode(scope, config, floats(1, 3, 64, 64));
const decoder = (config: VaeConfig) => (scope: Scope) =>
  vaeDecode(scope, config, floats(1, config.latent_channels, 8, 8));

const control = (scope: Scope): unknown =>
  controlNet(scope, sd21ControlNet, {
    sample: floats(1, 4, 16, 16),
    timestep: floats(1),
    encoderHiddenStates: floats(1, 77, sd21ControlNet.cross_attention_dim),
    control: floats(1, 3, 128, 128),
    scale: floats(1),
  });

describe('Stable Diffusion 2.1-base', () => {
  test.each<[string, number, (scope: Scope) => unknown]>([
    ['UNet', 865_910_724, unet(sd21UNet)],
    ['ControlNet', 364_228_240, control],
    ['text encoder', 340_387_840, (scope) => clipText(scope, sd21TextEncoder, ids(1, 77))],
    ['VAE decoder with post_quant_conv', 49_490_199, decoder(sd21Vae)],
    ['VAE encoder with quant_conv', 34_163_664, encoder(sd21Vae)],
  ])('the %s has %i parameters, as in diffusers', (_name, expected, build) => {
    expect(count(build)).toBe(expected);
  });
});

describe('the toon bundle', () => {
  test.each<[string, number, (scope: Scope) => unknown]>([
    ['UNet', 11_493_316, unet(toonUNet())],
    ['UNet with 8 latent channels', 11_497_928, unet(toonUNet(8))],
    ['text encoder', 2_572_416, (scope) => clipText(scope, toonTextEncoder(4096), ids(1, 32))],
    ['VAE encoder', 353_056, encoder(toonVae())],
    ['VAE decoder', 591_511, decoder(toonVae())],
    ['face ViT', 4_861_824, (scope) => vit(scope, toonVit, floats(1, 3, 112, 112))],
    ['ID encoder', 2_494_848, (scope) => idEncoder(scope, toonIdEncoder(), floats(1, 4 * 192 + 256))],
    ['face recogniser', 712_704, (scope) => faceRecognizer(scope, toonFaceRecognizer, floats(1, 3, 64, 64))],
    ['face detector', 258_687, (scope) => faceDetector(scope, toonFaceDetector, floats(1, 3, 128, 128))],
    [
      'image-text judge',
      1_513_601,
      (scope) => [
        imageEmbedding(scope, toonPromptJudge(4096), floats(1, 3, 64, 64)),
        textEmbedding(scope, toonPromptJudge(4096), { inputIds: ids(1, 32), endOfText: floats(1, 32) }),
        logitScale(scope),
      ],
    ],
  ])('the %s has %i parameters', (_name, expected, build) => {
    expect(count(build)).toBe(expected);
  });
});
