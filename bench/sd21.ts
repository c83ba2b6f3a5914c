/**
 * @file Stable Diffusion 2.1-base's shapes with random weights, side by side in one run: this project, its LOW_MEMORY, diffusers on
 * torch, the same graphs in ONNX Runtime's Python, and stable-diffusion.cpp. Every contender has a process of its own a round; rounds
 * go on while they fit into --minutes (at most --rounds). Prints medians, CPU seconds, the most memory in each phase, which
 * goals are met, and the same as one line of JSON.
 * Usage: sd21.ts [--smoke] [--folder DIR] [--dtype float32] [--threads 2] [--steps 2] [--rounds 3] [--minutes 35] [--picture 30]
 * [--only NAME]... [--diffusers PYTHON] [--onnxruntime PYTHON] [--cpp SD_CLI]. Each PYTHON is an interpreter that has the package,
 * SD_CLI the program of stable-diffusion.cpp; a contender without one is left out, and one that fails keeps what it reported. --picture 30
 * is a whole picture in the paper's steps, once, and 0 none. Linux alone (reads /proc).
 */
import { once } from 'node:events';
import { createReadStream, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { contend } from './contender.ts';
import { writeRandomBundle } from './sd21-bundle.ts';
import { type Entrant, entrantsOf } from './sd21-contenders.ts';
import { goalsOf } from './sd21-goals.ts';
import { writeGraphs } from './sd21-graphs.ts';
import { addRun, jsonOf, median, type Results, tableOf } from './sd21-results.ts';

const { values } = parseArgs({
  options: {
    smoke: { type: 'boolean', default: false },
    folder: { type: 'string' },
    dtype: { type: 'string', default: 'float32' },
    threads: { type: 'string', default: '2' },
    steps: { type: 'string', default: '2' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '35' },
    picture: { type: 'string' },
    only: { type: 'string', multiple: true },
    diffusers: { type: 'string' },
    onnxruntime: { type: 'string' },
    cpp: { type: 'string' },
  },
});
const started = performance.now();
const minutesPassed = (): number => (performance.now() - started) / 60_000;
const minutesLeft = (): number => Number(values.minutes) - minutesPassed();

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

/** One after the other, with a line each. */
async function runAll(results: Results, entrants: readonly Entrant[], title: string): Promise<void> {
  for (const { name, contender } of entrants) {
    if (typeof contender === 'string') {
      console.log(`${title}: ${name}: left out, ${contender}`);
      continue;
    }
    const begun = minutesPassed();
    const { phases, failure } = await contend(contender);
    addRun(results, name, phases);
    const steps = [...phases].filter(([phase]) => phase.startsWith('step'));
    const shown = steps.map(([phase, { seconds }]) => `${phase} ${median(seconds).toFixed(2)} s`);
    console.log(
      `${title}: ${name}: ${((minutesPassed() - begun) * 60).toFixed(0)} s in all; ${shown.join(', ')}`,
    );
    if (failure !== undefined) console.log(`FAILED after ${phases.size} phases: ${failure}`);
  }
}

/** Minutes that the whole picture will take, by what a guided step and a decoding took. */
function pictureMinutes(results: Results, steps: number): number {
  const own = results.get('ours');
  const seconds = (phase: string): number => median(own?.get(phase)?.seconds ?? []);
  return (steps * seconds('step, batch 2') + seconds('load') + seconds('decode')) / 60;
}

async function measure(folder: string, results: Results): Promise<number> {
  const picture = values.picture ?? (values.smoke ? '2' : '30');
  const wanted = values.only;
  const all = entrantsOf({ ...options(), folder, picture }).filter(
    ({ name }) => wanted === undefined || wanted.includes(name),
  );
  const everyRound = all.filter(({ once: isOnce }) => isOnce !== true);
  const onlyOnce = all.filter(({ once: isOnce }) => isOnce === true);
  const rounds = values.smoke ? 1 : Number(values.rounds);
  let done = 0;
  let longest = 0;
  const onceAfter = Math.min(2, rounds);
  while (done < rounds && (done === 0 || minutesLeft() > longest)) {
    const begun = minutesPassed();
    // To and fro, so that what drifts does not favour one of them.
    await runAll(results, done % 2 === 0 ? everyRound : everyRound.toReversed(), `round ${done + 1}`);
    longest = Math.max(longest, minutesPassed() - begun);
    done++;
    if (done === onceAfter) await runOnce(results, onlyOnce, Number(picture));
  }
  if (done < onceAfter) await runOnce(results, onlyOnce, Number(picture));
  return done;
}

async function runOnce(results: Results, entrants: readonly Entrant[], steps: number): Promise<void> {
  for (const entrant of entrants) {
    const needed = entrant.name === 'ours, a whole picture' ? pictureMinutes(results, steps) : 0;
    const isLate = needed > minutesLeft();
    const late = `${needed.toFixed(0)} minutes are more than what is left: name it in --only`;
    await runAll(results, [isLate ? { ...entrant, contender: late } : entrant], 'once');
  }
}

function options() {
  const { threads, steps, smoke, diffusers, onnxruntime, cpp } = values;
  return { threads, steps, smoke, diffusers, onnxruntime, cpp };
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'dreamidentity-sd21-'));
const dtype = values.dtype === 'float16' ? 'float16' : 'float32';
try {
  const shapes = values.smoke ? 'smoke' : 'real';
  await writeRandomBundle(folder, shapes, dtype);
  writeGraphs(folder);
  await readOnce(folder);
  console.log(`${shapes} shapes, weights as ${dtype}, ${values.threads} threads`);
  const results: Results = new Map();
  const rounds = await measure(folder, results);
  for (const line of tableOf(results)) console.log(line);
  console.log(`\ngoals${values.smoke ? ', which mean nothing at these shapes' : ''}`);
  for (const line of goalsOf(results)) console.log(`  ${line}`);
  const about = { shapes, dtype, threads: Number(values.threads), rounds, minutes: minutesPassed() };
  console.log(`\n${jsonOf(results, about)}`);
} finally {
  if (values.folder === undefined) rmSync(folder, { recursive: true });
}
