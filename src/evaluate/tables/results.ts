/** @file A table's rows as figures over all trainings, and whether the paper's order holds in them. */
import { bootstrapTrainings, type Interval, type PeopleScores } from '../bootstrap.ts';
import { type FigureName, FLOORS, meanScore, SCORES, scoresByPerson } from '../figures.ts';
import type { Verdict } from '../verdict.ts';
import type { TableRow } from './tables.ts';

/** A row's pictures, judged: a list for each training. */
export interface MeasuredRow {
  readonly name: string;
  /** Absent in rows of ours, which stand beside the table. */
  readonly paper?: TableRow['paper'];
  readonly trainings: readonly (readonly Verdict[])[];
}

export interface RowFigure extends Interval {
  /** Of each training. */
  readonly trainings: readonly number[];
}

export interface RowResult extends Pick<MeasuredRow, 'name' | 'paper'> {
  readonly figures: Readonly<Record<FigureName, RowFigure>>;
}

/** What bounds a figure: other people's or contexts' score, and that of true pictures. */
export type Bounds = Readonly<Record<FigureName, { readonly floor: number; readonly ceiling: number }>>;

export const TABLE_FIGURES: readonly FigureName[] = [
  'textAlignment',
  'faceSimilarity',
  'retrievalAt1',
  'contextAccuracy',
  'jointAt1',
];

const scoresOf = ({ trainings }: MeasuredRow, name: FigureName): PeopleScores[] =>
  trainings.map((verdicts) => scoresByPerson(verdicts, SCORES[name]));

const forEach = <T>(make: (name: FigureName) => T): Readonly<Record<FigureName, T>> => ({
  retrievalAt1: make('retrievalAt1'),
  contextAccuracy: make('contextAccuracy'),
  jointAt1: make('jointAt1'),
  faceSimilarity: make('faceSimilarity'),
  textAlignment: make('textAlignment'),
});

export const resultOf = (row: MeasuredRow): RowResult => ({
  name: row.name,
  ...(row.paper === undefined ? {} : { paper: row.paper }),
  figures: forEach((name) => ({
    ...bootstrapTrainings(scoresOf(row, name)),
    trainings: row.trainings.map((verdicts) => meanScore(verdicts, SCORES[name])),
  })),
});

export const boundsOf = (rows: readonly MeasuredRow[], ceiling: readonly Verdict[]): Bounds => {
  const made = rows.flatMap(({ trainings }) => trainings.flat());
  return forEach((name) => ({
    floor: meanScore(made, FLOORS[name]),
    ceiling: meanScore(ceiling, SCORES[name]),
  }));
};

/** Two rows of which the paper has the second higher. */
export interface OrderedPair {
  readonly figure: 'textAlignment' | 'faceSimilarity';
  readonly lower: string;
  readonly higher: string;
  readonly paperGap: number;
  /** What the second has more here, on the same people. */
  readonly gap: Interval;
  /** `close`: the paper itself sees hardly any difference. */
  readonly outcome: 'holds' | 'reversed' | 'undecided' | 'close';
}

/** A difference that the paper calls comparable (0.228 against 0.229, 0.467 against 0.462). */
const CLOSE = 0.011;

/** The paper's rows in the order of each of its two figures, neighbour by neighbour. */
export function orderOf(rows: readonly MeasuredRow[]): OrderedPair[] {
  return (['textAlignment', 'faceSimilarity'] as const).flatMap((figure) => {
    const ranked = rows
      .flatMap((row) => (row.paper === undefined ? [] : [{ row, paper: row.paper[figure] }]))
      .sort((a, b) => a.paper - b.paper);
    return ranked.slice(1).map(({ row: higher, paper }, i): OrderedPair => {
      const { row: lower, paper: less } = ranked[i] ?? { row: higher, paper };
      const gap = bootstrapTrainings(scoresOf(higher, figure), scoresOf(lower, figure));
      const paperGap = paper - less;
      return {
        ...{ figure, lower: lower.name, higher: higher.name, paperGap, gap },
        outcome: paperGap < CLOSE ? 'close' : outcomeOf(gap),
      };
    });
  });
}

function outcomeOf({ low, high }: Interval): OrderedPair['outcome'] {
  if (low > 0) return 'holds';
  return high < 0 ? 'reversed' : 'undecided';
}
