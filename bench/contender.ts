/** @file A program that is measured from outside: the seconds of each phase that it reports, and the most memory during it. Linux alone. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** Megabytes, of one process: what no file backs, and what the kernel may drop and read again. */
interface Memory {
  readonly anonymous: number;
  readonly file: number;
}

export interface Phase extends Memory {
  /** One entry a repetition. */
  readonly seconds: readonly number[];
  /** Of one repetition, with what lies between this phase and the one before; on a busy machine this is what compares. */
  readonly cpuSeconds: number;
}

export interface Report {
  readonly phase: string;
  readonly seconds: readonly number[];
  /** Repetitions, where `seconds` has their mean alone. */
  readonly times?: number;
}

export interface Contender {
  readonly command: string;
  readonly words: readonly string[];
  /** What a line of its output says, when it ends a phase. */
  readonly read: (line: string) => Report | undefined;
}

/** What was reported before a failure counts all the same. */
export interface Run {
  readonly phases: ReadonlyMap<string, Phase>;
  readonly failure?: string;
}

const SAMPLE_MS = 20;
const LONGEST_MS = 20 * 60_000;
const TOLD_LINES = 12;

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

/** Runs it to its end; phases in the order of their reports. */
export async function contend({ command, words, read }: Contender): Promise<Run> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines = createInterface(child.stdout);
  const ended = new Promise<string | undefined>((resolve) => {
    child.once('error', (error) => {
      lines.close();
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(code === 0 ? undefined : `ended with ${String(code ?? signal)}`);
    });
  });
  let peak: Memory = { anonymous: 0, file: 0 };
  const sample = (): void => {
    const { anonymous, file } = memoryOf(child.pid ?? 0);
    peak = { anonymous: Math.max(peak.anonymous, anonymous), file: Math.max(peak.file, file) };
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const patience = setTimeout(() => child.kill(), LONGEST_MS);
  const phases = new Map<string, Phase>();
  const told: string[] = [];
  const tell = (line: string): void => {
    told.push(line);
    if (told.length > TOLD_LINES) told.shift();
  };
  createInterface(child.stderr).on('line', tell);
  let cpu = 0;
  for await (const line of lines) {
    sample();
    const report = read(line);
    if (report === undefined) {
      tell(line);
      continue;
    }
    const { phase, seconds, times = seconds.length } = report;
    const cpuNow = cpuSecondsOf(child.pid ?? 0);
    phases.set(phase, { seconds, cpuSeconds: (cpuNow - cpu) / times, ...peak });
    cpu = cpuNow;
    peak = { anonymous: 0, file: 0 };
  }
  const failure = (await ended) ?? (phases.size === 0 ? 'reported nothing' : undefined);
  clearInterval(timer);
  clearTimeout(patience);
  return failure === undefined
    ? { phases }
    : { phases, failure: `${[command, ...words].join(' ')}: ${failure}\n${told.join('\n')}` };
}
