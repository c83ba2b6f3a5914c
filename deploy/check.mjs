/**
 * @file Everything that a change must pass, one line a check; the output of a check is shown when it fails.
 *
 *     node deploy/check.mjs [NAME...]
 */
import { existsSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { extendedPath, root } from './setup/process.mjs';

const rooms = ['src', 'commands', 'workers', 'bench', 'test', 'deploy'];
const client = 'src/chat/web/client/tsconfig.json';

/** Name -> command; `live` ones show their own progress. */
const checks = {
  types: { command: ['tsc', '--noEmit', '-p', '.'] },
  'browser types': { command: ['tsc', '--noEmit', '-p', client], needs: client },
  lint: { command: ['eslint', '.'] },
  format: { command: ['prettier', '--check', '--log-level=warn', '.'] },
  rooms: { command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...rooms] },
  'dead code': { command: ['knip', '--no-progress'] },
  tests: { command: ['vitest', 'run', '--maxWorkers', '2'], live: true },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`No check is called ${unknown.join(', ')}; there are: ${Object.keys(checks).join(', ')}.`);
  process.exit(2);
}
process.env.PATH = extendedPath();

const failures = [];
for (const [name, check] of Object.entries(checks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  if (check.needs !== undefined && !existsSync(`${root}/${check.needs}`)) continue;
  const started = performance.now();
  process.stdout.write(`${name.padEnd(14)}${check.live === true ? '\n' : ''}`);
  const { code, output } = await run(check.command, check.live === true);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`${code === 0 ? 'ok' : 'FAILED'}  ${seconds} s\n`);
  if (code === 0) continue;
  failures.push(name);
  process.stdout.write(output);
}
console.log(failures.length === 0 ? 'All checks passed.' : `Failed: ${failures.join(', ')}.`);
process.exit(failures.length === 0 ? 0 : 1);

function run([program, ...args], live) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, stdio: live ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (text) => (output += text));
    child.stderr?.on('data', (text) => (output += text));
    child.on('close', (code) => resolve({ code, output }));
  });
}
