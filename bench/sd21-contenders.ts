/** @file Who takes part in sd21.ts, and how their output is read. */
import { join } from 'node:path';
import type { Contender, Report } from './contender.ts';

export interface ContenderOptions {
  readonly folder: string;
  readonly threads: string;
  readonly steps: string;
  readonly picture: string;
  readonly smoke: boolean;
  readonly diffusers: string | undefined;
  readonly onnxruntime: string | undefined;
  readonly cpp: string | undefined;
}

export interface Entrant {
  readonly name: string;
  /** Or why it does not take part. */
  readonly contender: Contender | string;
  /** Once, after two rounds, and not in every round. */
  readonly once?: boolean;
}

/** Our own programs and the Python ones write a JSON line a phase; Python's libraries write others between them. */
function jsonLine(line: string): Report | undefined {
  if (!line.startsWith('{"phase"')) return undefined;
  return JSON.parse(line) as Report;
}

/** stable-diffusion.cpp guides by two calls of batch 1, so it has no step of batch 2. */
function cppLine(steps: number): Contender['read'] {
  const phases: readonly (readonly [RegExp, string, number])[] = [
    [/loading tensors completed, taking ([\d.]+)s/, 'load', 1],
    [/get_learned_condition completed, taking ([\d.]+)s/, 'text', 1],
    [/sampling completed, taking ([\d.]+)s/, 'step, batch 1', steps],
    [/decode_first_stage completed, taking ([\d.]+)s/, 'decode', 1],
  ];
  return (line) => {
    for (const [pattern, phase, times] of phases) {
      const seconds = pattern.exec(line)?.[1];
      if (seconds !== undefined) return { phase, seconds: [Number(seconds) / times], times };
    }
    return undefined;
  };
}

export function entrantsOf(options: ContenderOptions): readonly Entrant[] {
  const { folder, threads, steps, picture, smoke } = options;
  const script = (name: string): string => join(import.meta.dirname, name);
  const ours = (file: string, ...words: string[]): Contender => ({
    command: process.execPath,
    words: ['--import', 'tsx', script(file), folder, threads, ...words],
    read: jsonLine,
  });
  const python = (interpreter: string | undefined, file: string): Contender | string =>
    interpreter === undefined
      ? 'no interpreter was named'
      : { command: interpreter, words: [script(file), folder, threads, steps], read: jsonLine };
  return [
    { name: 'ours', contender: ours('sd21-ours.ts', steps, 'usual') },
    { name: 'ours, low memory', contender: ours('sd21-ours.ts', steps, 'low') },
    { name: 'diffusers', contender: python(options.diffusers, 'sd21-diffusers.py') },
    { name: 'ONNX Runtime in Python', contender: python(options.onnxruntime, 'sd21-onnxruntime.py') },
    { name: 'stable-diffusion.cpp', contender: cpp(options) },
    {
      name: 'stable-diffusion.cpp, its savings',
      contender: cpp(options, '--mmap', '--fa', '--vae-tiling'),
      once: true,
    },
    { name: 'ours, low memory, a picture', contender: ours('sd21-picture.ts', '1', 'low'), once: true },
    {
      name: 'ours, a whole picture',
      contender: picture === '0' ? '--picture 0' : ours('sd21-picture.ts', picture, 'usual'),
      once: true,
    },
  ].map((entrant) => (smoke ? { ...entrant, once: false } : entrant));
}

function cpp({ cpp: program, smoke, folder, threads, steps }: ContenderOptions, ...more: string[]) {
  if (program === undefined) return 'its program was not named';
  if (smoke) return 'it knows the real shapes alone';
  const sampled = [
    '-t',
    threads,
    '--steps',
    steps,
    '--cfg-scale',
    '1',
    '--sampling-method',
    'euler',
    '-s',
    '1',
  ];
  const drawn = ['-W', '512', '-H', '512', '-p', 'a photo of a person', '-o', join(folder, 'cpp.png')];
  const words = ['-m', folder, ...sampled, ...drawn, ...more];
  return { command: program, words, read: cppLine(Number(steps)) };
}
