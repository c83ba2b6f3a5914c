/**
 * @file Samples a second of the whole training step, by number of worker threads; on a busy machine, samples per CPU
 * second times the cores says what a quiet one would do. Usage: train-throughput.ts [workers ...]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { countParameters } from '../src/checkpoint/parameter-scope.ts';
import { countFlops } from '../src/graph/flops.ts';
import { trainRecipe } from '../src/train/trainer.ts';
import { quantile } from './statistics.ts';
import { recipe } from './train-throughput-recipe.ts';

const STEPS = 20;
/** Threads and caches settle in. */
const UNTIMED = 4;

const median = (values: readonly number[]): number => quantile(values, 0.5);

const plan = recipe.presets.smoke;
const graph = recipe.build(plan, 1);
const flops = 3 * countFlops([graph.loss]);
console.log(
  `${(countParameters(graph.parameters) / 1e6).toFixed(2)} M parameters, batch ${plan.batch}, ${(flops / 1e9).toFixed(2)} GFLOP a sample`,
);

const asked = process.argv.slice(2).map(Number);
const counts = asked.length > 0 ? asked : [...new Set([1, availableParallelism()])];
let first: number | undefined;
for (const workers of counts) {
  const folder = mkdtempSync(join(tmpdir(), 'dreamidentity-bench-'));
  const times: { readonly wall: number; readonly cpu: number }[] = [];
  await trainRecipe({
    recipe: new URL('./train-throughput-recipe.ts', import.meta.url).href,
    preset: 'smoke',
    workers,
    folder,
    overrides: { steps: STEPS, checkpointEverySeconds: Infinity },
    onStep: () => {
      const { user, system } = process.cpuUsage();
      times.push({ wall: performance.now(), cpu: (user + system) / 1000 });
    },
  });
  rmSync(folder, { recursive: true });
  const spans = (pick: (time: (typeof times)[number]) => number): number[] =>
    times
      .slice(1)
      .map((time, i) => pick(time) - pick(times[i] ?? time))
      .slice(UNTIMED);
  const stepMs = spans(({ wall }) => wall);
  const cpuMs = median(spans(({ cpu }) => cpu));
  const rate = (1000 * plan.batch) / median(stepMs);
  first ??= rate;
  console.log(
    `${workers} workers: median step ${median(stepMs).toFixed(0)} ms (best ${Math.min(...stepMs).toFixed(0)}), ${rate.toFixed(1)} samples/s, ${((rate * flops) / 1e9).toFixed(0)} GFLOP/s, ${(rate / first).toFixed(2)} x; ${((1000 * plan.batch) / cpuMs).toFixed(1)} samples per CPU second`,
  );
}
