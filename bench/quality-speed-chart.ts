/** @file The curve of quality-speed.ts: joint@1 over the work that a picture takes, with its interval, one colour a sampler. */
import { writeFileSync } from 'node:fs';
import { encodeWebp } from '../src/image/encode-lossy.ts';
import { rasterise } from '../src/image/rasterise.ts';

export interface Plotted {
  readonly name: string;
  /** Rows that the UNet is given for one picture. */
  readonly rows: number;
  readonly joint: { readonly value: number; readonly low: number; readonly high: number };
}

const SIZE = 900;
const PLOT = { left: 90, top: 70, right: 870, bottom: 800 };
const COLOURS = { paper: '#6a3fd0', plain: '#c2462d', guided: '#14724a' } as const;

const kindOf = (name: string): keyof typeof COLOURS =>
  name.startsWith('ddim') ? 'paper' : name.includes('guided') ? 'guided' : 'plain';

/** Writes a WebP; `fast` is ringed, and the first point's interval is the band to stay in. */
export async function drawCurve(path: string, points: readonly Plotted[], fast?: string): Promise<void> {
  const most = Math.max(...points.map(({ rows }) => rows));
  const low = Math.max(0, Math.min(...points.map(({ joint }) => joint.low)) - 0.02);
  const high = Math.min(1, Math.max(...points.map(({ joint }) => joint.high)) + 0.02);
  const x = (rows: number): number => PLOT.left + ((PLOT.right - PLOT.left) * rows) / most;
  const y = (joint: number): number =>
    PLOT.bottom - ((PLOT.bottom - PLOT.top) * (joint - low)) / Math.max(1e-6, high - low);
  const text = (at: readonly [number, number], words: string, anchor = 'middle', colour = '#333'): string =>
    `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}" fill="${colour}">${words}</text>`;
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((part) => {
    const joint = low + part * (high - low);
    return [
      text([x(part * most), PLOT.bottom + 30], String(Math.round(part * most))),
      text([PLOT.left - 10, y(joint) + 6], joint.toFixed(2), 'end'),
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${y(joint)}" y2="${y(joint)}" stroke="#e4e0ea"/>`,
    ];
  });
  const band = points[0]?.joint;
  const marks = points.map(({ name, rows, joint }) => {
    const colour = COLOURS[kindOf(name)];
    const ring =
      name === fast
        ? `<circle cx="${x(rows)}" cy="${y(joint.value)}" r="14" fill="none" stroke="#111" stroke-width="2"/>`
        : '';
    return (
      `<line x1="${x(rows)}" x2="${x(rows)}" y1="${y(joint.low)}" y2="${y(joint.high)}" stroke="${colour}" opacity="0.45" stroke-width="2"/>` +
      `<circle cx="${x(rows)}" cy="${y(joint.value)}" r="6" fill="${colour}"/>${ring}`
    );
  });
  const legend = (['paper', 'plain', 'guided'] as const).map((kind, i) => {
    const words = {
      paper: 'DDIM (first: the paper)',
      plain: 'DPM-Solver++ 2M',
      guided: 'the same, guided in an interval',
    }[kind];
    return `<circle cx="${PLOT.left + 260 * i + 10}" cy="34" r="6" fill="${COLOURS[kind]}"/>${text([PLOT.left + 260 * i + 24, 40], words, 'start')}`;
  });
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}" font-family="DejaVu Sans, sans-serif" font-size="16">` +
    `<rect width="${SIZE}" height="${SIZE}" fill="#fff"/>` +
    (band === undefined
      ? ''
      : `<rect x="${PLOT.left}" width="${PLOT.right - PLOT.left}" y="${y(band.high)}" height="${y(band.low) - y(band.high)}" fill="#efe9fb"/>`) +
    [...ticks, ...legend, ...marks].join('') +
    text(
      [(PLOT.left + PLOT.right) / 2, 860],
      'rows through the UNet for one picture (a guided step takes two)',
    ) +
    `<text transform="rotate(-90 24 435)" x="24" y="435" text-anchor="middle" fill="#333">joint@1</text>` +
    '</svg>';
  writeFileSync(path, await encodeWebp(await rasterise(svg, SIZE)));
}
