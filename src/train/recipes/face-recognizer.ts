/** @file Recipe: the judge of identity, a convolutional face recogniser over drawn people of its own. */
import { join } from 'node:path';
import { faceRecognizer } from '../../models/face-recognizer.ts';
import { FACE_RECOGNIZER } from '../../models/kinds.ts';
import { toonFaceRecognizer } from '../../models/presets/toon.ts';
import type { PortraitSet } from '../datasets/portraits.ts';
import { PLAN } from '../recipe.ts';
import { arcFaceRecipe } from './arc-face-recipe.ts';
import { JUDGES, publishedWeights, saveWeights } from './weights.ts';

/** The parts of an aligned face keep to their places, so that averaging may keep sixteen places apart. */
const model = { ...toonFaceRecognizer, pooled_size: 4 };
/** Shows hair, ears and chin too. */
const zoom = 0.72;
const withZoom = { ...model, zoom };
const base = {
  ...PLAN,
  traitWeight: 8,
  traitsFirst: 300,
  margin: 0.15,
  scale: 16,
  learningRate: 1.5e-3,
  batch: 64,
  weightDecay: 0.05,
};
const people = (count: number, perPerson: number): PortraitSet => ({
  name: 'judge',
  people: count,
  perPerson,
});

export const recipe = arcFaceRecipe({
  name: 'face-recognizer',
  crop: { size: model.image_size, zoom },
  embeddingSize: model.embedding_size,
  presets: {
    smoke: { ...base, set: people(200, 8), traitsFirst: 20, steps: 60 },
    v0: { ...base, set: people(1500, 14), steps: 3000 },
    v1: { ...base, set: people(4000, 20), steps: 20000 },
  },
  embed: (scope, images) => faceRecognizer(scope, model, images),
  published: () => publishedWeights(join(JUDGES, 'face'), FACE_RECOGNIZER, 'model.'),
  save: (parameters) => {
    saveWeights(join(JUDGES, 'face'), FACE_RECOGNIZER, withZoom, parameters);
  },
});
