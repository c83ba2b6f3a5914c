/** @file A program that is measured from outside: the seconds of each phase that it reports, and the most memory during it. Linux alone. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Megabytes, of one process: what no file backs, and what the kernel may drop and read again. */
interface Memory {
  readonly anonymous: number;
  readonly file: number;
}

export interface Phase extends Memory {
  readonly seconds: number;
  /** Of all repetitions and what lies between the phases; on a busy machine this is what compares. */
  readonly cpuSeconds: number;
}

export interface Report {
  readonly phase: string;
  readonly seconds: number;
}

export interface Contender {
  readonly command: string;
  readonly words: readonly string[];
  /** What a line of its output says, when it ends a phase. */
  readonly read: (line: string) => Report | undefined;
}

const SAMPLE_MS = 20;

function memoryOf(pid: number): Memory {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const read = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1] ?? 0) / 1000;
    return { anonymous: read('RssAnon'), file: read('RssFile') };
  } catch {
    return { anonymous: 0, file: 0 };
  }
}

/** Linux counts in hundredths of a second. */
function cpuSecondsOf(pid: number): number {
  try {
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) / 100;
  } catch {
    return NaN;
  }
}

/** Runs it to its end; phases in the order of their reports. Throws when it fails, or reports nothing. */
export async function contend({ command, words, read }: Contender): Promise<ReadonlyMap<string, Phase>> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let peak: Memory = { anonymous: 0, file: 0 };
  const sample = (): void => {
    const { anonymous, file } = memoryOf(child.pid ?? 0);
    peak = { anonymous: Math.max(peak.anonymous, anonymous), file: Math.max(peak.file, file) };
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const phases = new Map<string, Phase>();
  const lines: string[] = [];
  let cpu = 0;
  for await (const line of createInterface(child.stdout)) {
    sample();
    lines.push(line);
    const report = read(line);
    if (report === undefined) continue;
    const cpuNow = cpuSecondsOf(child.pid ?? 0);
    phases.set(report.phase, { seconds: report.seconds, cpuSeconds: cpuNow - cpu, ...peak });
    cpu = cpuNow;
    peak = { anonymous: 0, file: 0 };
  }
  clearInterval(timer);
  await ended;
  if (child.exitCode !== 0 || phases.size === 0) {
    const last = lines.slice(-20).join('\n');
    throw new Error(
      `${command} ${words.join(' ')} ended with ${String(child.exitCode)} after ${phases.size} phases:\n${last}`,
    );
  }
  return phases;
}
