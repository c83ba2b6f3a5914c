/** @file A ControlNet in the pipeline gives what diffusers' StableDiffusionControlNetPipeline gives (make-pipeline-controlnet.py). */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inspectModel } from '../../src/catalogue/inspect.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { encodePng, readPngText } from '../../src/image/encode-png.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { openPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts';
import type { PictureRequest } from '../../src/pipeline/text-to-image.ts';
import {
  GOLDEN_SEED,
  goldenControl,
  goldenWord,
  writeStableDiffusionLayout,
  writeTinyControlNet,
} from '../helpers/stable-diffusion-layout.ts';

const golden = openSafetensors(join(import.meta.dirname, '../golden/pipeline/controlnet.safetensors'));

let root: string;
let bundle: string;
let controlNet: string;
let pipeline: Pipeline;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'controlnet-'));
  bundle = await writeStableDiffusionLayout(join(root, 'sd'));
  controlNet = writeTinyControlNet(join(root, 'net'));
  pipeline = await openPipeline(bundle, { session: { threads: 1 }, controlNet });
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await pipeline.close();
  rmSync(root, { recursive: true });
});

const request: PictureRequest = {
  prompt: 'a photo of S* as a chef, highly detailed',
  negativePrompt: 'ugly',
  pseudoWords: { 'S*': goldenWord() },
  seed: GOLDEN_SEED,
  steps: 5,
  sampler: 'ddim',
  guidanceScale: 7.5,
};

async function draw(changes: Partial<PictureRequest>, from = pipeline): Promise<Uint8Array> {
  const [picture] = await from.textToImage({ ...request, ...changes });
  return picture?.image.data ?? new Uint8Array();
}

/** Mean, in steps of 1/255. */
const difference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? NaN)), 0) / a.length;

describe('a picture with a ControlNet', () => {
  it.each([
    ['full', 1],
    ['weak', 0.3],
  ])('is the one that diffusers draws at %s strength', async (name, scale) => {
    const expected = readTensor(golden, name).data;
    expect(
      difference(expected, await draw({ control: { image: goldenControl(), scale } })),
    ).toBeLessThanOrEqual(1);
  });

  it('is the same with little memory', async () => {
    const low = await openPipeline(bundle, { session: { threads: 1 }, lowMemory: true, controlNet });
    const drawn = await draw({ control: { image: goldenControl() } }, low);
    await low.close();
    expect(difference(readTensor(golden, 'full').data, drawn)).toBeLessThanOrEqual(1);
  });

  it('is the plain picture at strength 0, and another one elsewhere', async () => {
    const control = { image: goldenControl() };
    const plain = await draw({});
    expect(difference(plain, await draw({ control: { ...control, scale: 0 } }))).toBeLessThanOrEqual(0.1);
    expect(difference(plain, await draw({ control }))).toBeGreaterThan(3);
  });

  it('shares calls with pictures that have other control pictures, and takes any size and aspect', async () => {
    const dark = { width: 20, height: 10, data: new Uint8Array(600) };
    const size = { width: 96, height: 64, steps: 2 };
    const alone = [
      await draw({ ...size, control: { image: dark } }),
      await draw({ ...size, control: { image: goldenControl(), scale: 0.5 } }),
    ];
    const together = await Promise.all([
      draw({ ...size, control: { image: dark } }),
      draw({ ...size, control: { image: goldenControl(), scale: 0.5 } }),
    ]);
    together.forEach((data, i) => {
      expect(difference(alone[i] ?? [], data)).toBeLessThanOrEqual(0.1);
    });
  });

  it('is refused with a sentence where nothing reads the control, or its strength makes no sense', async () => {
    const plain = await openPipeline(bundle, { session: { threads: 1 } });
    const control = { image: goldenControl() };
    await expect(draw({ control }, plain)).rejects.toThrow(/needs a ControlNet/);
    await plain.close();
    await expect(draw({ control: { ...control, scale: 3 } })).rejects.toThrow(/from 0 to 2, not 3/);
  });
});

describe('a ControlNet that was imported', () => {
  it('is checked to the key, and refused where it was made for another model', async () => {
    const { type, parts, remarks } = await inspectModel(controlNet);
    expect({ type, remarks, count: parts.length }).toEqual({ type: 'controlnet', remarks: [], count: 1 });
    const path = join(controlNet, 'config.json');
    const config = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      config.replace(
        /"conditioning_embedding_out_channels": \[[^\]]*\]/,
        '"conditioning_embedding_out_channels": [4, 8, 8]',
      ),
    );
    await expect(inspectModel(controlNet)).rejects.toThrow(/controlnet_cond_embedding.*missing/);
    writeFileSync(path, config);
    const other = writeTinyControlNet(join(root, 'other'));
    const narrow = readFileSync(join(other, 'config.json'), 'utf8').replace(
      '"layers_per_block": 1',
      '"layers_per_block": 2',
    );
    writeFileSync(join(other, 'config.json'), narrow);
    await expect(openPipeline(bundle, { controlNet: other })).rejects.toThrow(/is missing/);
  });

  it('draws by the command line, by its name', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    vi.stubEnv('DATA_FOLDER', join(root, 'data'));
    vi.stubEnv('BUNDLE', bundle);
    vi.stubEnv('THREADS', '1');
    const at = (name: string): string => join(root, name);
    writeFileSync(at('word.safetensors'), writeIdentityFile(goldenWord(), 'tiny'));
    writeFileSync(at('disc.png'), await encodePng(goldenControl()));
    await runSubcommand(['models', 'import', controlNet, '--name', 'disc-net']);
    const words = `imagine --identity ${at('word.safetensors')} --steps 2 --seed 1 --size 64x96 --out ${at('a.png')}`;
    const control = ['--control', at('disc.png'), '--controlnet', 'disc-net', '--control-scale', '0.8'];
    await runSubcommand([...words.split(' '), '--prompt', 'S* as a chef', ...control]);
    const { parameters, dreamidentity = '' } = readPngText(readFileSync(at('a.png')));
    expect(parameters).toMatch(/Size: 64x96/);
    expect(JSON.parse(dreamidentity)).toMatchObject({ controlScale: 0.8, width: 64, height: 96 });
    const half = [...words.split(' '), '--prompt', 'S* as a chef', '--control', at('disc.png')];
    await expect(runSubcommand(half)).rejects.toThrow(/go together/);
    await expect(runSubcommand([...half, '--controlnet', 'nobody'])).rejects.toThrow(/neither a ControlNet/);
  }, 120_000);
});
