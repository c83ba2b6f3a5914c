/** @file The loss curve: a CSV that grows with the training, and a chart of it as SVG text. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface CurvePoint {
  readonly step: number;
  readonly seconds: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface Curve {
  readonly add: (point: CurvePoint) => void;
  /** Writes what is pending and draws the chart again. */
  readonly save: () => void;
}

const FIXED = ['step', 'seconds', 'loss', 'learningRate', 'gradientNorm'] as const;

/** Goes on with `folder`/curve.csv from `step`, leaving out rows that a resumed training takes again. */
export function openCurve(folder: string, title: string, metrics: readonly string[], step: number): Curve {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'curve.csv');
  const header = [...FIXED, ...metrics].join(',');
  const points =
    step > 0 && existsSync(path) ? parseCurve(readFileSync(path, 'utf8')).filter((p) => p.step <= step) : [];
  const line = (point: CurvePoint): string =>
    [...FIXED.map((name) => point[name]), ...metrics.map((name) => point.metrics[name] ?? NaN)]
      .map((value) => Number(value.toPrecision(6)))
      .join(',');
  writeFileSync(path, [header, ...points.map(line)].join('\n') + '\n');
  let pending: string[] = [];
  return {
    add: (point) => {
      points.push(point);
      pending.push(line(point));
    },
    save: () => {
      if (pending.length > 0) appendFileSync(path, pending.join('\n') + '\n');
      pending = [];
      writeFileSync(join(folder, 'curve.svg'), drawCurve(points, title));
    },
  };
}

export function parseCurve(csv: string): CurvePoint[] {
  const [header = '', ...lines] = csv.trimEnd().split('\n');
  const names = header.split(',');
  return lines.map((text) => {
    const row = Object.fromEntries(text.split(',').map((cell, i) => [names[i] ?? '', Number(cell)]));
    const { step = 0, seconds = 0, loss = NaN, learningRate = NaN, gradientNorm = NaN, ...metrics } = row;
    return { step, seconds, loss, learningRate, gradientNorm, metrics };
  });
}

const WIDTH = 720;
const PANEL = 220;
const MARGIN = { left: 64, right: 16, top: 34, bottom: 26 };
/** Points that a line has at most. */
const RESOLUTION = 480;

/** One panel for the loss, one for each metric and one for the gradient norm: means over equal spans of steps. */
export function drawCurve(points: readonly CurvePoint[], title: string): string {
  const metrics = Object.keys(points[0]?.metrics ?? {});
  const panels: readonly (readonly [string, (point: CurvePoint) => number])[] = [
    ['loss', (point) => point.loss],
    ...metrics.map((name) => [name, (point: CurvePoint) => point.metrics[name] ?? NaN] as const),
    ['gradient norm', (point) => point.gradientNorm],
  ];
  const height = panels.length * PANEL;
  const drawn = panels.map(([name, pick], i) => {
    const label = i === 0 ? `${title}: ${name}` : name;
    return `<g transform="translate(0 ${i * PANEL})">${drawPanel(label, points, pick)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

function drawPanel(
  label: string,
  points: readonly CurvePoint[],
  pick: (point: CurvePoint) => number,
): string {
  const means = spanMeans(points.map((point) => [point.step, pick(point)] as const));
  const values = means.map(([, value]) => value).sort((a, b) => a - b);
  // A few early or wild values must not flatten the rest.
  const low = values[0] ?? 0;
  const high = Math.max(values[Math.floor((values.length - 1) * 0.98)] ?? 1, low + 1e-9);
  const last = Math.max(1, points.at(-1)?.step ?? 1);
  const right = WIDTH - MARGIN.right;
  const bottom = PANEL - MARGIN.bottom;
  const x = (step: number): number => MARGIN.left + (step / last) * (right - MARGIN.left);
  const y = (value: number): number =>
    bottom - ((Math.min(value, high) - low) / (high - low)) * (bottom - MARGIN.top);
  const grid = [0, 0.25, 0.5, 0.75, 1].map((part) => {
    const value = low + part * (high - low);
    const at = y(value).toFixed(1);
    return `<path d="M${MARGIN.left} ${at}H${right}" stroke="#e4e4e4"/><text x="${MARGIN.left - 6}" y="${at}" dy="4" text-anchor="end" fill="#666">${shorten(value)}</text>`;
  });
  const line = means.map(([step, value]) => `${x(step).toFixed(1)} ${y(value).toFixed(1)}`).join('L');
  return [
    `<text x="${MARGIN.left}" y="20" font-weight="bold" fill="#222">${escapeText(label)}</text>`,
    ...grid,
    `<text x="${right}" y="${PANEL - 8}" text-anchor="end" fill="#666">step ${last}</text>`,
    line === ''
      ? ''
      : `<path d="M${line}" fill="none" stroke="#2563a8" stroke-width="1.5" stroke-linejoin="round"/>`,
  ].join('');
}

/** Means over at most RESOLUTION spans of neighbours; values that are not finite are left out. */
function spanMeans(pairs: readonly (readonly [step: number, value: number])[]): [number, number][] {
  const finite = pairs.filter(([, value]) => Number.isFinite(value));
  const span = Math.max(1, Math.ceil(finite.length / RESOLUTION));
  const means: [number, number][] = [];
  for (let i = 0; i < finite.length; i += span) {
    const part = finite.slice(i, i + span);
    const sum = part.reduce(([s, v], [step, value]) => [s + step, v + value], [0, 0]);
    means.push([sum[0] / part.length, sum[1] / part.length]);
  }
  return means;
}

const shorten = (value: number): string => String(Number(value.toPrecision(3)));

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
