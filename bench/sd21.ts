/**
 * @file Stable Diffusion 2.1-base's shapes with random weights, side by side in one run: this project, its LOW_MEMORY, diffusers on
 * torch, the same graphs in ONNX Runtime's Python, and stable-diffusion.cpp. Seconds and CPU seconds of each phase (load's with the
 * process' start), the most memory during it, and which goals are met.
 * Usage: sd21.ts [--smoke] [--folder DIR] [--dtype float32] [--threads 2] [--steps 3] [--picture 2] [--diffusers PYTHON]
 * [--onnxruntime PYTHON] [--cpp SD_CLI]. --picture 30 draws a whole picture in the paper's steps. Each PYTHON is an interpreter that
 * has the package, SD_CLI the program of stable-diffusion.cpp; a contender without one is left out. Linux alone (reads /proc).
 */
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contend, type Contender, type Phase, type Report } from './contender.ts';
import { writeRandomBundle } from './sd21-bundle.ts';
import { goalsOf } from './sd21-goals.ts';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    folder: { type: 'string' },
    dtype: { type: 'string', default: 'float32' },
    threads: { type: 'string', default: '2' },
    steps: { type: 'string', default: '3' },
    picture: { type: 'string', default: '2' },
    diffusers: { type: 'string' },
    onnxruntime: { type: 'string' },
    cpp: { type: 'string' },
  },
});

/** Our own programs and the Python ones write a JSON line a phase. */
const jsonLine = (line: string): Report => JSON.parse(line) as Report;

/** stable-diffusion.cpp guides by two calls of batch 1, so it has no step of batch 2. */
const CPP_PHASES: readonly (readonly [RegExp, string, number])[] = [
  [/loading tensors completed, taking ([\d.]+)s/, 'load', 1],
  [/get_learned_condition completed, taking ([\d.]+)s/, 'text', 1],
  [/sampling completed, taking ([\d.]+)s/, 'step, batch 1', Number(values.steps)],
  [/decode_first_stage completed, taking ([\d.]+)s/, 'decode', 1],
];

function cppLine(line: string): Report | undefined {
  for (const [pattern, phase, parts] of CPP_PHASES) {
    const seconds = pattern.exec(line)?.[1];
    if (seconds !== undefined) return { phase, seconds: Number(seconds) / parts };
  }
  return undefined;
}

/** The first contender would otherwise be the only one to read the weights from the disk. */
async function readOnce(folder: string): Promise<void> {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.safetensors')) continue;
    await once(
      createReadStream(join(entry.parentPath, entry.name), { highWaterMark: 1 << 24 }).resume(),
      'close',
    );
  }
}

function contendersFor(folder: string): Readonly<Record<string, Contender | string>> {
  const common = [folder, values.threads, values.steps];
  const ours = (kind: string): Contender => ({
    command: process.execPath,
    words: ['--import', 'tsx', join(import.meta.dirname, 'sd21-ours.ts'), ...common, kind, values.picture],
    read: jsonLine,
  });
  const python = (interpreter: string | undefined, script: string): Contender | string =>
    interpreter === undefined
      ? 'left out, no interpreter was named'
      : { command: interpreter, words: [join(import.meta.dirname, script), ...common], read: jsonLine };
  const cpp = (...more: string[]): Contender | string => {
    if (values.cpp === undefined) return 'left out, its program was not named';
    if (values.smoke) return 'left out, it knows the real shapes alone';
    const words = [
      '-m',
      folder,
      '-t',
      values.threads,
      '--steps',
      values.steps,
      '--cfg-scale',
      '1',
      '-W',
      '512',
      '-H',
      '512',
    ];
    const drawn = [
      '--sampling-method',
      'euler',
      '-p',
      'a photo of a person',
      '-s',
      '1',
      '-o',
      join(folder, 'cpp.png'),
    ];
    return { command: values.cpp, words: [...words, ...drawn, ...more], read: cppLine };
  };
  return {
    ours: ours('usual'),
    'ours, low memory': ours('low'),
    diffusers: python(values.diffusers, 'sd21-diffusers.py'),
    'ONNX Runtime in Python': python(values.onnxruntime, 'sd21-onnxruntime.py'),
    'stable-diffusion.cpp': cpp(),
    'stable-diffusion.cpp, its savings': cpp('--mmap', '--fa', '--vae-tiling'),
  };
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'dreamidentity-sd21-'));
const dtype = values.dtype === 'float16' ? 'float16' : 'float32';
try {
  await writeRandomBundle(folder, values.smoke ? 'smoke' : 'real', dtype);
  await readOnce(folder);
  console.log(`${values.smoke ? 'smoke' : 'real'} shapes, weights as ${dtype}, ${values.threads} threads`);
  const results = new Map<string, ReadonlyMap<string, Phase>>();
  for (const [name, contender] of Object.entries(contendersFor(folder))) {
    if (typeof contender === 'string') {
      console.log(`\n${name}: ${contender}`);
      continue;
    }
    console.log(
      `\n${name.padEnd(42)}${['seconds', 'CPU s', 'anonymous', 'file-backed'].map((head) => head.padStart(12)).join('')}`,
    );
    const phases = await contend(contender);
    results.set(name, phases);
    for (const [phase, { seconds, cpuSeconds, anonymous, file }] of phases) {
      const cells = [
        seconds.toFixed(3),
        cpuSeconds.toFixed(2),
        `${anonymous.toFixed(0)} MB`,
        `${file.toFixed(0)} MB`,
      ];
      console.log(`  ${phase.padEnd(40)}${cells.map((cell) => cell.padStart(12)).join('')}`);
    }
  }
  console.log(`\ngoals${values.smoke ? ', which mean nothing at these shapes' : ''}`);
  for (const line of goalsOf(results)) console.log(`  ${line}`);
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true });
}
