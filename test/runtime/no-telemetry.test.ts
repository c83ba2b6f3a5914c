/** @file The runtime's maker hears nothing of what runs here. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test.each([
  ['in the process itself', 'here'],
  ['on a thread', 'thread'],
])('a session %s leaves no identifier of the machine behind, as its telemetry does', (_name, where) => {
  const home = mkdtempSync(join(tmpdir(), 'no-telemetry-'));
  const script = fileURLToPath(new URL('./session-probe.ts', import.meta.url));
  // What the test runner was told must not count: the probe has to switch it off itself.
  const told = Object.entries(process.env).filter(([name]) => name !== 'ORT_DISABLE_TELEMETRY');
  execFileSync(process.execPath, ['--import', 'tsx', script, where], {
    env: { ...Object.fromEntries(told), HOME: home, XDG_CACHE_HOME: join(home, 'cache') },
  });
  expect(readdirSync(home)).toEqual([]);
  rmSync(home, { recursive: true });
});
