/** @file A download ends with the right bytes or with a sentence, whatever the source does. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { download, type DownloadOptions, type Wanted } from '../../src/catalogue/download.ts';
import { UserError } from '../../src/errors.ts';
import { seededRandom } from '../../src/tensor/random.ts';
import { type Fault, gitBlob, type LossySource, startLossySource } from '../helpers/lossy-source.ts';

const random = seededRandom(1);
const bytes = Buffer.from(Uint8Array.from({ length: 300_000 }, () => random.below(256)));
const PATH = 'unet/weights.safetensors';
let folder: string;
let target: string;
let source: LossySource | undefined;
let waits: number[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
  target = join(folder, 'unet', 'weights.safetensors');
  waits = [];
});
afterEach(async () => {
  await source?.close();
  source = undefined;
  rmSync(folder, { recursive: true });
});

async function wanted(faults: readonly Fault[]): Promise<Wanted> {
  source = await startLossySource({
    files: new Map([[PATH, bytes]]),
    faults: new Map([[PATH, [...faults]]]),
  });
  const url = `${source.address}/o/n/resolve/${'c0ffee'.padEnd(40, '0')}/${PATH}`;
  const hex = createHash('sha256').update(bytes).digest('hex');
  return { url, bytes: bytes.length, digest: { algorithm: 'sha256', hex } };
}

const options: DownloadOptions = {
  sleep: (ms) => {
    waits.push(ms);
    return Promise.resolve();
  },
};

describe('download', () => {
  it.each<[string, readonly Fault[], readonly string[]]>([
    ['nothing', [], ['']],
    ['a redirect', [{ kind: 'redirect' }], ['', '']],
    ['a busy source', [{ kind: 'status', status: 503 }], ['', '']],
    ['corrupt bytes once', [{ kind: 'corrupt' }], ['', '']],
    [
      'a source that does not resume',
      [{ kind: 'truncate', after: 99 }, { kind: 'ignore-range' }],
      ['', 'bytes=99-'],
    ],
    ['a cut body', [{ kind: 'truncate', after: 100_000 }], ['', 'bytes=100000-']],
    [
      'a resume elsewhere than asked',
      [{ kind: 'truncate', after: 99 }, { kind: 'wrong-range' }],
      ['', 'bytes=99-', 'bytes=99-'],
    ],
  ])('is whole in spite of %s', async (_name, faults, ranges) => {
    await download(await wanted(faults), target, options);
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(existsSync(`${target}.part`)).toBe(false);
    expect(source?.ranges).toEqual(ranges);
  });

  it.each<[string, Fault]>([
    ['drops', { kind: 'drop', after: 120_000 }],
    ['goes silent', { kind: 'hang' }],
    ['sends more than it should', { kind: 'too-much' }],
  ])('goes on where it stopped when the connection %s', async (_name, fault) => {
    await download(await wanted([fault]), target, {
      ...options,
      stallMs: fault.kind === 'hang' ? 3000 : 30_000,
    });
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(waits).toEqual([1000]);
  });

  it('resumes what an earlier process left', async () => {
    const file = await wanted([
      { kind: 'truncate', after: 200_000 },
      { kind: 'status', status: 500 },
    ]);
    await expect(download(file, target, { ...options, attempts: 2 })).rejects.toMatchObject({
      id: 'broken-download',
    });
    expect(existsSync(target)).toBe(false);
    await download(file, target, options);
    expect(source?.ranges.at(-1)).toBe('bytes=200000-');
    expect(readFileSync(target).equals(bytes)).toBe(true);
  });

  it('starts again when what an earlier process left is of another file', async () => {
    const file = await wanted([]);
    await download(file, target, options);
    rmSync(target);
    writeFileSync(`${target}.part`, Buffer.alloc(1000));
    await download(file, target, options);
    expect(readFileSync(target).equals(bytes)).toBe(true);
    expect(source?.ranges).toEqual(['', 'bytes=1000-', '']);
  });

  it('waits longer from failure to failure, and as long as the source asks', async () => {
    const down: Fault = { kind: 'status', status: 500 };
    await download(
      await wanted([down, down, { kind: 'status', status: 429, retryAfter: '7' }]),
      target,
      options,
    );
    expect(waits).toEqual([1000, 2000, 7000]);
  });

  it('gives up after so many attempts without progress, and says that it can go on', async () => {
    const down: Fault = { kind: 'status', status: 500 };
    const failing = download(await wanted(Array<Fault>(9).fill(down)), target, { ...options, attempts: 3 });
    await expect(failing).rejects.toThrow(/answered 500\. What came is kept; the same command goes on/);
    expect(source?.ranges).toHaveLength(3);
  });

  it.each<[string, readonly Fault[], string, RegExp]>([
    [
      'wrong bytes twice',
      [{ kind: 'corrupt' }, { kind: 'corrupt' }],
      'corrupt-download',
      /sha256 .{64}, expected .{64}\. Nothing was kept/,
    ],
    ['a source that wants a login', [{ kind: 'status', status: 403 }], 'refused-download', /sign in there/],
    ['a file that is gone', [{ kind: 'status', status: 404 }], 'refused-download', /\(404\)/],
  ])('refuses %s with a sentence and leaves no file', async (_name, faults, id, sentence) => {
    const refused = await download(await wanted(faults), target, options).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(UserError);
    expect(refused).toMatchObject({ id, message: expect.stringMatching(sentence) as string });
    expect(existsSync(target) || existsSync(`${target}.part`)).toBe(false);
  });

  it('checks small files against the id that git gives them', async () => {
    const { url } = await wanted([]);
    await download(
      { url, bytes: bytes.length, digest: { algorithm: 'git-blob', hex: gitBlob(bytes) } },
      target,
      options,
    );
    expect(readFileSync(target).equals(bytes)).toBe(true);
  });
});
