/** @file A picture's file says how it was made, in words that other tools read. */
import { describe, expect, it } from 'vitest';
import { pictureMetadata } from '../../src/pipeline/picture-metadata.ts';
import type { PictureSettings } from '../../src/pipeline/text-to-image.ts';

const settings: PictureSettings = {
  model: 'toon',
  prompt: 'S* as a chef',
  negativePrompt: '',
  steps: 30,
  guidanceScale: 7.5,
  sampler: 'dpm++2m',
  seed: 42,
  width: 128,
  height: 96,
};

describe('pictureMetadata', () => {
  it('writes the parameters as AUTOMATIC1111’s web UI does', () => {
    expect(pictureMetadata(settings)['parameters']).toBe(
      'S* as a chef\nSteps: 30, Sampler: DPM++ 2M, CFG scale: 7.5, Seed: 42, Size: 128x96, Model: toon',
    );
  });

  it('puts a negative prompt on a line of its own', () => {
    const { parameters } = pictureMetadata({ ...settings, negativePrompt: 'ugly' });
    expect(parameters?.split('\n')[1]).toBe('Negative prompt: ugly');
  });

  it('holds all settings as JSON', () => {
    expect(JSON.parse(pictureMetadata(settings)['dreamidentity'] ?? '')).toEqual(settings);
  });
});
