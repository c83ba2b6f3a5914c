/** @file What sd21.ts's figures say about its goals: met or missed, or not measured where a contender was left out. */
import type { Phase } from './contender.ts';

type Results = ReadonlyMap<string, ReadonlyMap<string, Phase>>;

const OURS = 'ours';
const LOW = 'ours, low memory';
const LOAD_SECONDS = 3;
const LOW_MEGABYTES = 2000;

const mostAnonymous = (phases: ReadonlyMap<string, Phase> | undefined): number | undefined =>
  phases && Math.max(...[...phases.values()].map(({ anonymous }) => anonymous));

const judged = (isMet: boolean): string => (isMet ? 'met' : 'missed');

/** One sentence a goal. */
export function goalsOf(results: Results): readonly string[] {
  const ours = results.get(OURS);
  const load = ours?.get('load')?.seconds ?? NaN;
  const anonymous = mostAnonymous(ours) ?? NaN;
  const theirs = mostAnonymous(results.get('diffusers'));
  const low = mostAnonymous(results.get(LOW)) ?? NaN;
  return [
    `load under ${LOAD_SECONDS} s: ${load.toFixed(2)} s, ${judged(load < LOAD_SECONDS)}`,
    theirs === undefined
      ? 'half of diffusers’ anonymous memory: not measured'
      : `half of diffusers’ anonymous memory: ${anonymous.toFixed(0)} of ${theirs.toFixed(0)} MB, ${judged(anonymous <= theirs / 2)}`,
    `low memory under ${LOW_MEGABYTES} MB anonymous: ${low.toFixed(0)} MB, ${judged(low < LOW_MEGABYTES)}`,
    ...['step, batch 1', 'step, batch 2'].map((phase) => stepGoal(results, phase)),
  ];
}

function stepGoal(results: Results, phase: string): string {
  const own = results.get(OURS)?.get(phase)?.seconds ?? NaN;
  const [fastest] = [...results]
    .flatMap(([name, phases]) => {
      const seconds = phases.get(phase)?.seconds;
      return name === OURS || name === LOW || seconds === undefined ? [] : [{ name, seconds }];
    })
    .sort((a, b) => a.seconds - b.seconds);
  if (fastest === undefined) return `${phase}, no slower than the fastest: not measured`;
  const { name, seconds } = fastest;
  return `${phase}, no slower than the fastest: ${own.toFixed(2)} s, ${name} ${seconds.toFixed(2)} s, ${judged(own <= seconds)}`;
}
