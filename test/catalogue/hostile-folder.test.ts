/** @file A model's folder may come from anywhere: whatever lies in it, looking at it ends, with a sentence that names the file at fault. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inspectModel } from '../../src/catalogue/inspect.ts';
import { CheckpointError } from '../../src/errors.ts';
import { shardWeights, writeTinyBundle } from '../helpers/tiny-bundle.ts';

let root: string;
let whole: string;
let folder: string;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'hostile-'));
  whole = await writeTinyBundle(join(root, 'whole'), { withoutIdentity: true });
}, 60_000);
afterAll(() => {
  rmSync(root, { recursive: true });
});
beforeEach(() => {
  folder = join(root, 'bundle');
  rmSync(folder, { recursive: true, force: true });
  cpSync(whole, folder, { recursive: true });
});

const UNET = 'unet/diffusion_pytorch_model.safetensors';
const INDEX = `${UNET}.index.json`;
const at = (path: string): string => join(folder, path);

/** In place of what lies there. */
function put(path: string, make: (path: string) => void): void {
  rmSync(at(path), { recursive: true, force: true });
  make(at(path));
}

const placed = (path: string, make: (path: string) => void) => (): void => {
  put(path, make);
};

const pipe = (path: string): void => {
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
};
const loop = (path: string): void => {
  symlinkSync(path, path);
};
const linkTo =
  (target: string) =>
  (path: string): void => {
    symlinkSync(target, path);
  };
const asFolder = (path: string): void => {
  mkdirSync(path);
};
const text =
  (content: string) =>
  (path: string): void => {
    writeFileSync(path, content);
  };

/** The header alone, said to take `length` bytes. */
const header =
  (content: string, length = BigInt(content.length)) =>
  (path: string): void => {
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(length);
    writeFileSync(path, Buffer.concat([field, Buffer.from(content)]));
  };

const config = z.record(z.string(), z.unknown());

/** A config with other entries. */
const configured = (part: string, changes: Readonly<Record<string, unknown>>) => (): void => {
  const path = at(`${part}/config.json`);
  const before = config.parse(JSON.parse(readFileSync(path, 'utf8')));
  writeFileSync(path, JSON.stringify({ ...before, ...changes }));
};

const index = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Shards, the first tensor of which is said to lie in `file`. */
function misplace(file: string): void {
  shardWeights(folder);
  const { weight_map: map } = index.parse(JSON.parse(readFileSync(at(INDEX), 'utf8')));
  const [first = ''] = Object.keys(map);
  writeFileSync(at(INDEX), JSON.stringify({ weight_map: { ...map, [first]: file } }));
}

describe('a folder', () => {
  it('that is whole is understood', async () => {
    expect(await inspectModel(folder)).toMatchObject({ type: 'bundle' });
  });

  it.each<[string, () => void, RegExp]>([
    ['weights that are a pipe', placed(UNET, pipe), /safetensors: no file, but a folder, a pipe or a device/],
    ['weights that are a folder', placed(UNET, asFolder), /safetensors: no file/],
    ['weights that are a device', placed(UNET, linkTo('/dev/zero')), /safetensors: no file/],
    ['weights that are a loop of links', placed(UNET, loop), /safetensors: there is no such file/],
    ['a link to weights that are gone', placed(UNET, linkTo('../blobs/gone')), /a link to it leads nowhere/],
    ['weights that are a text', placed(UNET, text('<html>404</html>')), /the header is said to take/],
    [
      'weights that are a note of Git LFS',
      placed(UNET, text('version https://git-lfs.github.com/spec/v1\noid')),
      /the header is said to take/,
    ],
    [
      'weights that were cut',
      () => {
        truncateSync(at(UNET), 9000);
      },
      /diffusion_pytorch_model\.safetensors: .*(a broken download\?|the header)/,
    ],
    [
      'a header of 2^63 bytes',
      placed(UNET, header('{}', 2n ** 63n)),
      /the header is said to take 9223372036854776000 bytes, expected at most 2/,
    ],
    [
      'a header of 100 MB in a file of ten bytes',
      placed(UNET, header('{}', 100_000_000n)),
      /expected at most 2/,
    ],
    ['a header without tensors', placed(UNET, header('{}')), /is missing, expected/],
    [
      'a tensor of a type that nobody knows',
      placed(UNET, header('{"a":{"dtype":"F4","shape":[0],"data_offsets":[0,0]}}')),
      /a: dtype F4, expected one of/,
    ],
    [
      'a tensor as large as the sun',
      placed(UNET, header('{"a":{"dtype":"F32","shape":[1e15,1e15],"data_offsets":[0,0]}}')),
      /a: 0 bytes, expected 4e\+30/,
    ],
    [
      'a key named __proto__',
      placed(UNET, header('{"__proto__":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}')),
      /is missing, expected/,
    ],
    [
      'a pickle in place of weights',
      () => {
        put(UNET, () => undefined);
        put('unet/diffusion_pytorch_model.bin', text('\x80\x02'));
      },
      /unet: diffusion_pytorch_model\.bin is a pickle.*save_pretrained/,
    ],
    [
      'shards outside, by dots',
      () => {
        misplace('../vae/diffusion_pytorch_model.safetensors');
      },
      /lies outside the folder/,
    ],
    [
      'shards outside, by an absolute path',
      () => {
        misplace('/etc/passwd');
      },
      /lies outside the folder/,
    ],
    [
      'a shard that is the folder above',
      () => {
        misplace('..');
      },
      /no file, but a folder/,
    ],
    [
      'a shard that is no shard',
      () => {
        misplace('config.json');
      },
      /config\.json: the header is said to take/,
    ],
    [
      'an index that is no index',
      () => {
        put(UNET, () => undefined);
        put(INDEX, text('{"weight_map": 7}'));
      },
      /no weight_map/,
    ],
    [
      'an index as large as a model',
      () => {
        put(UNET, () => undefined);
        put(INDEX, text(''));
        truncateSync(at(INDEX), 2 ** 30);
      },
      /1073741824 bytes, expected at most/,
    ],
    ['a config that is a pipe', placed('unet/config.json', pipe), /config\.json: no file/],
    ['a config that is no JSON', placed('vae/config.json', text('{')), /vae\/config\.json: not JSON/],
    [
      'a model_index.json that is a folder',
      placed('model_index.json', asFolder),
      /model_index\.json: .*cannot be read/,
    ],
    [
      'a tokenizer that never ends',
      placed('tokenizer/merges.txt', linkTo('/dev/zero')),
      /merges\.txt cannot be read/,
    ],
    [
      'token ids beyond the text encoder',
      () => {
        const path = at('tokenizer/vocab.json');
        writeFileSync(path, readFileSync(path, 'utf8').replace(/:0,/, ':70000,'));
      },
      /vocab_size is \d+, but what the tokenizer’s ids need is 70001/,
    ],
    ['layers without end', configured('unet', { layers_per_block: 1e9 }), /is missing, expected/],
    [
      'a text encoder of a billion layers',
      configured('text_encoder', { num_hidden_layers: 1e9 }),
      /layers\.2\..* is missing/,
    ],
    [
      'channels of another model',
      configured('unet', { block_out_channels: [32, 64] }),
      /has shape \[.*\], expected/,
    ],
    [
      'channels that groups do not divide',
      configured('unet', { norm_num_groups: 7 }),
      /unet: its config does not fit together/,
    ],
    [
      'groups that divide a picture’s numbers and not its channels',
      configured('unet', { norm_num_groups: 64 }),
      /unet: its config does not fit together: 64 groups do not divide 32 channels/,
    ],
    [
      'heads that do not divide the channels',
      configured('text_encoder', { num_attention_heads: 5 }),
      /text_encoder: its config does not fit together/,
    ],
    [
      'special tokens that are a pipe',
      placed('tokenizer/special_tokens_map.json', pipe),
      /special_tokens_map\.json cannot be read/,
    ],
    [
      'words that were added to its tokenizer',
      placed('tokenizer/added_tokens.json', text('{"<|endoftext|>": 1, "<cat-toy>": 49408}')),
      /added_tokens\.json: <cat-toy> are words beyond vocab\.json/,
    ],
    [
      'a scheduler of a kind that is not known',
      placed('scheduler/scheduler_config.json', text('{"_class_name": "HeunDiscreteScheduler"}')),
      /scheduler config: .*_class_name/s,
    ],
  ])('with %s is refused by name', async (_name, damage, sentence) => {
    damage();
    const refusal = await inspectModel(folder).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(CheckpointError);
    expect(String(refusal)).toMatch(sentence);
  });

  it('that is a single file, a loop of links, or nothing that is known, is refused, and says what is expected', async () => {
    await expect(inspectModel(at(UNET))).rejects.toThrow(
      /a file, expected a folder in the layout of diffusers/,
    );
    symlinkSync(join(root, 'round'), join(root, 'round'));
    await expect(inspectModel(join(root, 'round'))).rejects.toThrow(/there is no such folder/);
    await expect(inspectModel(at('unet'))).rejects.toThrow(
      /a UNet2DConditionModel, expected a ControlNetModel or a ViTModel/,
    );
  });
});
