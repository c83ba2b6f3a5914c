/** @file Progress as text: a bar that is drawn over itself on a terminal, a line now and then elsewhere. */
import type { WriteStream } from 'node:tty';
import type { StepReport } from '../train/training.ts';

export interface ProgressPrinter {
  readonly step: (report: StepReport) => void;
  readonly work: (done: number, total: number, label: string) => void;
  /** A line of its own that stays. */
  readonly note: (text: string) => void;
}

type Output = Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

const TERMINAL_MS = 200;
const LINES_MS = 15_000;

export function printProgress(output: Output, now: () => number = () => performance.now()): ProgressPrinter {
  const isTerminal = output.isTTY ?? false;
  const smooth = smoother();
  let latest = -Infinity;
  const show = (text: () => string, isLast: boolean): void => {
    if (!isLast && now() - latest < (isTerminal ? TERMINAL_MS : LINES_MS)) return;
    latest = now();
    if (isTerminal)
      output.write(`\r\x1b[2K${text().slice(0, (output.columns ?? 120) - 1)}${isLast ? '\n' : ''}`);
    else output.write(`${text()}\n`);
  };
  return {
    step: (report) => {
      const smoothed = smooth(report);
      show(() => formatStep(smoothed, isTerminal), report.step === report.steps);
    },
    work: (done, total, label) => {
      show(() => `${bar(done / total)} ${label} ${done}/${total}`, done >= total);
    },
    note: (text) => {
      output.write(`${isTerminal ? '\r\x1b[2K' : ''}${text}\n`);
    },
  };
}

/** Steps over which the shown loss and metrics are averaged, about. */
const SPAN = 30;

/** The reports with running means as loss and metrics; steps that are not finite are left out of the means. */
function smoother(): (report: StepReport) => StepReport {
  const means = new Map<string, number>();
  let count = 0;
  const update = (name: string, value: number): number => {
    const before = means.get(name) ?? value;
    const after = Number.isFinite(value) ? before + (value - before) / Math.min(count, SPAN) : before;
    means.set(name, after);
    return after;
  };
  return (report) => {
    count++;
    const metrics = Object.entries(report.metrics).map(([name, value]) => [name, update(name, value)]);
    return {
      ...report,
      loss: update('', report.loss),
      metrics: Object.fromEntries(metrics) as StepReport['metrics'],
    };
  };
}

function formatStep(report: StepReport, withBar: boolean): string {
  const {
    step,
    steps,
    loss,
    metrics,
    learningRate,
    gradientNorm,
    skipped,
    samplesPerSecond,
    gflops,
    etaSeconds,
  } = report;
  return [
    ...(withBar ? [bar(step / steps)] : []),
    `step ${step}/${steps}`,
    `loss ${loss.toFixed(4)}`,
    ...Object.entries(metrics).map(([name, value]) => `${name} ${value.toPrecision(3)}`),
    `${samplesPerSecond.toFixed(1)} samples/s`,
    `${gflops.toFixed(0)} GFLOP/s`,
    `eta ${formatDuration(etaSeconds)}`,
    `norm ${gradientNorm.toFixed(2)}`,
    `lr ${learningRate.toExponential(1)}`,
    ...(skipped === 0 ? [] : [`skipped ${skipped}`]),
  ].join('  ');
}

function bar(part: number): string {
  const filled = Math.round(Math.min(1, Math.max(0, part)) * 20);
  return `[${'='.repeat(filled)}${' '.repeat(20 - filled)}]`;
}

/** "2h 05m", "3m 20s", "12s". */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  if (hours > 0) return `${hours}h ${two(minutes)}m`;
  return minutes > 0 ? `${minutes}m ${two(rest)}s` : `${rest}s`;
}
