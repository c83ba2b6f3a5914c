/** @file What sd21.ts's contenders took, over all rounds: medians, as a table and as JSON. */
import type { Phase } from './contender.ts';

export interface Measured {
  /** Of every repetition in every round. */
  readonly seconds: readonly number[];
  readonly cpuSeconds: readonly number[];
  /** Megabytes, the most of all rounds. */
  readonly anonymous: number;
  readonly file: number;
}

export type Results = Map<string, Map<string, Measured>>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = NaN, high = low] = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
  return (low + high) / 2;
}

export function addRun(results: Results, name: string, phases: ReadonlyMap<string, Phase>): void {
  const known = results.get(name) ?? new Map<string, Measured>();
  results.set(name, known);
  for (const [phase, { seconds, cpuSeconds, anonymous, file }] of phases) {
    const before = known.get(phase);
    known.set(phase, {
      seconds: [...(before?.seconds ?? []), ...seconds],
      cpuSeconds: [...(before?.cpuSeconds ?? []), cpuSeconds],
      anonymous: Math.max(before?.anonymous ?? 0, anonymous),
      file: Math.max(before?.file ?? 0, file),
    });
  }
}

const HEADS = ['seconds', 'from', 'to', 'n', 'CPU s', 'anonymous', 'file-backed'] as const;

/** A block a contender, a line a phase. */
export function tableOf(results: Results): readonly string[] {
  const cells = (values: readonly string[]): string => values.map((value) => value.padStart(12)).join('');
  return [...results].flatMap(([name, phases]) => [
    '',
    `${name.padEnd(42)}${cells(HEADS)}`,
    ...[...phases].map(([phase, { seconds, cpuSeconds, anonymous, file }]) => {
      const row = [
        median(seconds).toFixed(3),
        Math.min(...seconds).toFixed(3),
        Math.max(...seconds).toFixed(3),
        String(seconds.length),
        median(cpuSeconds).toFixed(2),
        `${anonymous.toFixed(0)} MB`,
        `${file.toFixed(0)} MB`,
      ];
      return `  ${phase.padEnd(40)}${cells(row)}`;
    }),
  ]);
}

/** One line, for programs. */
export const jsonOf = (results: Results, about: object): string =>
  JSON.stringify({
    ...about,
    contenders: Object.fromEntries([...results].map(([name, phases]) => [name, Object.fromEntries(phases)])),
  });
