/** @file Training as a process that is stopped by a signal and resumed. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { openSafetensors } from '../../src/checkpoint/safetensors.ts';

const folder = mkdtempSync(join(tmpdir(), 'dreamidentity-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const command = fileURLToPath(new URL('../../src/main/train.ts', import.meta.url));
const recipe = new URL('./recipes/wave.ts', import.meta.url).href;

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a training after a checkpoint, without an error',
  async (signal) => {
    const run = join(folder, signal);
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', command, recipe, '--folder', run, '--steps', '1000000', '--workers', '2'],
      { stdio: ['ignore', 'inherit', 'pipe'] },
    );
    let text = '';
    child.stderr.on('data', (part: Buffer) => {
      if (text === '') child.kill(signal);
      text += part.toString();
    });
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(text).toContain('stopped at step');
    expect(code).toBe(0);
    const state = join(run, 'state.safetensors');
    expect(existsSync(state)).toBe(true);
    expect(Number(openSafetensors(state).metadata['step'])).toBeGreaterThan(0);
  },
);

test('a signal ends a preparation at once, too', async () => {
  const child = spawn(process.execPath, ['--import', 'tsx', command, 'vae', '--preset', 'v0'], {
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, HOME: folder },
  });
  let text = '';
  child.stderr.on('data', (part: Buffer) => {
    if (text === '') child.kill('SIGTERM');
    text += part.toString();
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(text).toContain('stopped before the first step');
  expect(code).toBe(0);
});
