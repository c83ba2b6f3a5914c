/** @file A bundle is whole or refused by name. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { CheckpointError } from '../../src/errors.ts';
import { openBundle } from '../../src/pipeline/bundle.ts';
import { float32 } from '../../src/tensor/tensor.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'bundle-'));
  await writeTinyBundle(join(root, 'whole'));
});
beforeEach(async () => {
  folder = join(root, 'copy');
  await rm(folder, { recursive: true, force: true });
  await cp(join(root, 'whole'), folder, { recursive: true });
});
afterAll(async () => {
  await rm(root, { recursive: true });
});

async function changeJson(file: string, changes: object): Promise<void> {
  const path = join(folder, file);
  const json = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...json, ...changes }));
}

function changeTensors(
  file: string,
  change: (tensors: Map<string, ReturnType<typeof float32>>) => void,
): void {
  const path = join(folder, file);
  const opened = openSafetensors(path);
  const tensors = new Map([...opened.entries.keys()].map((key) => [key, readTensor(opened, key)]));
  change(tensors);
  writeSafetensors(path, tensors);
}

describe('openBundle', () => {
  it('opens every part of a whole bundle', async () => {
    const bundle = await openBundle(folder);
    expect(bundle.name).toBe('tiny');
    expect(bundle.settings).toMatchObject({ steps: 4, guidance_scale: 3 });
    expect(bundle.scheduler).toMatchObject({ _class_name: 'DDIMScheduler', beta_schedule: 'scaled_linear' });
    expect(bundle.identity?.zoom).toBe(1);
  });

  it('takes a bundle without an ID encoder and settings, as Stable Diffusion’s own', async () => {
    for (const part of ['id_encoder', 'face_vit', 'face_detector', 'dreamidentity.json']) {
      await rm(join(folder, part), { recursive: true });
    }
    const bundle = await openBundle(folder);
    expect(bundle.identity).toBeUndefined();
    expect(bundle.name).toBe('copy');
    expect(bundle.settings).toMatchObject({ steps: 30, guidance_scale: 7.5 });
  });

  it('reads a scheduler config with -Infinity in it, as diffusers writes DPM-Solver’s', async () => {
    const text = '{"_class_name": "DPMSolverMultistepScheduler", "lambda_min_clipped": -Infinity}';
    await writeFile(join(folder, 'scheduler/scheduler_config.json'), text);
    expect((await openBundle(folder)).scheduler).toMatchObject({ timestep_spacing: 'linspace' });
  });

  it('reads how far the face ViT’s crops are zoomed out', async () => {
    await changeJson('face_vit/config.json', { zoom: 0.7 });
    expect((await openBundle(folder)).identity?.zoom).toBe(0.7);
  });

  it.each([
    'model_index.json',
    'tokenizer/vocab.json',
    'tokenizer/merges.txt',
    'scheduler/scheduler_config.json',
    'text_encoder/config.json',
    'text_encoder/model.safetensors',
    'unet/config.json',
    'unet/diffusion_pytorch_model.safetensors',
    'vae/diffusion_pytorch_model.safetensors',
    'id_encoder/model.safetensors',
    'face_vit/config.json',
    'face_detector/model.safetensors',
  ])('names %s when it is missing', async (file) => {
    await rm(join(folder, file));
    const opening = openBundle(folder);
    await expect(opening).rejects.toThrow(CheckpointError);
    await expect(opening).rejects.toThrow(
      file.includes('safetensors') ? (file.split('/')[0] ?? '') : (file.split('/').at(-1) ?? ''),
    );
  });

  it('names a tensor that is missing', async () => {
    changeTensors('unet/diffusion_pytorch_model.safetensors', (tensors) => tensors.delete('conv_in.bias'));
    await expect(openBundle(folder)).rejects.toThrow('conv_in.bias is missing');
  });

  it('names a tensor that belongs to no layer', async () => {
    changeTensors('vae/diffusion_pytorch_model.safetensors', (tensors) =>
      tensors.set('mystery.weight', float32([2])),
    );
    await expect(openBundle(folder)).rejects.toThrow('mystery.weight');
  });

  it('names a tensor of another shape', async () => {
    changeTensors('id_encoder/model.safetensors', (tensors) =>
      tensors.set('words.0.layers.1.bias', float32([7])),
    );
    await expect(openBundle(folder)).rejects.toThrow('words.0.layers.1.bias has shape [7], expected [32]');
  });

  it.each([
    ['vae/config.json', { latent_channels: 0 }, 'latent_channels'],
    ['scheduler/scheduler_config.json', { prediction_type: 'flow' }, 'prediction_type'],
    ['dreamidentity.json', { guidance_scale: 'much' }, 'guidance_scale'],
    // With more than a request may ask for, it would open and then refuse every picture.
    ['dreamidentity.json', { steps: 201 }, 'steps'],
    ['dreamidentity.json', { guidance_scale: 31 }, 'guidance_scale'],
    ['face_vit/config.json', { taps: [1, 2, 3, 5] }, 'taps'],
    ['tokenizer/tokenizer_config.json', { model_max_length: 99 }, 'model_max_length is 99'],
  ])('names the entry of %s that is wrong', async (file, changes, entry) => {
    await changeJson(file, changes);
    await expect(openBundle(folder)).rejects.toThrow(entry);
  });

  it('refuses a face ViT that learnt from other colours than faces are given in', async () => {
    const path = join(folder, 'face_vit/preprocessor_config.json');
    await writeFile(path, JSON.stringify({ image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] }));
    await openBundle(folder);
    await writeFile(path, JSON.stringify({ image_mean: [0.485, 0.456, 0.406] }));
    await expect(openBundle(folder)).rejects.toThrow(
      /preprocessor_config\.json: faces are given .*image_mean/s,
    );
  });
});
