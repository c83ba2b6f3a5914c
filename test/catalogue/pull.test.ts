/** @file Pulling a bundle: the list comes in spite of failures, hashes that are pinned cannot be got round, and a person's own files stay. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CATALOGUE, type CatalogueEntry } from '../../src/catalogue/catalogue.ts';
import { inspectModel } from '../../src/catalogue/inspect.ts';
import { pullModel, type PullOptions } from '../../src/catalogue/pull.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { type Fault, LISTING, type LossySource, startLossySource } from '../helpers/lossy-source.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

const UNET = 'unet/diffusion_pytorch_model.safetensors';
const HALF_UNET = 'unet/diffusion_pytorch_model.fp16.safetensors';
const COMMIT = 'c0ffee'.padEnd(40, '0');

const entry: CatalogueEntry = {
  name: 'tiny',
  type: 'bundle',
  description: 'for tests',
  repository: 'owner/tiny',
  revision: 'refs/pr/7',
  licence: { name: 'none', url: 'http://localhost', summary: 'none' },
  sha256: {},
  settings: { name: 'tiny', steps: 3 },
};

let root: string;
let published: ReadonlyMap<string, Buffer>;
let folder: string;
let source: LossySource | undefined;
let waits: number[];

const filesOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((file) => !file.isDirectory())
    .map((file) => relative(path, join(file.parentPath, file.name)));

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'pull-'));
  const bundle = await writeTinyBundle(join(root, 'published'), { withoutIdentity: true });
  const paths = filesOf(bundle).filter((file) => file !== 'dreamidentity.json');
  published = new Map(paths.map((path) => [path, readFileSync(join(bundle, path))]));
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(root, 'pulled-'));
  waits = [];
});
afterEach(async () => {
  await source?.close();
  source = undefined;
});

const hashOf = (bytes: Buffer | undefined): string =>
  createHash('sha256')
    .update(bytes ?? '')
    .digest('hex');

/** What the source publishes, with changes: `undefined` takes a file away. */
function publishing(changes: Readonly<Record<string, Buffer | undefined>>): ReadonlyMap<string, Buffer> {
  const all = new Map<string, Buffer | undefined>([...published, ...Object.entries(changes)]);
  return new Map([...all].filter((file): file is [string, Buffer] => file[1] !== undefined));
}

async function pull(
  changes: Partial<CatalogueEntry>,
  {
    files = published,
    faults = {},
    ...options
  }: PullOptions & {
    readonly files?: ReadonlyMap<string, Buffer>;
    readonly faults?: Readonly<Record<string, Fault[]>>;
  } = {},
): ReturnType<typeof pullModel> {
  await source?.close();
  source = await startLossySource({ files, faults: new Map(Object.entries(faults)), commit: COMMIT });
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  return pullModel({ ...entry, ...changes }, folder, { source: source.address, sleep, ...options });
}

describe('a pulled bundle', () => {
  it('is whole in spite of a dropped, a redirected, a cut and a corrupt file, and asks again for nothing', async () => {
    const { commit, files } = await pull(
      {},
      {
        faults: {
          [UNET]: [{ kind: 'redirect' }, { kind: 'truncate', after: 5000 }],
          'vae/diffusion_pytorch_model.safetensors': [{ kind: 'drop', after: 900 }, { kind: 'corrupt' }],
          'tokenizer/merges.txt': [{ kind: 'corrupt' }],
        },
        // What a pull has no use for.
        files: publishing({
          'unet/diffusion_pytorch_model.bin': Buffer.alloc(9),
          'README.md': Buffer.alloc(9),
        }),
      },
    );
    expect(commit).toBe(COMMIT);
    expect(source?.revisions).toEqual(['refs/pr/7']);
    expect(new Set(files.map(({ trust }) => trust))).toEqual(new Set(['source']));
    expect(await inspectModel(folder)).toMatchObject({ type: 'bundle' });
    expect(filesOf(folder).some((file) => /\.(bin|md|part)$/.test(file))).toBe(false);
    for (const [path, bytes] of published) expect(readFileSync(join(folder, path)).equals(bytes)).toBe(true);
    await pull({});
    expect(source?.ranges).toEqual([]);
  }, 60_000);

  it.each<[string, Fault]>([
    ['is busy', { kind: 'status', status: 503 }],
    ['drops the list', { kind: 'drop', after: 20 }],
    ['cuts the connection at the list', { kind: 'drop', after: 0 }],
    ['goes silent at the list', { kind: 'hang' }],
  ])('comes from a source that %s twice', async (_name, fault) => {
    await pull({}, { faults: { [LISTING]: [fault, fault] }, stallMs: 300 });
    expect(waits).toEqual([1000, 2000]);
    expect(filesOf(folder)).toContain(UNET);
  });

  it('is given up with a sentence when the list never comes', async () => {
    const down = Array<Fault>(9).fill({ kind: 'status', status: 500 });
    await expect(pull({}, { faults: { [LISTING]: down } })).rejects.toThrow(
      /cannot be reached \(the source answered 500\); the same command tries again, and --source names a mirror/,
    );
    expect(waits).toHaveLength(2);
  });

  it.each([
    [401, /\(401\): it wants you to sign in there first/],
    [404, /refused by the source \(404\)/],
  ])('is refused at once when the source answers %i', async (status, sentence) => {
    await expect(pull({}, { faults: { [LISTING]: [{ kind: 'status', status }] } })).rejects.toThrow(sentence);
    expect(waits).toEqual([]);
  });

  it('keeps the settings that a person wrote since', async () => {
    await pull({});
    const path = join(folder, 'dreamidentity.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ name: 'tiny', steps: 3 });
    writeFileSync(path, '{"sampler": "ddim"}');
    await pull({});
    expect(readFileSync(path, 'utf8')).toBe('{"sampler": "ddim"}');
  });

  it('takes the half-precision files where both are published, and the others when told to', async () => {
    const both = publishing({ [HALF_UNET]: published.get(UNET) });
    await pull({}, { files: both });
    expect(filesOf(folder).filter((file) => file.includes('pytorch'))).toContain(HALF_UNET);
    expect(existsSync(join(folder, UNET))).toBe(false);
    const { files } = await pull({}, { files: both, precision: 'float32' });
    expect(files.map(({ path }) => path)).toContain(UNET);
  });
});

describe('a pinned hash', () => {
  const pins = (): Readonly<Record<string, string>> => ({ [HALF_UNET]: hashOf(published.get(UNET)) });
  const honest = (): ReadonlyMap<string, Buffer> =>
    publishing({ [HALF_UNET]: published.get(UNET), [UNET]: undefined });

  it('is what the file is checked against, and is said to be', async () => {
    const { files } = await pull({ sha256: pins() }, { files: honest() });
    expect(files.find(({ path }) => path === HALF_UNET)?.trust).toBe('catalogue');
    expect(files.find(({ path }) => path.startsWith('vae/'))?.trust).toBe('source');
  });

  it('stops a file whose bytes are others than the source states', async () => {
    const corrupt: Fault = { kind: 'corrupt' };
    const faults = { [HALF_UNET]: [corrupt, corrupt] };
    await expect(pull({ sha256: pins() }, { files: honest(), faults })).rejects.toMatchObject({
      id: 'corrupt-download',
    });
    expect(existsSync(join(folder, HALF_UNET))).toBe(false);
  });

  /** Other weights that are whole, and of the right shapes. */
  function forged(): Buffer {
    const path = join(root, 'forged.safetensors');
    writeFileSync(path, published.get(UNET) ?? '');
    const opened = openSafetensors(path);
    const tensors = new Map([...opened.entries.keys()].map((key) => [key, readTensor(opened, key)]));
    tensors.forEach(({ data }) => data.fill(0.5));
    writeSafetensors(path, tensors, { dtype: 'float16' });
    return readFileSync(path);
  }

  it.each<[string, () => Readonly<Record<string, Buffer | undefined>>, RegExp]>([
    [
      'states another hash',
      () => ({ [HALF_UNET]: forged(), [UNET]: undefined }),
      /states SHA-256 .*vouches for/,
    ],
    [
      'publishes other weights under the other name of a network',
      () => ({ 'unet/model.fp16.safetensors': forged(), [UNET]: undefined }),
      /offers unet\/model\.fp16\.safetensors where this catalogue vouches for .*fp16\.safetensors alone/,
    ],
    [
      'publishes other weights in shards beside the pinned file',
      () => ({
        [HALF_UNET]: published.get(UNET),
        'unet/diffusion_pytorch_model.fp16-00001-of-00001.safetensors': forged(),
        [UNET]: undefined,
      }),
      /00001-of-00001\.safetensors/,
    ],
    [
      'publishes the other precision alone',
      () => ({ [UNET]: forged() }),
      /offers unet\/diffusion_pytorch_model\.safetensors/,
    ],
  ])('is not got round by a source that %s', async (_name, changes, sentence) => {
    await expect(pull({ sha256: pins() }, { files: publishing(changes()) })).rejects.toThrow(sentence);
    expect(source?.ranges).toEqual([]);
    expect(filesOf(folder)).toEqual([]);
  });

  it('goes with a commit, and a source that answers with another one is refused', async () => {
    await pull({ revision: COMMIT });
    const other = 'f'.repeat(40);
    await expect(pull({ revision: other })).rejects.toThrow(`answers with commit ${COMMIT}`);
  });
});

it('a repository with pickles alone is refused, and says what can be done', async () => {
  const pickled = publishing({ [UNET]: undefined, 'unet/diffusion_pytorch_model.bin': Buffer.alloc(9) });
  await expect(pull({}, { files: pickled })).rejects.toThrow(
    /owner\/tiny publishes no safetensors in "unet"\. It has unet\/diffusion_pytorch_model\.bin, a pickle.*save_pretrained/,
  );
  await expect(pull({}, { files: publishing({ [UNET]: undefined }) })).rejects.toThrow(
    /publishes no safetensors in "unet"\.$/,
  );
});

describe('the catalogue', () => {
  it('names for every model a source, a licence with its address, and a revision', () => {
    expect(new Set(CATALOGUE.map(({ name }) => name)).size).toBe(CATALOGUE.length);
    for (const { repository, licence, revision, name } of CATALOGUE) {
      expect(repository, name).toMatch(/^[\w.-]+\/[\w.-]+$/);
      expect(licence.url, name).toMatch(/^https:\/\//);
      expect(revision, name).toMatch(/^([0-9a-f]{40}|refs\/pr\/\d+)$/);
    }
  });

  it('pins whole hashes, only for a fixed commit, and all half-precision weights of a bundle', () => {
    for (const { name, type, revision, sha256 } of CATALOGUE) {
      for (const hash of Object.values(sha256)) expect(hash, name).toMatch(/^[0-9a-f]{64}$/);
      if (Object.keys(sha256).length > 0) expect(revision, name).toMatch(/^[0-9a-f]{40}$/);
      const half = Object.keys(sha256).filter((path) => path.includes('fp16'));
      if (type === 'bundle')
        expect(half.map((path) => path.split('/')[0])).toEqual(['text_encoder', 'unet', 'vae']);
    }
  });
});
