/** @file `models`: folders are registered where they lie, whole or refused by name; downloads are checked and resumed. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readRegistry } from '../../src/catalogue/registry.ts';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { writeSafetensors } from '../../src/checkpoint/write-safetensors.ts';
import { bundleFolder } from '../../src/main/bundle-folder.ts';
import { runModels } from '../../src/main/commands/models.ts';
import { runSubcommand } from '../../src/main/subcommands.ts';
import { type Fault, type LossySource, startLossySource } from '../helpers/lossy-source.ts';
import { keepPrinted } from '../helpers/printed.ts';
import { writeTinyControlNet } from '../helpers/stable-diffusion-layout.ts';
import { shardWeights, writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root: string;
let whole: string;
let data: string;
let folder: string;
let printed: ReturnType<typeof keepPrinted>;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'models-'));
  whole = await writeTinyBundle(join(root, 'whole'), { withoutIdentity: true });
}, 60_000);
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  printed = keepPrinted();
  data = mkdtempSync(join(root, 'data-'));
  vi.stubEnv('DATA_FOLDER', data);
  folder = join(root, 'bundle');
  rmSync(folder, { recursive: true, force: true });
  cpSync(whole, folder, { recursive: true });
});

const UNET = 'unet/diffusion_pytorch_model.safetensors';
const filesOf = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(path, join(entry.parentPath, entry.name)));

/** As the Hub's client keeps it: blobs, and a snapshot of links to them. */
function asCache(): string {
  const cache = join(root, `cache-${basename(data)}`, 'models--sd2-community--tiny-base');
  const snapshot = join(cache, 'snapshots', 'c0ffee');
  mkdirSync(join(cache, 'blobs'), { recursive: true });
  for (const [index, file] of filesOf(folder).entries()) {
    const blob = join(cache, 'blobs', `b${index}`);
    renameSync(join(folder, file), blob);
    mkdirSync(dirname(join(snapshot, file)), { recursive: true });
    symlinkSync(relative(dirname(join(snapshot, file)), blob), join(snapshot, file));
  }
  return snapshot;
}

function inFloat32(): string {
  const path = join(folder, UNET);
  const opened = openSafetensors(path);
  writeSafetensors(path, new Map([...opened.entries.keys()].map((key) => [key, readTensor(opened, key)])));
  return folder;
}

function withVariantNames(): string {
  for (const file of filesOf(folder).filter((name) => name.endsWith('.safetensors'))) {
    renameSync(join(folder, file), join(folder, file.replace('.safetensors', '.fp16.safetensors')));
  }
  return folder;
}

describe('models import', () => {
  it.each<[string, () => string, string, string]>([
    ['a folder in float16', () => folder, 'bundle', 'F16'],
    ['a folder in float32', inFloat32, 'bundle', 'F32'],
    ['a folder in shards', () => shardWeights(folder), 'bundle', 'F16'],
    ['files of the fp16 variant', withVariantNames, 'bundle', 'F16'],
    ['a Hugging Face cache of links', asCache, 'tiny-base', 'F16'],
  ])('registers %s where it lies and writes nothing there', async (_name, prepare, name, dtype) => {
    const path = prepare();
    const before = filesOf(path).map((file) => [file, statSync(join(path, file)).mtimeMs]);
    await runModels(['import', path]);
    expect(filesOf(path).map((file) => [file, statSync(join(path, file)).mtimeMs])).toEqual(before);
    expect(filesOf(data)).toEqual(['models.json']);
    const [model] = await readRegistry(data);
    expect(model).toMatchObject({ name, type: 'bundle', folder: path, origin: { kind: 'import' } });
    expect(model?.parts.find((part) => part.name === 'unet')?.dtypes).toHaveProperty(dtype);
    expect(printed.text).toContain(`BUNDLE=${name}`);
    expect(printed.text).toMatch(/It has no id_encoder.*train id-encoder --preset paper/s);
    expect(realpathSync(await bundleFolder({ bundle: name, dataFolder: data }))).toBe(realpathSync(path));
    const none = bundleFolder({ bundle: 'nobody', dataFolder: data });
    await expect(none).rejects.toThrow(`no folder and no registered model; there are ${name}.`);
  });

  function change(file: string, key: string, edit: (bytes: Buffer) => Buffer): void {
    const path = join(folder, file);
    const bytes = readFileSync(path);
    expect(bytes.includes(key)).toBe(true);
    writeFileSync(path, edit(bytes));
  }
  const replaced = (from: string, to: string) => (bytes: Buffer) =>
    Buffer.from(bytes.toString('latin1').replace(from, to), 'latin1');

  it.each<[string, () => void, RegExp]>([
    [
      'a key of no layer',
      () => {
        change(UNET, 'conv_in.bias', replaced('"conv_in.bias"', '"conv_in.bios"'));
      },
      /conv_in\.bias is missing/,
    ],
    [
      'a dtype that is no weight',
      () => {
        change(UNET, 'F16', replaced('"F16"', '"I16"'));
      },
      /dtype I16, expected/,
    ],
    [
      'a file that was cut',
      () => {
        change(UNET, 'F16', (bytes) => bytes.subarray(0, -2));
      },
      /a broken download\?/,
    ],
    [
      'no weights',
      () => {
        rmSync(join(folder, UNET));
      },
      /unet: no weights, expected one of/,
    ],
    [
      'no folder',
      () => {
        rmSync(folder, { recursive: true });
      },
      /there is no such folder/,
    ],
    [
      'no model',
      () => {
        rmSync(join(folder, 'model_index.json'));
      },
      /neither model_index\.json/,
    ],
  ])('refuses %s by name and registers nothing', async (_name, damage, sentence) => {
    damage();
    await expect(runModels(['import', folder])).rejects.toThrow(sentence);
    expect(await readRegistry(data)).toEqual([]);
  });

  it('does not give one name to two folders unless it is told to', async () => {
    await runModels(['import', folder, '--name', 'mine']);
    await runModels(['import', folder, '--name', 'mine']);
    await expect(runModels(['import', whole, '--name', 'mine'])).rejects.toMatchObject({ id: 'name-taken' });
    await runModels(['import', whole, '--name', 'mine', '--replace']);
    expect((await readRegistry(data)).map((model) => model.folder)).toEqual([whole]);
  });
});

describe('models verify', () => {
  it('records hashes the first time and then finds a single changed bit', async () => {
    await runModels(['import', folder]);
    await runModels(['verify']);
    expect(printed.text).toMatch(/bundle: whole; 12 hashes were not known and are recorded now/);
    expect(printed.text).toMatch(/MB in 12 files: 12 have the hash of their first verification/);
    const path = join(folder, UNET);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(path, bytes);
    printed.text = '';
    await runModels(['verify', '--quick']);
    expect(printed.text).toBe('bundle: structure and sizes are right; no hash was compared\n');
    await expect(runModels(['verify', 'bundle'])).rejects.toThrow(/unet.*has SHA-256 .*expected/);
    rmSync(path);
    await expect(runModels(['verify', '--quick'])).rejects.toThrow(/is gone/);
  });

  it('finds a changed tokenizer, a changed config and weights that were laid beside the known ones', async () => {
    await runModels(['import', withVariantNames()]);
    await runModels(['verify']);
    const merges = join(folder, 'tokenizer/merges.txt');
    const text = readFileSync(merges, 'utf8');
    writeFileSync(merges, text.replace(/e(?= )/, 'i'));
    await expect(runModels(['verify'])).rejects.toThrow(/merges\.txt has SHA-256/);
    writeFileSync(merges, text);
    cpSync(join(folder, UNET.replace('.safetensors', '.fp16.safetensors')), join(folder, UNET));
    await expect(runModels(['verify', '--quick'])).rejects.toThrow(
      /pytorch_model\.safetensors would be used, and was not there when the model was registered/,
    );
  });

  it('says so when nothing is registered', async () => {
    await runModels(['verify']);
    expect(printed.text).toMatch(/^No model is registered/);
  });

  it('says what there is when a name is unknown', async () => {
    await expect(runModels(['verify', 'nobody'])).rejects.toThrow(/none is registered yet/);
  });
});

describe('models pull', () => {
  /** Without pinned hashes, so that a source of ours can serve it. */
  const NAME = 'controlnet-sd-2.1-canny';
  const WEIGHTS = 'diffusion_pytorch_model.safetensors';

  async function withSource(
    files: ReadonlyMap<string, Buffer>,
    faults: Readonly<Record<string, Fault[]>>,
    use: (source: LossySource) => Promise<void>,
  ): Promise<void> {
    const source = await startLossySource({ files, faults: new Map(Object.entries(faults)) });
    try {
      await use(source);
    } finally {
      await source.close();
    }
  }

  function controlNet(): ReadonlyMap<string, Buffer> {
    const made = writeTinyControlNet(join(root, 'controlnet'));
    return new Map(filesOf(made).map((file) => [file, readFileSync(join(made, file))]));
  }

  it('fetches nothing before the licence is accepted, and says what it asks', async () => {
    await expect(runModels(['pull', 'sd-turbo'])).rejects.toThrow(/Community License[^]*--accept-licence/);
    expect(existsSync(join(data, 'models'))).toBe(false);
  });

  it('ends with the registered model, which lists and verifies as what its source said it was', async () => {
    const faults: Record<string, Fault[]> = {
      [WEIGHTS]: [{ kind: 'redirect' }, { kind: 'truncate', after: 5000 }],
    };
    await withSource(controlNet(), faults, async ({ address, ranges, revisions }) => {
      await runModels(['pull', NAME, '--accept-licence', '--source', address]);
      expect(revisions).toEqual(['refs/pr/4']);
      const [model] = await readRegistry(data);
      expect(model).toMatchObject({
        name: NAME,
        type: 'controlnet',
        origin: {
          kind: 'pull',
          revision: 'c0ffee'.padEnd(40, '0'),
          repository: 'thibaud/controlnet-sd21-canny-diffusers',
        },
      });
      const asked = ranges.length;
      await runModels(['pull', NAME, '--accept-licence', '--source', address]);
      expect(ranges).toHaveLength(asked);
      printed.text = '';
      await runModels(['verify', NAME]);
      expect(printed.text).toMatch(
        /canny: whole\n.*2 match the hash that the source itself stated \(which shows later changes, not a dishonest source\)/,
      );
    });
  }, 60_000);

  it('refuses to leave weights in use that it did not fetch', async () => {
    const files = controlNet();
    const half = new Map([
      ...files,
      [WEIGHTS.replace('.safe', '.fp16.safe'), files.get(WEIGHTS) ?? Buffer.alloc(0)],
    ]);
    await withSource(half, {}, async ({ address }) => {
      await runModels(['pull', NAME, '--accept-licence', '--float32', '--source', address]);
      await expect(runModels(['pull', NAME, '--accept-licence', '--source', address])).rejects.toThrow(
        /also holds diffusion_pytorch_model\.safetensors, which would be used in place of what was pulled/,
      );
    });
  });

  it('refuses a source whose weights are not those that the catalogue vouches for, and fetches none', async () => {
    const published = new Map(filesOf(folder).map((file) => [file, readFileSync(join(folder, file))]));
    await withSource(published, {}, async ({ address, ranges }) => {
      const pulling = runModels([
        'pull',
        'sd-2.1-base',
        '--float32',
        '--accept-licence',
        '--source',
        address,
      ]);
      await expect(pulling).rejects.toThrow(/answers with commit c0ffee/);
      expect(ranges).toEqual([]);
      expect(await readRegistry(data)).toEqual([]);
    });
  });

  it.each([
    ['../../outside', /names a file outside/],
    ['/etc/passwd', /names a file outside/],
  ])('refuses a source that names %s', async (path, sentence) => {
    await withSource(new Map([[path, Buffer.alloc(1)]]), {}, async ({ address }) => {
      const pulling = runModels(['pull', NAME, '--accept-licence', '--source', address]);
      await expect(pulling).rejects.toThrow(sentence);
    });
  });

  it('refuses a source that cannot be reached, and a name that is not in the catalogue', async () => {
    const away = runModels(['pull', NAME, '--accept-licence', '--source', 'http://127.0.0.1:9']);
    await expect(away).rejects.toMatchObject({ id: 'unreachable-source' });
    await expect(runModels(['pull', 'sd-9'])).rejects.toThrow(
      /The catalogue has no "sd-9"; it has sd-2\.1-base, /,
    );
  }, 20_000);
});

describe('models', () => {
  it('lists what is registered and what can be pulled', async () => {
    await runModels(['list']);
    expect(printed.text).toMatch(/No model is registered[^]*sd-turbo/);
    await runModels(['import', folder]);
    await runModels(['list']);
    expect(printed.text).toMatch(/unet +0\.\d M parameters in \d+ tensors/);
  });

  it('refuses a damaged registry and a verb that it does not have', async () => {
    writeFileSync(join(data, 'models.json'), '{"version": 1}');
    await expect(runModels(['list'])).rejects.toThrow(/models\.json is damaged/);
    await expect(runModels(['steal'])).rejects.toThrow(/models cannot "steal"/);
  });

  it('never takes a registry that it cannot read for an empty one, and leaves it as it is', async () => {
    mkdirSync(join(data, 'models.json'));
    await expect(runModels(['import', folder])).rejects.toThrow(/models\.json cannot be read/);
    expect(readdirSync(data)).toEqual(['models.json']);
  });

  it('is a subcommand of the program', async () => {
    await runSubcommand(['models', '--help']);
    expect(printed.text).toMatch(/import[^]*list[^]*verify[^]*pull/);
  });
});
