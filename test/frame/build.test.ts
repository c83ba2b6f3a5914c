/** @file What the images and units run: the built program, outside this folder. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { formatKeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { startTestRedis } from '../helpers/redis-server.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'build-'));
  // As the images have it: the program, its packages, the weights, and no sources.
  for (const name of ['node_modules', 'package.json', 'weights'])
    symlinkSync(resolve(name), join(folder, name));
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
      console.log(Buffer.from(assets.page({ tag: 'en', sentences: {} }).bytes).toString().match(/[^"/]+\\.(js|css)(?=")/g).length);
      console.log([...assets.files.values()].every(({ bytes }) => bytes.length > 100));`;
    expect(node('--input-type=module', '-e', source)).toEqual({ status: 0, stdout: '3\ntrue\n', stderr: '' });
  });

  it('makes the whole trip, and prints the JSON alone', () => {
    const trip = ['--once', '--face', 'face.png', '--prompt', 'S* as a chef', '--out', 'chef.png', '--json'];
    const { status, stdout, stderr } = node('dist/src/main/demo.js', ...trip);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toMatchObject({ out: 'chef.png', prompt: 'S* as a chef' });
    expect(existsSync(join(folder, 'chef.png'))).toBe(true);
  }, 300_000);

  it('answers as a bot with its page, and as a worker that is ready', async () => {
    const redis = await startTestRedis();
    const started: ChildProcess[] = [];
    const keyRing = formatKeyRing(withNewKey(undefined, 'k1'));
    const start = async (part: string, message: string, field: string): Promise<string> => {
      const child = spawn(process.execPath, [`dist/src/main/${part}.js`], {
        cwd: folder,
        env: { ...process.env, REDIS_URL: redis.url, KEY_RING: keyRing, WEB_PORT: '0', METRICS_PORT: '0' },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      started.push(child);
      for await (const line of createInterface({ input: child.stderr as NodeJS.ReadableStream })) {
        const { msg, [field]: value } = z.looseObject({ msg: z.string() }).parse(JSON.parse(line));
        if (msg === message) return z.string().parse(value);
      }
      throw new Error(`the ${part} ended before it said "${message}"`);
    };
    try {
      const address = await start('bot', 'the web chat listens', 'address');
      const page = await fetch(address);
      const names = [...(await page.text()).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)];
      expect([page.status, names.length]).toEqual([200, 3]);
      for (const [, path = ''] of names) expect((await fetch(`${address}${path}`)).status).toBe(200);
      const health = await start('worker', 'ready', 'health');
      await vi.waitUntil(async () => (await fetch(`${health}/readyz`)).ok, { timeout: 300_000 });
    } finally {
      for (const child of started) child.kill('SIGKILL');
      await redis.close();
    }
  }, 300_000);

  it.each(['bot', 'worker'])('starts the %s far enough to say what it lacks', (part) => {
    const { status, stderr } = node(`dist/src/main/${part}.js`);
    expect([status, stderr]).toEqual([
      2,
      expect.stringMatching(/^REDIS_URL is not set; a (bot|worker) needs it/),
    ]);
  });
});
