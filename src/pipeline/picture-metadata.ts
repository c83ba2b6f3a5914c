/** @file What a picture's file says about how it was made. */
import type { PictureSettings } from './text-to-image.ts';

/** As AUTOMATIC1111's web UI names samplers, so that its readers know them. */
const SAMPLER_LABEL = {
  ddim: 'DDIM',
  'dpm++2m': 'DPM++ 2M',
  euler: 'Euler',
  'euler-a': 'Euler a',
  lcm: 'LCM',
  plms: 'PLMS',
} as const satisfies Readonly<Record<PictureSettings['sampler'], string>>;

/** Text chunks of a PNG: `parameters` as AUTOMATIC1111's web UI writes it, and the same as JSON. No time stamps. */
export const pictureMetadata = (settings: PictureSettings): Readonly<Record<string, string>> => ({
  parameters: parametersText(settings),
  dreamidentity: JSON.stringify(settings),
});

function parametersText(settings: PictureSettings): string {
  const { prompt, negativePrompt, steps, guidanceScale, sampler, seed, width, height, model } = settings;
  const fields = {
    Steps: steps,
    Sampler: SAMPLER_LABEL[sampler],
    'CFG scale': guidanceScale,
    Seed: seed,
    Size: `${width}x${height}`,
    Model: model,
  };
  const lines = [
    prompt,
    ...(negativePrompt === '' ? [] : [`Negative prompt: ${negativePrompt}`]),
    Object.entries(fields)
      .map(([name, value]) => `${name}: ${quoted(String(value))}`)
      .join(', '),
  ];
  return lines.join('\n');
}

/** As the web UI does it (infotext_utils.quote), so that a name with a comma does not end its own field. */
const quoted = (value: string): string => (/[,:\n]/.test(value) ? JSON.stringify(value) : value);
