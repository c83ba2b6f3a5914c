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

  it('reads back by the web UI’s own rule, whatever the model is called', () => {
    const { parameters = '' } = pictureMetadata({
      ...settings,
      prompt: 'S* as a chef,\nSteps: many',
      negativePrompt: 'ugly, blurry: very',
      model: 'mine, version: 2',
    });
    // AUTOMATIC1111's modules/infotext_utils.py: re_param over the last line, and unquote.
    const fields = /\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g;
    const [last = '', negative, ...before] = parameters.split('\n').reverse();
    const read = Array.from(last.matchAll(fields), ([, name = '', value = '']) => [
      name,
      value.startsWith('"') ? (JSON.parse(value) as unknown) : value,
    ]);
    expect(Object.fromEntries(read)).toEqual({
      Steps: '30',
      Sampler: 'DPM++ 2M',
      'CFG scale': '7.5',
      Seed: '42',
      Size: '128x96',
      Model: 'mine, version: 2',
    });
    expect(negative).toBe('Negative prompt: ugly, blurry: very');
    expect(before.reverse().join('\n')).toBe('S* as a chef,\nSteps: many');
  });

  it('holds all settings as JSON', () => {
    expect(JSON.parse(pictureMetadata(settings)['dreamidentity'] ?? '')).toEqual(settings);
  });
});
