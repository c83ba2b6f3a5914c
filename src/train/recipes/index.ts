/** @file The recipes by name, each loaded when it is wanted. */
import type { Recipe } from '../recipe.ts';

export const recipes: Readonly<Record<string, () => Promise<Recipe>>> = {
  'face-recognizer': async () => (await import('./face-recognizer.ts')).recipe,
  'face-detector': async () => (await import('./face-detector.ts')).detector,
  'judge-detector': async () => (await import('./face-detector.ts')).judgeDetector,
  'face-vit': async () => (await import('./face-vit.ts')).recipe,
  'free-words': async () => (await import('./free-words.ts')).recipe,
  'image-text': async () => (await import('./image-text.ts')).imageText,
  'judge-image-text': async () => (await import('./image-text.ts')).judgeImageText,
  'id-encoder': async () => (await import('./id-encoder.ts')).recipe,
  'id-encoder-warm-start': async () => (await import('./id-encoder-warm-start.ts')).recipe,
  vae: async () => (await import('./vae.ts')).recipe,
  'vae-decoder': async () => (await import('./vae-decoder.ts')).recipe,
  'text-to-image': async () => (await import('./text-to-image.ts')).recipe,
};
