/** @file Stopping: in order, within the time, as a real process with real signals. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const module = resolve('src/main/drain.ts');

/** Runs a process that drains by `steps` (source text); sends it `signals` once it is up. */
async function drain(steps: string, signals: readonly NodeJS.Signals[], seconds = 30) {
  const source = `
    import { drainOnSignal } from '${module}';
    const say = (line) => process.stdout.write(line + '\\n');
    const alive = setInterval(() => {}, 1000);
    const { done } = drainOnSignal({ seconds: ${seconds}, steps: ${steps}, onError: (error) => say(error.message) });
    say('up');
    process.exit(await done);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
    if (output.endsWith('up\n')) child.kill(signals[0]);
    if (output.endsWith('busy\n') && signals[1] !== undefined) child.kill(signals[1]);
  });
  const code = await new Promise((done) => child.once('close', done));
  return { code, lines: output.trim().split('\n') };
}

const slow = (name: string) => `async () => { await new Promise((d) => setTimeout(d, 20)); say('${name}'); }`;

describe('a process that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'runs its steps one after the other at %s and ends with 0',
    async (signal) => {
      expect(await drain(`[${slow('worker')}, ${slow('redis')}]`, [signal])).toEqual({
        code: 0,
        lines: ['up', 'worker', 'redis'],
      });
    },
  );

  it('runs the other steps and ends with 1 when one fails', async () => {
    const steps = `[async () => { throw new Error('broken'); }, ${slow('redis')}]`;
    expect(await drain(steps, ['SIGTERM'])).toEqual({ code: 1, lines: ['up', 'broken', 'redis'] });
  });

  it('ends with 1 when time runs out', async () => {
    const never = `[() => new Promise(() => {})]`;
    expect(await drain(never, ['SIGTERM'], 0.05)).toEqual({ code: 1, lines: ['up'] });
  });

  it('ends at once at the second signal', async () => {
    const stuck = `[() => { say('busy'); return new Promise(() => {}); }]`;
    expect((await drain(stuck, ['SIGINT', 'SIGINT'])).code).toBe(1);
  });

  it('leaves when its parent died before it listened', async () => {
    const source = `
      import { drainOnSignal } from '${module}';
      const alive = setInterval(() => {}, 1000);
      while (process.connected) await new Promise((next) => setTimeout(next, 5));
      const { done } = drainOnSignal({ seconds: 30, steps: [], onError: () => {} });
      process.exit(await done);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', source], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    child.disconnect();
    expect(await new Promise((done) => child.once('exit', done))).toBe(0);
  });
});
