/** @file The whole trip without a browser, and how it refuses. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode-image.ts';
import { demoOptions } from '../../src/main/demo-options.ts';
import { type DemoFolder, demoFolder, type Ended, startDemoProcess, writeFace } from './demo.ts';

let demo: DemoFolder;
let face: string;
beforeAll(async () => {
  demo = await demoFolder();
  face = await writeFace(join(demo.folder, 'face.png'), 4_100_000_026);
});
afterAll(async () => demo.remove());

const once = (...args: string[]): Promise<Ended> =>
  startDemoProcess(demo.environment, ['--once', ...args]).ended;

it('registers a face, draws the prompt, saves the picture, and tells the time of each stage', async () => {
  const out = join(demo.folder, 'chef.png');
  const args = ['--face', face, '--prompt', 'S* as a chef', '--out', out, '--seed', '7', '--json'];
  const { status, output, errors } = await once(...args);
  expect(errors).toBe('');
  expect(status).toBe(0);
  const report = JSON.parse(output) as { milliseconds: Record<string, number>; answer: string };
  expect(Object.keys(report.milliseconds).sort()).toEqual(
    ['draw', 'redis', 'register', 'save', 'total', 'wait', 'worker'].sort(),
  );
  const { total = 0, ...stages } = report.milliseconds;
  expect(Object.values(stages).reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(total + 1);
  expect(report.answer).toContain('seed 7');
  const image = await decodeImage(await readFile(out));
  expect(image.width).toBe(image.height);
}, 180_000);

it('passes the refusal of a picture without a face on, and leaves no file', async () => {
  const out = join(demo.folder, 'none.png');
  const blank = join(import.meta.dirname, '../../package.json');
  const { status, errors } = await once('--face', blank, '--prompt', 'S* as a chef', '--out', out);
  expect(status).toBe(2);
  expect(errors.trim()).toMatch(/^\S.{10,300}[.]$/);
  await expect(readFile(out)).rejects.toThrow(/ENOENT/);
}, 180_000);

describe('its arguments', () => {
  const all = ['--once', '--face', 'a', '--prompt', 'b', '--out', 'c'];
  it('are read', () => {
    expect(demoOptions([...all, '--seed', '3', '--json']).once).toEqual({
      face: 'a',
      prompt: 'b',
      out: 'c',
      seed: 3,
      json: true,
    });
    expect(demoOptions([]).once).toBeUndefined();
    expect(demoOptions(['--help']).help).toContain('--seed N');
  });
  it.each([
    [['--once', '--face', 'a', '--prompt', 'b'], /^--once needs --out; usage: /],
    [[...all, '--seed', 'x'], /^--seed is a whole number/],
    [[...all, '--sed', '1'], /^Unknown option '--sed'; usage: /],
    [['--json'], /^--json belongs to --once; usage: /],
  ])('are refused with a sentence: %j', (words, sentence) => {
    expect(() => demoOptions(words)).toThrow(sentence);
  });
});
