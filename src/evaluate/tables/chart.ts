/** @file A table as a chart: for each figure the paper's bars, and ours with their intervals. */
import { FIGURE_NAMES } from '../figures.ts';
import type { RowResult } from './results.ts';
import type { TableResults } from './report.ts';

const WIDTH = 950;
const NAMES = 230;
const PANEL = 300;
/** Room for the number beside the longest bar. */
const GAP = 60;
const ROW = 34;
const TOP = 64;
const BOTTOM = 30;
const PAPER = '#9aa4b2';
const OURS = '#2563a8';

type ChartedFigure = 'textAlignment' | 'faceSimilarity';

const escapeText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * SVG text. The judges are not the paper's, so both have a scale of their own: the paper's from 0 to its best row, ours
 * from 0 to what true pictures score.
 */
export function tableChart({ table, rows, bounds }: TableResults): string {
  const height = TOP + rows.length * ROW + BOTTOM;
  const names = rows.map(
    ({ name }, i) =>
      `<text x="${NAMES - 12}" y="${middleOf(i) + 4}" text-anchor="end">${escapeText(name)}</text>`,
  );
  const panels = (['textAlignment', 'faceSimilarity'] as const).map((figure, i) => {
    const left = NAMES + i * (PANEL + GAP);
    return `<g transform="translate(${left} 0)">${panelOf(figure, rows, bounds[figure].ceiling)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="13" fill="#222">`,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    `<text x="16" y="24" font-weight="bold" font-size="15">Table ${table.number}: ${escapeText(table.title)}</text>`,
    `<g font-size="12"><rect x="${NAMES + 330}" y="14" width="12" height="10" fill="${OURS}"/><text x="${NAMES + 347}" y="23">here, with 95 % interval</text>`,
    `<rect x="${NAMES + 530}" y="14" width="12" height="10" fill="${PAPER}"/><text x="${NAMES + 547}" y="23">the paper</text></g>`,
    ...names,
    ...panels,
    '</svg>\n',
  ].join('\n');
}

const middleOf = (row: number): number => TOP + row * ROW + ROW / 2;

function panelOf(figure: ChartedFigure, rows: readonly RowResult[], ceiling: number): string {
  const best = Math.max(...rows.map(({ paper }) => paper?.[figure] ?? 0));
  const reach = Math.max(ceiling, ...rows.map(({ figures }) => figures[figure].high));
  const ours = (value: number): number => (Math.max(0, value) / reach) * PANEL;
  const bars = rows.map(({ figures, paper }, i) => {
    const { value, low, high } = figures[figure];
    const y = middleOf(i);
    return [
      bar(y - 11, ours(value), OURS),
      `<path d="M${ours(low).toFixed(1)} ${y - 5.5}H${ours(high).toFixed(1)}" stroke="#10243f" stroke-width="2"/>`,
      label(ours(high) + 4, y - 1, value),
      ...(paper === undefined
        ? []
        : [
            bar(y + 1, (paper[figure] / best) * PANEL * 0.85, PAPER),
            label((paper[figure] / best) * PANEL * 0.85 + 4, y + 10, paper[figure]),
          ]),
    ].join('');
  });
  const foot = TOP + rows.length * ROW;
  return [
    `<text x="0" y="${TOP - 8}" font-weight="bold">${FIGURE_NAMES[figure]}</text>`,
    `<path d="M0 ${TOP}V${foot}M${ours(ceiling).toFixed(1)} ${TOP}V${foot}" stroke="#c8cdd4" stroke-dasharray="3 3"/>`,
    `<text x="${ours(ceiling).toFixed(1)}" y="${foot + 16}" text-anchor="end" font-size="11" fill="#666">true pictures ${ceiling.toFixed(3)}</text>`,
    ...bars,
  ].join('');
}

const bar = (y: number, width: number, colour: string): string =>
  `<rect x="0" y="${y}" width="${width.toFixed(1)}" height="10" fill="${colour}"/>`;

const label = (x: number, y: number, value: number): string =>
  `<text x="${x.toFixed(1)}" y="${y}" font-size="11">${value.toFixed(3)}</text>`;
