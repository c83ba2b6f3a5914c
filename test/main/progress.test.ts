/** @file Progress of a training on terminals and in log files. */
import { expect, test } from 'vitest';
import { formatDuration, printProgress } from '../../src/main/progress.ts';
import type { StepReport } from '../../src/train/training.ts';

const report = (step: number, loss = 0.5): StepReport => ({
  step,
  steps: 100,
  loss,
  metrics: { accuracy: 0.25 },
  learningRate: 0.001,
  gradientNorm: 1.5,
  skipped: 0,
  samplesPerSecond: 33.3,
  gflops: 111,
  etaSeconds: 3725,
});

/** Prints reports one second apart. */
function printed(isTTY: boolean, steps: readonly number[]): string {
  let text = '';
  let now = 0;
  const output = { isTTY, columns: 60, write: (part: string) => (text += part) !== '' };
  const printer = printProgress(output, () => now);
  for (const step of steps) {
    now = step * 1000;
    printer.step(report(step));
  }
  return text;
}

test('a log file gets a line every fifteen seconds and the last step', () => {
  const lines = printed(false, [1, 2, 10, 16, 20, 31, 100]).trimEnd().split('\n');
  expect(lines.map((line) => line.split('  ')[0])).toEqual([
    'step 1/100',
    'step 16/100',
    'step 31/100',
    'step 100/100',
  ]);
  expect(lines[0]).toBe(
    'step 1/100  loss 0.5000  accuracy 0.250  33.3 samples/s  111 GFLOP/s  eta 1h 02m  norm 1.50  lr 1.0e-3',
  );
});

test('a terminal gets one line that is drawn over itself and never wraps', () => {
  const parts = printed(true, [50, 100]).split('\r\x1b[2K').slice(1);
  expect(parts[0]).toMatch(/^\[={10} {10}\] {2}step 50\/100/);
  expect(parts.every((part) => part.trimEnd().length < 60)).toBe(true);
  expect(parts.at(-1)?.endsWith('\n')).toBe(true);
});

test('the loss shown is a running mean, without steps that are not finite', () => {
  let text = '';
  let now = 0;
  const printer = printProgress({ write: (part: string) => (text = part) !== '' }, () => (now += 20_000));
  for (const [i, loss] of [1, 2, NaN, 3].entries()) printer.step(report(i + 1, loss));
  expect(text).toContain('loss 1.8750');
});

test.each([
  [12, '12s'],
  [200, '3m 20s'],
  [7500, '2h 05m'],
  [Infinity, '?'],
])('%d seconds read %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
