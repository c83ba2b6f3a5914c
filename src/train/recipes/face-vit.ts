/** @file Recipe: the face ViT, backbone of the M² encoder, a face recogniser over people whom nothing else meets. */
import { join } from 'node:path';
import { VIT } from '../../models/kinds.ts';
import { toonVit } from '../../models/presets/toon.ts';
import { vit } from '../../models/vit.ts';
import type { PortraitSet } from '../datasets/portraits.ts';
import { PLAN } from '../recipe.ts';
import { arcFaceRecipe } from './arc-face-recipe.ts';
import { publishedWeights, saveWeights, TOON_BUNDLE } from './weights.ts';

/** Shows hair, ears and chin too. */
const zoom = 0.72;
const withZoom = { ...toonVit, zoom };
const base = {
  ...PLAN,
  traitWeight: 5,
  traitsFirst: 500,
  margin: 0.15,
  scale: 16,
  learningRate: 1e-3,
  batch: 64,
  weightDecay: 0.05,
  warmupSteps: 200,
};
const familiar = (people: number, perPerson: number): PortraitSet => ({
  name: 'familiar',
  people,
  perPerson,
});

export const recipe = arcFaceRecipe({
  name: 'face-vit',
  crop: { size: toonVit.image_size, zoom },
  embeddingSize: toonVit.embedding_size ?? toonVit.hidden_size,
  presets: {
    smoke: { ...base, set: familiar(100, 4), traitsFirst: 20, steps: 60 },
    v0: { ...base, set: familiar(12_000, 5), steps: 5000 },
    v1: { ...base, set: familiar(30_000, 5), steps: 20000 },
  },
  embed: (scope, images) => vit(scope, toonVit, images).final,
  published: () => publishedWeights(join(TOON_BUNDLE, 'face_vit'), VIT, 'model.'),
  save: (parameters) => {
    saveWeights(join(TOON_BUNDLE, 'face_vit'), VIT, withZoom, parameters);
  },
});
