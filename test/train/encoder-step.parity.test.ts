/** @file One M² step through a frozen text encoder and a frozen UNet has torch's loss and gradients (test/golden/make-m2-step.py). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createParameters } from '../../src/checkpoint/parameter-scope.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { gradients } from '../../src/graph/autodiff.ts';
import { parseIdEncoderConfig } from '../../src/models/id-encoder.ts';
import { type Tensor, tensor } from '../../src/tensor/tensor.ts';
import { encoderLoss, openLossNetworks } from '../../src/train/bundle-loss.ts';
import { evaluate } from '../helpers/evaluate.ts';
import { relativeDifference } from '../models/forward.ts';

const root = join(import.meta.dirname, '../golden/m2-step');

test.each([
  ['kept whole', undefined],
  ['in three segments that are computed again', { segments: 3 }],
])(
  'an M² step %s has the loss and the gradients of torch, through both frozen networks',
  async (_name, options) => {
    const golden = openSafetensors(join(root, 'golden.safetensors'));
    const weights = openSafetensors(join(root, 'id_encoder/model.safetensors'));
    const config = parseIdEncoderConfig(
      JSON.parse(readFileSync(join(root, 'id_encoder/config.json'), 'utf8')) as unknown,
    );
    const { scope, parameters } = createParameters();
    const { loss } = encoderLoss(openLossNetworks(root), {
      encoder: { scope, config },
      batch: 2,
      tokens: 9,
      latentShape: [4, 8, 8],
      lengthWeight: 1e-4,
    });
    const wrt = gradients(
      loss,
      parameters.map(({ value }) => value),
      options,
    );
    const feeds: Record<string, Tensor> = {};
    for (const { key } of parameters) feeds[key] = readTensor(weights, key);
    for (const name of ['placement', 'features', 'sample', 'target', 'timestep'])
      feeds[name] = readTensor(golden, name);
    const ids = readTensor(golden, 'ids');
    feeds['ids'] = tensor('int32', ids.shape, Int32Array.from(ids.data));
    const named = Object.fromEntries(parameters.map(({ key }, i) => [`gradient:${key}`, wrt[i] ?? loss]));
    const found = await evaluate({ loss, ...named }, feeds);

    expect(parameters).toHaveLength(14);
    expect(Number(found['loss']?.data[0])).toBeCloseTo(Number(readTensor(golden, 'loss').data[0]), 4);
    for (const { key } of parameters) {
      const name = `gradient:${key}`;
      expect(relativeDifference(found[name], readTensor(golden, name)), key).toBeLessThan(1e-3);
    }
  },
);
