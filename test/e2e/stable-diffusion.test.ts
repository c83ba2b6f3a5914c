/** @file The whole trip with a bundle in Stable Diffusion 2.1's layout: an M² encoder beside it, textual inversion, or neither. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decodeImage } from '../../src/image/decode-image.ts';
import { writeStableDiffusionLayout } from '../helpers/stable-diffusion-layout.ts';
import { type DemoFolder, demoFolder, startDemoProcess, writeFace } from './demo.ts';

let demo: DemoFolder;
let face: string;
let plain: string;
let encoding: string;
beforeAll(async () => {
  demo = await demoFolder();
  face = await writeFace(join(demo.folder, 'face.png'), 4_100_000_026);
  plain = await writeStableDiffusionLayout(join(demo.folder, 'sd'));
  encoding = await writeStableDiffusionLayout(join(demo.folder, 'sd-m2'), { withEncoder: true });
}, 120_000);
afterAll(async () => demo.remove());

/** Registers the face and draws a picture in the steps that hold where a bundle names none. */
async function trip(name: string, environment: Readonly<Record<string, string>>) {
  const out = join(demo.folder, `${name}.png`);
  const args = ['--once', '--face', face, '--prompt', 'S* as a chef', '--out', out, '--seed', '7'];
  const data = { DATA_FOLDER: join(demo.folder, name), THREADS: '1' };
  return { ...(await startDemoProcess({ ...demo.environment, ...data, ...environment }, args).ended), out };
}

it('registers and draws by an M² checkpoint that lies beside the published folders', async () => {
  const { errors, status, out } = await trip('m2', { BUNDLE: encoding });
  expect({ errors, status }).toEqual({ errors: '', status: 0 });
  expect(await decodeImage(await readFile(out))).toMatchObject({ width: 64, height: 64 });
}, 180_000);

it('registers and draws by textual inversion where there is no encoder', async () => {
  const { errors, status, out } = await trip('ti', { BUNDLE: plain, INVERSION_STEPS: '3' });
  expect({ errors, status }).toEqual({ errors: '', status: 0 });
  expect(await decodeImage(await readFile(out))).toMatchObject({ width: 64, height: 64 });
}, 180_000);

it('tells the member what is missing where neither is there', async () => {
  const { errors, status } = await trip('none', { BUNDLE: plain });
  expect(status).toBe(2);
  expect(errors).toMatch(/cannot learn a face in one look.*INVERSION_STEPS/);
}, 180_000);
