/** @file What the demo keeps on one machine: its key ring; and what long-running processes say of repeated errors. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/errors.ts';
import { bundleSpace } from '../../src/main/bundle-space.ts';
import { localKeyRing } from '../../src/main/local-key-ring.ts';
import { onceInAWhile } from '../../src/main/quiet-errors.ts';
import { writeTinyBundle } from '../helpers/tiny-bundle.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the local key ring', () => {
  it('is made once, for this user alone, and is the same ever after', () => {
    const data = join(folder, 'data');
    const made = localKeyRing(data);
    expect(localKeyRing(data)).toEqual(made);
    expect(statSync(join(data, 'key-ring')).mode & 0o777).toBe(0o600);
  });

  it('is never replaced when the file is damaged, for that would lose every identity', () => {
    writeFileSync(join(folder, 'key-ring'), 'garbage');
    expect(() => localKeyRing(folder)).toThrow(ConfigError);
    expect(readFileSync(join(folder, 'key-ring'), 'utf8')).toBe('garbage');
  });
});

describe('the space of a bundle', () => {
  it('is the same for a copy and another one after another training', async () => {
    const one = await writeTinyBundle(join(folder, 'one'), { seed: 1 });
    const same = await writeTinyBundle(join(folder, 'same'), { seed: 1 });
    const other = await writeTinyBundle(join(folder, 'other'), { seed: 2 });
    const spaces = await Promise.all([one, same, other].map((path) => bundleSpace('tiny', path)));
    expect(spaces[0]).toMatch(/^tiny@[0-9a-f]{12}$/);
    expect(spaces[1]).toBe(spaces[0]);
    expect(spaces[2]).not.toBe(spaces[0]);
  });

  it('does not change when only the UNet was trained on', async () => {
    const one = await writeTinyBundle(join(folder, 'one'), { seed: 1 });
    const other = await writeTinyBundle(join(folder, 'other'), { seed: 2 });
    const before = await bundleSpace('tiny', one);
    const weights = join('unet', 'diffusion_pytorch_model.safetensors');
    copyFileSync(join(other, weights), join(one, weights));
    expect(await bundleSpace('tiny', one)).toBe(before);
  });
});

describe('errors that repeat', () => {
  it('are passed on once in half a minute for each message', () => {
    let now = 0;
    const heard: string[] = [];
    const tell = onceInAWhile(
      (error, request: string) => heard.push(`${String(error)} (${request})`),
      () => now,
    );
    for (const [at, message] of [
      [0, 'a'],
      [1000, 'a'],
      [1000, 'b'],
      [30_000, 'a'],
      [30_500, 'b'],
    ] as const) {
      now = at;
      tell(new Error(message), `request at ${at}`);
    }
    expect(heard).toEqual([
      'Error: a (request at 0)',
      'Error: b (request at 1000)',
      'Error: a (request at 30000)',
    ]);
  });
});
