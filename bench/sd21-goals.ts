/** @file What sd21.ts's figures say about its goals: met or missed, or not measured where a contender was left out or failed. */
import { type Measured, median, type Results } from './sd21-results.ts';

const OURS = 'ours';
const LOAD_SECONDS = 3;
const LOW_MEGABYTES = 2000;

type Phases = ReadonlyMap<string, Measured> | undefined;

const mostAnonymous = (...contenders: readonly Phases[]): number | undefined => {
  const values = contenders.flatMap((phases) =>
    [...(phases?.values() ?? [])].map(({ anonymous }) => anonymous),
  );
  return values.length === 0 ? undefined : Math.max(...values);
};

const secondsOf = (phases: Phases, phase: string): number | undefined => {
  const measured = phases?.get(phase);
  return measured && median(measured.seconds);
};

const judged = (isMet: boolean): string => (isMet ? 'met' : 'missed');

/** One sentence a goal. */
export function goalsOf(results: Results): readonly string[] {
  const of = (name: string): Phases => results.get(name);
  const load = secondsOf(of(OURS), 'load');
  const anonymous = mostAnonymous(of(OURS));
  const theirs = mostAnonymous(of('diffusers'));
  const low = mostAnonymous(of('ours, low memory'), of('ours, low memory, a picture'));
  return [
    goal(`load under ${LOAD_SECONDS} s`, load && `${load.toFixed(2)} s, ${judged(load < LOAD_SECONDS)}`),
    goal(
      'half of diffusers’ anonymous memory',
      anonymous !== undefined && theirs !== undefined
        ? `${anonymous.toFixed(0)} of ${theirs.toFixed(0)} MB, ${judged(anonymous <= theirs / 2)}`
        : undefined,
    ),
    goal(
      `low memory under ${LOW_MEGABYTES} MB anonymous`,
      low && `${low.toFixed(0)} MB, ${judged(low < LOW_MEGABYTES)}`,
    ),
    ...['step, batch 1', 'step, batch 2'].map((phase) => stepGoal(results, phase)),
  ];
}

const goal = (name: string, result: string | 0 | undefined): string =>
  `${name}: ${result === undefined || result === 0 ? 'not measured' : result}`;

function stepGoal(results: Results, phase: string): string {
  const own = secondsOf(results.get(OURS), phase);
  const [fastest] = [...results]
    .flatMap(([name, phases]) => {
      const seconds = secondsOf(phases, phase);
      return name.startsWith(OURS) || seconds === undefined ? [] : [{ name, seconds }];
    })
    .sort((a, b) => a.seconds - b.seconds);
  return goal(
    `${phase}, no slower than the fastest`,
    own === undefined || fastest === undefined
      ? undefined
      : `${own.toFixed(2)} s, ${fastest.name} ${fastest.seconds.toFixed(2)} s, ${judged(own <= fastest.seconds)}`,
  );
}
