/** @file What the images and units run: the built program, outside this folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
  for (const name of ['node_modules', 'package.json']) symlinkSync(resolve(name), join(folder, name));
  const { status, stdout } = spawnSync(process.execPath, ['deploy/build.mjs', join(folder, 'dist')], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, '']);
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const node = (...words: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  return { status, stdout, stderr };
};

describe('the built program', () => {
  it('draws a toon without any TypeScript loader', () => {
    const words = ['dist/src/main/cli.js', 'toon', '--seed', '1', '--out', 'face.png'];
    expect(node(...words)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(join(folder, 'face.png'))).toBe(true);
  });

  it('has the page of the web chat', () => {
    const source = `
      const { bundleAssets } = await import('./dist/src/chat/web/assets.js');
      const assets = await bundleAssets();
      console.log(Buffer.from(assets.get('/').bytes).toString().match(/[^"/]+\\.(js|css)(?=")/g).length);
      console.log([...assets.values()].every(({ bytes }) => bytes.length > 100));`;
    expect(node('--input-type=module', '-e', source)).toEqual({ status: 0, stdout: '3\ntrue\n', stderr: '' });
  });

  it.each(['bot', 'worker'])('starts the %s far enough to say what it lacks', (part) => {
    const { status, stderr } = node(`dist/src/main/${part}.js`);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^REDIS_URL is not set; a (bot|worker) needs it/),
    ]);
  });
});
