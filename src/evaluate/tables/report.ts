/** @file A table in words and as CSV, beside the paper's numbers. */
import { FIGURE_NAMES } from '../figures.ts';
import { type Bounds, type OrderedPair, type RowResult, TABLE_FIGURES } from './results.ts';
import type { Table } from './tables.ts';

export interface TableResults {
  readonly table: Table;
  readonly rows: readonly RowResult[];
  readonly bounds: Bounds;
  readonly order: readonly OrderedPair[];
  /** Figures that stand beside the table, such as the backbones' identification. */
  readonly remarks: readonly string[];
}

const three = (value: number): string => value.toFixed(3);

const OUTCOMES: Readonly<Record<OrderedPair['outcome'], string>> = {
  holds: 'holds',
  reversed: 'is REVERSED',
  undecided: 'is not decided',
  close: 'is a difference that the paper calls small',
};

const NAME_WIDTH = 30;

export function tableText({ table, rows, bounds, order, remarks }: TableResults): string {
  const cells = (texts: readonly string[]): string => texts.map((text) => text.padStart(23)).join('');
  const head = cells(TABLE_FIGURES.map((name) => FIGURE_NAMES[name]));
  const lines = rows.flatMap(({ name, paper, figures }) => [
    `${name.padEnd(NAME_WIDTH)}${cells(
      TABLE_FIGURES.map((figure) => {
        const { value, low, high } = figures[figure];
        return `${three(value)} [${three(low)} ${three(high)}]`;
      }),
    )}`,
    ...(paper === undefined
      ? []
      : [
          `${'  the paper'.padEnd(NAME_WIDTH)}${cells([three(paper.textAlignment), three(paper.faceSimilarity)])}`,
        ]),
  ]);
  const bound = (name: 'floor' | 'ceiling'): string =>
    `${name.padEnd(NAME_WIDTH)}${cells(TABLE_FIGURES.map((figure) => three(bounds[figure][name])))}`;
  return [
    `Table ${table.number}: ${table.title}`,
    `${''.padEnd(NAME_WIDTH)}${head}`,
    ...lines,
    bound('floor'),
    bound('ceiling'),
    '',
    ...order.map(orderLine),
    ...remarks,
    '',
  ].join('\n');
}

function orderLine({ figure, lower, higher, paperGap, gap, outcome }: OrderedPair): string {
  const signed = (value: number): string => `${value < 0 ? '' : '+'}${three(value)}`;
  return (
    `${FIGURE_NAMES[figure]}: "${higher}" over "${lower}" (${signed(paperGap)} in the paper) ${OUTCOMES[outcome]} here: ` +
    `${signed(gap.value)} [${signed(gap.low)} ${signed(gap.high)}]`
  );
}

/** A line for each row and figure. */
export function tableCsv({ table, rows, bounds }: TableResults): string {
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.flatMap(({ name, paper, figures }) =>
    TABLE_FIGURES.map((figure) => {
      const { value, low, high, trainings } = figures[figure];
      const { floor, ceiling } = bounds[figure];
      const theirs = figure === 'textAlignment' || figure === 'faceSimilarity' ? paper?.[figure] : undefined;
      return [
        String(table.number),
        quoted(name),
        quoted(FIGURE_NAMES[figure]),
        theirs === undefined ? '' : three(theirs),
        ...[value, low, high, floor, ceiling].map((number) => number.toFixed(4)),
        quoted(trainings.map((number) => number.toFixed(4)).join(' ')),
      ].join(',');
    }),
  );
  return ['table,row,figure,paper,value,low,high,floor,ceiling,trainings', ...lines, ''].join('\n');
}
