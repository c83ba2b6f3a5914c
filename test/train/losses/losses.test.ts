/** @file Losses against plain numbers and central differences. */
import { describe, expect, test } from 'vitest';
import { l2Normalize, scalar } from '../../../src/graph/functional.ts';
import { constant } from '../../../src/graph/graph.ts';
import { float32, tensor } from '../../../src/tensor/tensor.ts';
import { arcFace } from '../../../src/train/losses/arc-face.ts';
import { contrastiveLoss } from '../../../src/train/losses/contrastive.ts';
import { absoluteError, edgeError, klDivergence } from '../../../src/train/losses/reconstruction.ts';
import { evaluate } from '../../helpers/evaluate.ts';
import { worstGradientError } from '../../helpers/gradcheck.ts';

const labels = constant(tensor('int32', [2], Int32Array.of(1, 0)));

async function valueOf(outputs: Parameters<typeof evaluate>[0]): Promise<number> {
  const { value } = await evaluate(outputs);
  return Number(value?.data[0]);
}

describe('ArcFace', () => {
  test('without margin it is the cross-entropy of the scaled cosines', async () => {
    const embeddings = constant(float32([2, 2], Float32Array.of(1, 0, 0, 1)));
    const centres = constant(float32([2, 2], Float32Array.of(1, 0, 0, 3)));
    const { loss } = arcFace(embeddings, centres, labels, { margin: 0, scale: 2 });
    // Each right class has cosine 0 and the wrong one 0.9999.
    expect(await valueOf({ value: loss })).toBeCloseTo(Math.log(1 + Math.exp(2 * 0.9999)), 4);
  });

  test('a margin makes the same embeddings cost more', async () => {
    const loss = (margin: number) => {
      const embeddings = constant(float32([2, 2], Float32Array.of(0.6, 0.8, 0.8, 0.6)));
      const centres = constant(float32([2, 2], Float32Array.of(1, 0, 0, 1)));
      return arcFace(embeddings, centres, labels, { margin, scale: 8 }).loss;
    };
    expect(await valueOf({ value: loss(0.3) })).toBeGreaterThan(await valueOf({ value: loss(0) }));
  });

  test('its gradient agrees with central differences', async () => {
    const worst = await worstGradientError({
      inputs: { embeddings: [2, 6], centres: [3, 6] },
      build: ({ embeddings, centres }) =>
        arcFace(l2Normalize(embeddings ?? scalar(0)), centres ?? scalar(0), labels, { margin: 0.3, scale: 4 })
          .loss,
    });
    expect(worst).toBeLessThan(0.02);
  });
});

describe('the contrastive loss', () => {
  test('is nearly nothing when every caption is at its own picture and far from the others', async () => {
    const rows = constant(float32([2, 2], Float32Array.of(1, 0, 0, 1)));
    expect(await valueOf({ value: contrastiveLoss(rows, rows, scalar(50)) })).toBeLessThan(1e-6);
  });

  test('is the logarithm of the batch when nothing tells the captions apart', async () => {
    const rows = constant(float32([4, 1], Float32Array.of(1, 1, 1, 1)));
    expect(await valueOf({ value: contrastiveLoss(rows, rows, scalar(10)) })).toBeCloseTo(Math.log(4), 5);
  });
});

describe('the autoencoder’s loss', () => {
  test('an even error costs its size and has no edges', async () => {
    const error = constant(float32([1, 1, 2, 2], Float32Array.of(-0.5, -0.5, -0.5, -0.5)));
    expect(await valueOf({ value: absoluteError(error) })).toBeCloseTo(0.5, 6);
    expect(await valueOf({ value: edgeError(error) })).toBeCloseTo(0, 6);
  });

  test('a checkerboard of errors has an edge at every step', async () => {
    const error = constant(float32([1, 1, 2, 2], Float32Array.of(1, -1, -1, 1)));
    expect(await valueOf({ value: edgeError(error) })).toBeCloseTo(4, 6);
  });

  test('a standard normal latent has no divergence', async () => {
    const zero = constant(float32([1, 1, 2, 2]));
    expect(await valueOf({ value: klDivergence({ mean: zero, logVariance: zero }) })).toBeCloseTo(0, 6);
  });
});
