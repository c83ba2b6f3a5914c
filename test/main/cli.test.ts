/** @file The command line as a process: what it writes, prints and refuses. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { decodeImage } from '../../src/image/decode-image.ts';
import { readPngText } from '../../src/image/encode-png.ts';
import { writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import { reportFailure } from '../../src/main/report-failure.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const WIDTH = 32;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  vi.stubEnv('BUNDLE', await writeTinyBundle(folder));
  vi.stubEnv('THREADS', '1');
  const vectors = seededRandom(1).fillNormal(new Float32Array(2 * WIDTH), 0.5);
  writeFileSync(at('identity.safetensors'), writeIdentityFile({ count: 2, width: WIDTH, vectors }, 'tiny'));
  writeFileSync(at('text.png'), 'not a picture');
}, 60_000);

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const at = (name: string): string => join(folder, name);

/** A UserError with such a sentence. */
const refusal = (sentence: RegExp) =>
  expect.objectContaining({
    name: 'UserError',
    message: expect.stringMatching(sentence) as unknown,
  }) as Error;

/** As a process, for what only a process shows. */
function run(...words: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'src/main/cli.ts', ...words],
    {
      encoding: 'utf8',
    },
  );
  return { status, stdout, stderr };
}

describe('toon', () => {
  it('draws the same person to the byte for the same seed, and another one for another', async () => {
    for (const [name, seed] of [
      ['a', '7'],
      ['b', '7'],
      ['c', '8'],
    ] as const) {
      await runSubcommand(['toon', '--seed', seed, '--out', at(`${name}.png`), '--size', '128']);
    }
    const [a, b, c] = ['a', 'b', 'c'].map((name) => readFileSync(at(`${name}.png`)));
    expect(a?.equals(b ?? Buffer.alloc(0))).toBe(true);
    expect(a?.equals(c ?? Buffer.alloc(0))).toBe(false);
  });

  it('draws 512 pixels unless told otherwise, in the format of the name', async () => {
    await runSubcommand([
      'toon',
      '--seed',
      '7',
      '--context',
      'chef',
      '--style',
      'oil',
      '--out',
      at('new/chef.webp'),
    ]);
    expect(await decodeImage(readFileSync(at('new/chef.webp')))).toMatchObject({ width: 512, height: 512 });
  });

  it.each([
    [['--seed', '1', '--context', 'dentist'], /^There is no context "dentist"; there are chef, nurse, /],
    [['--seed', '1.5'], /'1\.5' is invalid\. Expected a whole number from 0 on\./],
    [['--seed', '1', '--style', 'cubism'], /Allowed choices are plain, oil, watercolor, pencil, fauvism\./],
    [['--seed', '1', '--size', '9000'], /Expected a whole number from 64 to 2048\./],
    [[], /required option '--seed <number>' not specified/],
  ])('%j is refused with a sentence', async (words, sentence) => {
    await expect(runSubcommand(['toon', ...words, '--out', at('refused.png')])).rejects.toThrow(
      refusal(sentence),
    );
    expect(existsSync(at('refused.png'))).toBe(false);
  });

  it('refuses a format that it cannot write', async () => {
    await expect(runSubcommand(['toon', '--seed', '1', '--out', at('x.bmp')])).rejects.toThrow(
      refusal(/x\.bmp: pictures are written as \.png, \.jpg or \.webp/),
    );
  });

  it('refuses a place where it cannot write', async () => {
    await expect(runSubcommand(['toon', '--seed', '1', '--out', at('text.png/x.png')])).rejects.toThrow(
      refusal(/cannot be written: part of the path is a file\.$/),
    );
  });
});

const madeSchema = z.object({
  pictures: z.array(z.object({ file: z.string(), seed: z.number(), prompt: z.string() })),
  ms: z.record(z.enum(['open', 'encode', 'draw', 'write']), z.number()),
});

describe('imagine', () => {
  const order = ['imagine', '--identity', 'identity.safetensors', '--prompt', 'S* as a chef', '--out'];
  const imagine = (out: string, ...more: readonly string[]): readonly string[] =>
    [...order, at(out), ...more].map((word) => (word === 'identity.safetensors' ? at(word) : word));

  it('writes each picture with what it was made of, and prints JSON alone when asked', () => {
    const { status, stdout } = run(
      ...imagine('chef.png', '--count', '2', '--seed', '5', '--steps', '2', '--json'),
    );
    const { pictures } = madeSchema.parse(JSON.parse(stdout));
    expect(status).toBe(0);
    expect(pictures.map(({ file, seed }) => [file, seed])).toEqual([
      [at('chef.png'), 5],
      [at('chef-2.png'), 6],
    ]);
    const texts = readPngText(readFileSync(at('chef-2.png')));
    expect(texts['parameters']).toMatch(/^S\* as a chef\nSteps: 2, .*Seed: 6,.*Model: tiny$/);
  });

  it('draws the same bytes for the same seed', async () => {
    for (const name of ['one.png', 'two.png'])
      await runSubcommand(imagine(name, '--seed', '5', '--steps', '2'));
    expect(readFileSync(at('one.png')).equals(readFileSync(at('two.png')))).toBe(true);
  });

  it.each([
    [
      'a prompt without S*',
      ['--identity', 'identity.safetensors', '--prompt', 'a chef'],
      /^Write S\* where the person goes/,
    ],
    ['an empty prompt', ['--identity', 'identity.safetensors', '--prompt', ' '], /^The prompt is empty/],
    ['no face', ['--prompt', 'S* as a chef'], /^Name a face: --face PICTURE, or --identity FILE/],
    ['a face and an identity', ['--face', 'a', '--identity', 'b', '--prompt', 'S*'], /cannot be used with/],
    [
      'a face that is not there',
      ['--face', 'nobody.png', '--prompt', 'S*'],
      /nobody\.png cannot be read: there is no such file\.$/,
    ],
    ['a face that is no picture', ['--face', 'text.png', '--prompt', 'S*'], /^That file is not a picture/],
    [
      'an identity that is none',
      ['--identity', 'text.png', '--prompt', 'S*'],
      /^This is no identity file that I can use/,
    ],
  ])('refuses %s with a sentence', async (_, words, sentence) => {
    const local = words.map((word) => (/\.\w+$/.test(word) ? at(word) : word));
    await expect(runSubcommand(['imagine', ...local, '--out', at('refused.png')])).rejects.toThrow(
      refusal(sentence),
    );
  });
});

describe('the command line', () => {
  it('lists its subcommands', () => {
    const { status, stdout } = run();
    expect(status).toBe(0);
    expect(stdout).toMatch(/toon .*\n\s+encode .*\n\s+imagine .*/);
  });

  it('shows a refusal as one sentence, with status 2 and nothing on standard output', () => {
    expect(run('encode', '--face', at('nobody.png'), '--out', at('x.safetensors'))).toEqual({
      status: 2,
      stdout: '',
      stderr: `${at('nobody.png')} cannot be read: there is no such file.\n`,
    });
  });

  it.each(['paint', 'toString'])('refuses %s, which it does not have', async (name) => {
    await expect(runSubcommand([name])).rejects.toThrow(
      refusal(new RegExp(`^There is no subcommand "${name}"\\.`)),
    );
  });

  it('refuses a bundle that is not there', async () => {
    vi.stubEnv('BUNDLE', at('no-bundle'));
    await expect(runSubcommand(['imagine', '--prompt', 'S*', '--out', at('x.png')])).rejects.toThrow(
      /no-bundle", which is no folder and no registered model/,
    );
  });
});

describe('reportFailure', () => {
  it('shows the stack of a fault of the program, with status 1', () => {
    let shown = '';
    const status = reportFailure(new TypeError('oops'), (text) => (shown += text));
    expect(status).toBe(1);
    expect(shown).toMatch(/^This is a fault of the program, not yours:\nTypeError: oops\n\s+at /);
  });
});
