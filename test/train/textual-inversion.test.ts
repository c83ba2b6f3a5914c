/** @file Textual inversion: the loss falls, a stop loses nothing, and the file draws, with any bundle. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openSafetensors } from '../../src/checkpoint/safetensors.ts';
import { alphasCumprodOf } from '../../src/diffusion/noise-schedule.ts';
import { encodePng, readPngText } from '../../src/image/encode-png.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { type Bundle, openBundle } from '../../src/pipeline/bundle.ts';
import { readIdentityFile } from '../../src/pipeline/identity-file.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { encodePrompt } from '../../src/tokenizer/encode-prompt.ts';
import { bundleFeeds } from '../../src/train/bundle-loss.ts';
import { type Inversion, invertPicture } from '../../src/train/textual-inversion.ts';
import { goldenControl, writeStableDiffusionLayout } from '../helpers/stable-diffusion-layout.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root: string;
let bundle: Bundle;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'inversion-'));
  bundle = await openBundle(await writeTinyBundle(join(root, 'tiny'), { withoutIdentity: true }));
}, 60_000);
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(root, { recursive: true });
});

const at = (name: string): string => join(root, name);
const latentShape = [4, 16, 16];
const inversionOf = (changes: Partial<Inversion> = {}): Inversion => ({
  bundle,
  clean: seededRandom('picture').fillNormal(new Float32Array(4 * 16 * 16)),
  latentShape,
  words: 2,
  steps: 12,
  batch: 2,
  learningRate: 0.05,
  seed: 1,
  startText: 'person',
  ...changes,
});
const session = { threads: 1 };

describe('invertPicture', () => {
  it('lowers the loss on noise that it never saw, from the embedding of its first text', async () => {
    const { pseudoWord, isFinished, loss } = await invertPicture(inversionOf(), {
      session,
      stateFile: at('a.state'),
    });
    expect(isFinished).toBe(true);
    expect(pseudoWord).toMatchObject({ count: 2, width: 32 });
    expect(loss.after).toBeLessThan(loss.before);
  }, 60_000);

  it('gives the same vectors to the bit when it was stopped and resumed', async () => {
    const straight = await invertPicture(inversionOf(), { session, stateFile: at('b.state') });
    const stop = new AbortController();
    const stopped = await invertPicture(inversionOf(), {
      session,
      stateFile: at('c.state'),
      signal: stop.signal,
      onStep: ({ step }) => {
        if (step === 5) stop.abort();
      },
    });
    expect(stopped).toMatchObject({ isFinished: false, step: 5 });
    const resumed = await invertPicture(inversionOf(), { session, stateFile: at('c.state'), resume: true });
    expect(resumed.pseudoWord).toEqual(straight.pseudoWord);
  }, 60_000);

  it('refuses a state of another picture, and one that is not there', async () => {
    const other = inversionOf({ clean: new Float32Array(4 * 16 * 16) });
    const options = { session, resume: true };
    await expect(invertPicture(other, { ...options, stateFile: at('b.state') })).rejects.toThrow(
      /belongs to another picture/,
    );
    await expect(invertPicture(other, { ...options, stateFile: at('none') })).rejects.toThrow(
      /nothing to go on/,
    );
  }, 60_000);
});

/** The command as a process that gets Ctrl-C once it has said that it makes steps. */
async function interrupted(args: readonly string[]): Promise<{ code: number | null; text: string }> {
  const cli = join(import.meta.dirname, '../../src/main/cli.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', cli, 'encode', ...args], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, BUNDLE: bundle.folder, THREADS: '1' },
  });
  let text = '';
  child.stderr.on('data', (part: Buffer) => {
    const begun = / step \d+\//u;
    const before = begun.test(text);
    text += part.toString();
    if (!before && begun.test(text)) child.kill('SIGINT');
  });
  const code = await new Promise<number | null>((done) => child.on('close', done));
  return { code, text };
}

it('keeps its state at a real Ctrl-C, and goes on from it in another process', async () => {
  writeFileSync(at('real.png'), await encodePng(goldenControl()));
  const out = at('real.safetensors');
  const args = ['--method', 'textual-inversion', '--face', at('real.png'), '--out', out];
  // So many that no machine is through with them before the signal comes.
  const endless = [...args, '--steps', '1000000', '--batch', '1'];
  const stepOf = (): number => Number(openSafetensors(`${out}.state`).metadata['step']);
  const first = await interrupted(endless);
  expect(first).toMatchObject({ code: 130 });
  expect(first.text).toContain(`--resume goes on from ${out}.state`);
  const stopped = stepOf();
  expect(stopped).toBeGreaterThan(0);
  expect(existsSync(out)).toBe(false);
  const second = await interrupted([...endless, '--resume']);
  expect(second).toMatchObject({ code: 130 });
  expect(Number(/ step (\d+)\//u.exec(second.text)?.[1])).toBe(stopped + 1);
  expect(stepOf()).toBeGreaterThan(stopped);
}, 180_000);

describe('bundleFeeds', () => {
  it.each(['epsilon', 'v_prediction', 'sample'] as const)(
    'aims at what a %s network predicts',
    (prediction) => {
      const clean = Float32Array.of(0.5, -1.5, 2, 0.25);
      const sample = { clean, prompt: encodePrompt(bundle.tokenizer, 'S*', { 'S*': 1 }) };
      const noising = {
        schedule: bundle.scheduler,
        latentShape: [4],
        shard: 0,
        shards: 1,
        random: seededRandom(1),
      };
      const { sample: noisy, target, timestep } = bundleFeeds([sample, sample], 1, noising, prediction);
      const alphasCumprod = alphasCumprodOf(bundle.scheduler);
      for (let i = 0; i < 8; i++) {
        const signal = alphasCumprod[Number(timestep?.data[i >> 2])] ?? NaN;
        const [alpha, sigma] = [Math.sqrt(signal), Math.sqrt(1 - signal)];
        const [x, z, y] = [clean[i % 4] ?? NaN, Number(noisy?.data[i]), Number(target?.data[i])];
        const noise = (z - alpha * x) / sigma;
        const expected = { epsilon: noise, v_prediction: alpha * noise - sigma * x, sample: x }[prediction];
        expect(y).toBeCloseTo(expected, 4);
      }
    },
  );
});

it('goes from a photo to a picture by the command line, with a bundle in Stable Diffusion 2.1’s layout', async () => {
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const printed = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  vi.stubEnv('BUNDLE', await writeStableDiffusionLayout(at('sd')));
  vi.stubEnv('THREADS', '1');
  writeFileSync(at('face.png'), await encodePng(goldenControl()));
  const words = (text: string): string[] => text.split(' ');
  const face = ['--face', at('face.png'), '--out', at('me.safetensors')];
  await expect(runSubcommand(['encode', ...face])).rejects.toThrow(
    /no id_encoder.*encode --method textual-inversion/,
  );
  await expect(runSubcommand(['encode', ...face, '--steps', '3'])).rejects.toThrow(/goes with --method/);
  await runSubcommand([
    'encode',
    ...face,
    ...words('--method textual-inversion --steps 3 --batch 1 --words 3'),
  ]);
  expect(readIdentityFile(readFileSync(at('me.safetensors')), 32)).toMatchObject({ count: 3, width: 32 });
  expect(existsSync(at('me.safetensors.state'))).toBe(false);
  expect(printed.mock.calls.join('')).toMatch(/loss [\d.]+ -> [\d.]+ on the same noise/);
  await runSubcommand([
    'imagine',
    ...words(`--identity ${at('me.safetensors')} --out ${at('me.png')} --steps 2 --seed 1 --size 96x64`),
    '--prompt',
    'S* as a chef',
  ]);
  expect(readPngText(readFileSync(at('me.png')))['parameters']).toMatch(/Size: 96x64/);
}, 120_000);
