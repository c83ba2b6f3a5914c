/**
 * @file Stable Diffusion 2.1-base's shapes with random weights, side by side in one run: this project, its LOW_MEMORY, diffusers on
 * torch, and the same graphs in ONNX Runtime's Python. Seconds and CPU seconds of each phase (load's with the process' start), and
 * the most memory during it.
 * Usage: sd21.ts [--smoke] [--folder DIR] [--dtype float16] [--threads 2] [--steps 3] [--picture 2] [--diffusers PYTHON]
 * [--onnxruntime PYTHON]. --picture 30 draws a whole picture in the paper's steps. Each PYTHON is an interpreter that has the
 * package; a contender without one is left out. Linux alone (reads /proc).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { writeRandomBundle } from './sd21-bundle.ts';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    folder: { type: 'string' },
    dtype: { type: 'string', default: 'float16' },
    threads: { type: 'string', default: '2' },
    steps: { type: 'string', default: '3' },
    picture: { type: 'string', default: '2' },
    diffusers: { type: 'string' },
    onnxruntime: { type: 'string' },
  },
});

interface Memory {
  readonly anonymous: number;
  readonly file: number;
}

interface Phase extends Memory {
  readonly seconds: number;
  /** Of all repetitions and what lies between the phases; on a busy machine this is what compares. */
  readonly cpuSeconds: number;
}

const SAMPLE_MS = 20;

/** Megabytes, of this process alone. */
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

/** Runs a contender; each of its lines ends a phase. */
async function contend(command: string, words: readonly string[]): Promise<ReadonlyMap<string, Phase>> {
  const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'close');
  let peak: Memory = { anonymous: 0, file: 0 };
  const sample = (): void => {
    const { anonymous, file } = memoryOf(child.pid ?? 0);
    peak = { anonymous: Math.max(peak.anonymous, anonymous), file: Math.max(peak.file, file) };
  };
  const timer = setInterval(sample, SAMPLE_MS);
  const phases = new Map<string, Phase>();
  let cpu = 0;
  for await (const line of createInterface(child.stdout)) {
    sample();
    const { phase, seconds } = JSON.parse(line) as { readonly phase: string; readonly seconds: number };
    const cpuNow = cpuSecondsOf(child.pid ?? 0);
    phases.set(phase, { seconds, cpuSeconds: cpuNow - cpu, ...peak });
    cpu = cpuNow;
    peak = { anonymous: 0, file: 0 };
  }
  clearInterval(timer);
  await ended;
  if (child.exitCode !== 0)
    throw new Error(`${command} ${words.join(' ')} ended with ${String(child.exitCode)}`);
  return phases;
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'dreamidentity-sd21-'));
const dtype = values.dtype === 'float32' ? 'float32' : 'float16';
try {
  await writeRandomBundle(folder, values.smoke, dtype);
  const common = [folder, values.threads, values.steps];
  const ours = (kind: string): [string, string[]] => [
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'sd21-ours.ts'), ...common, kind, values.picture],
  ];
  const python = (interpreter: string | undefined, script: string): [string, string[]] | undefined =>
    interpreter === undefined ? undefined : [interpreter, [join(import.meta.dirname, script), ...common]];
  const contenders = Object.entries({
    ours: ours('usual'),
    'ours, low memory': ours('low'),
    diffusers: python(values.diffusers, 'sd21-diffusers.py'),
    'ONNX Runtime in Python': python(values.onnxruntime, 'sd21-onnxruntime.py'),
  });
  console.log(`${values.smoke ? 'smoke' : 'real'} shapes, weights as ${dtype}, ${values.threads} threads`);
  for (const [name, command] of contenders) {
    if (command === undefined) {
      console.log(`\n${name}: left out, no interpreter was named`);
      continue;
    }
    console.log(
      `\n${name.padEnd(42)}${['seconds', 'CPU s', 'anonymous', 'file-backed'].map((head) => head.padStart(12)).join('')}`,
    );
    for (const [phase, { seconds, cpuSeconds, anonymous, file }] of await contend(...command)) {
      const cells = [
        seconds.toFixed(3),
        cpuSeconds.toFixed(2),
        `${anonymous.toFixed(0)} MB`,
        `${file.toFixed(0)} MB`,
      ];
      console.log(`  ${phase.padEnd(40)}${cells.map((cell) => cell.padStart(12)).join('')}`);
    }
  }
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true });
}
