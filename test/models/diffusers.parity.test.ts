/** @file Models written by Python's diffusers and transformers load here and compute the same (test/golden/make-models.py, make-controlnet.py). */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspectModel } from '../../src/catalogue/inspect.ts';
import { constantScope } from '../../src/checkpoint/constant-scope.ts';
import { openModel } from '../../src/checkpoint/model-folder.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import type { Kernels, Scope } from '../../src/checkpoint/scope.ts';
import { input, type Value } from '../../src/graph/graph.ts';
import { clipText } from '../../src/models/clip-text.ts';
import { controlNet } from '../../src/models/controlnet.ts';
import { CONTROLNET, TEXT_ENCODER, UNET, VAE, VIT } from '../../src/models/kinds.ts';
import { unet2dCondition } from '../../src/models/unet.ts';
import type { VaeConfig } from '../../src/models/vae-config.ts';
import { vaeDecode, vaeEncode } from '../../src/models/vae.ts';
import { vit } from '../../src/models/vit.ts';
import { int64, type Tensor } from '../../src/tensor/tensor.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { type Outputs, relativeDifference } from './forward.ts';

const root = join(import.meta.dirname, '../golden/models');

function golden(name: string): ReadonlyMap<string, Tensor> {
  const file = openSafetensors(join(root, name, 'golden.safetensors'));
  return new Map([...file.entries.keys()].map((key) => [key, readTensor(file, key)]));
}

/** The golden tensor of that name as a graph input of its shape. */
const fed = (tensors: ReadonlyMap<string, Tensor>, name: string): Value =>
  input(name, { dtype: 'float32', shape: tensors.get(name)?.shape ?? [] });

async function expectGolden(outputs: Outputs, tensors: ReadonlyMap<string, Tensor>): Promise<void> {
  const actual = await evaluate(outputs, Object.fromEntries(tensors));
  for (const name of Object.keys(outputs)) {
    expect(relativeDifference(actual[name], tensors.get(name)), name).toBeLessThan(1e-4);
  }
}

const autoencoder = (scope: Scope, config: VaeConfig, tensors: ReadonlyMap<string, Tensor>): Outputs => ({
  ...vaeEncode(scope, config, fed(tensors, 'image')),
  decoded: vaeDecode(scope, config, fed(tensors, 'latents')),
});

describe.each<Kernels>(['fused', 'differentiable'])('with %s kernels', (kernels) => {
  test.each(['unet-linear', 'unet-conv', 'unet-text'])(
    '%s computes what UNet2DConditionModel computes',
    async (name) => {
      const tensors = golden(name);
      const { scope, config, finish } = openModel(join(root, name), UNET, { kernels });
      const output = unet2dCondition(scope, config, {
        sample: fed(tensors, 'sample'),
        timestep: fed(tensors, 'timestep'),
        encoderHiddenStates: fed(tensors, 'prompt'),
      });
      finish();
      await expectGolden({ output }, tensors);
    },
  );

  test('a controlnet computes what ControlNetModel computes, and the UNet what it computes with that', async () => {
    const tensors = golden('controlnet');
    const net = openModel(join(root, 'controlnet'), CONTROLNET, { kernels });
    const unet = openModel(join(root, 'unet-linear'), UNET, { kernels });
    const inputs = {
      sample: fed(tensors, 'sample'),
      timestep: fed(tensors, 'timestep'),
      encoderHiddenStates: fed(tensors, 'prompt'),
    };
    const { skips, mid } = controlNet(net.scope, net.config, {
      ...inputs,
      control: fed(tensors, 'control'),
      scale: fed(tensors, 'scale'),
    });
    const output = unet2dCondition(unet.scope, unet.config, inputs, { skips, mid });
    net.finish();
    unet.finish();
    expect(skips).toHaveLength(9);
    const named = Object.fromEntries(skips.map((skip, i) => [`skip${i}`, skip]));
    await expectGolden({ ...named, mid, output }, tensors);
  });

  test.each(['vae', 'vae-plain'])('%s computes what AutoencoderKL computes', async (name) => {
    const tensors = golden(name);
    const { scope, config, finish } = openModel(join(root, name), VAE, { kernels });
    const outputs = autoencoder(scope, config, tensors);
    finish();
    await expectGolden(outputs, tensors);
  });

  test.each(['text-gelu', 'text-quick-gelu'])('%s computes what CLIPTextModel computes', async (name) => {
    const tensors = new Map(golden(name));
    const ids = tensors.get('ids');
    tensors.set('ids', int64(ids?.shape ?? [], Array.from(ids?.data ?? [], Number)));
    const { scope, config, finish } = openModel(join(root, name), TEXT_ENCODER, { kernels });
    const output = clipText(scope, config, input('ids', { dtype: 'int64', shape: ids?.shape ?? [] }));
    finish();
    await expectGolden({ output }, tensors);
  });

  test('vit computes what ViTModel computes, at every tap', async () => {
    const tensors = golden('vit');
    const { scope, config, finish } = openModel(join(root, 'vit'), VIT, { kernels });
    const { cls, final } = vit(scope, { ...config, taps: [1, 2, 3, 4] }, fed(tensors, 'image'));
    finish();
    expect(cls.length).toBe(4);
    const taps = Object.fromEntries(cls.map((value, n) => [`tap${n + 1}`, value]));
    await expectGolden({ ...taps, final }, tensors);
  });
});

test.each<Kernels>(['fused', 'differentiable'])(
  'a ViT of twelve layers inside ViTForImageClassification gives the CLS embeddings that transformers gives, with %s kernels',
  async (kernels) => {
    const tensors = golden('vit-classifier');
    const { scope, config, finish } = openModel(join(root, 'vit-classifier'), VIT, { kernels });
    const { cls, final } = vit(scope, config, fed(tensors, 'image'));
    finish();
    expect(config.taps).toEqual([3, 6, 9, 12]);
    const taps = Object.fromEntries(cls.map((value, n) => [`tap${3 * (n + 1)}`, value]));
    await expectGolden({ ...taps, final }, tensors);
  },
);

test('an imported face recogniser is known as a face ViT, its classifier left aside', async () => {
  const { type, parts } = await inspectModel(join(root, 'vit-classifier'));
  expect(type).toBe('face-vit');
  expect(parts[0]?.tensors).toBe(4 + 12 * 16 + 2 + 2);
});

test('the attention names of old autoencoder checkpoints (query, key, value, proj_attn) are understood', async () => {
  const tensors = golden('vae');
  const file = openSafetensors(join(root, 'vae/diffusion_pytorch_model.safetensors'));
  const old = (key: string): string =>
    key
      .replace('.to_q.', '.query.')
      .replace('.to_k.', '.key.')
      .replace('.to_v.', '.value.')
      .replace('.to_out.0.', '.proj_attn.');
  const weights = new Map([...file.entries.keys()].map((key) => [old(key), readTensor(file, key)]));
  const { config } = openModel(join(root, 'vae'), VAE);
  await expectGolden(autoencoder(constantScope(weights), config, tensors), tensors);
});
