/** @file What makes trained parts a bundle: the index that diffusers reads, the scheduler, and our own settings. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SchedulerConfigInput } from '../diffusion/scheduler-config.ts';
import { DIFFUSERS_VERSION } from '../models/kinds.ts';
import { BUNDLE_FOLDERS } from './bundle.ts';
import { type BundleSettingsInput, SETTINGS_FILE } from './bundle-settings.ts';

export interface BundleDescription {
  readonly scheduler: SchedulerConfigInput;
  readonly settings: BundleSettingsInput;
}

/** Writes model_index.json, scheduler/scheduler_config.json and dreamidentity.json; makes the folder. */
export function writeBundle(folder: string, { scheduler, settings }: BundleDescription): void {
  const schedulerClass = scheduler._class_name ?? 'DDIMScheduler';
  const schedulerFolder = join(folder, BUNDLE_FOLDERS.scheduler);
  mkdirSync(schedulerFolder, { recursive: true });
  writeJson(join(schedulerFolder, 'scheduler_config.json'), {
    _class_name: schedulerClass,
    _diffusers_version: DIFFUSERS_VERSION,
    ...scheduler,
  });
  writeJson(join(folder, SETTINGS_FILE), settings);
  writeJson(join(folder, 'model_index.json'), {
    _class_name: 'StableDiffusionPipeline',
    _diffusers_version: DIFFUSERS_VERSION,
    feature_extractor: [null, null],
    image_encoder: [null, null],
    requires_safety_checker: false,
    safety_checker: [null, null],
    scheduler: ['diffusers', schedulerClass],
    text_encoder: ['transformers', 'CLIPTextModel'],
    tokenizer: ['transformers', 'CLIPTokenizer'],
    unet: ['diffusers', 'UNet2DConditionModel'],
    vae: ['diffusers', 'AutoencoderKL'],
  });
}

const writeJson = (path: string, json: object): void => {
  writeFileSync(path, `${JSON.stringify(json, undefined, 2)}\n`);
};
