/** @file A table's figures over trainings, its order against the paper's, and how it is written down. */
import { describe, expect, it } from 'vitest';
import { bootstrapTrainings } from '../../../src/evaluate/bootstrap.ts';
import { tableChart } from '../../../src/evaluate/tables/chart.ts';
import { tableCsv, tableText, type TableResults } from '../../../src/evaluate/tables/report.ts';
import { boundsOf, type MeasuredRow, orderOf, resultOf } from '../../../src/evaluate/tables/results.ts';
import { encoderId } from '../../../src/evaluate/tables/row-encoder.ts';
import { encodersOf, TABLES } from '../../../src/evaluate/tables/tables.ts';
import type { Verdict } from '../../../src/evaluate/verdict.ts';
import { seededRandom } from '../../../src/tensor/random.ts';

const PEOPLE = 20;

/** Verdicts whose face-similarity lies about `level` and whose text-alignment about `text`. */
function training(level: number, text: number, seed: string): Verdict[] {
  const random = seededRandom(seed, 'verdicts');
  return Array.from({ length: PEOPLE * 3 }, (_, i) => ({
    person: Math.floor(i / 3),
    prompt: i % 3,
    isPerson: random.chance(level),
    isContext: true,
    isOther: false,
    isOtherContext: false,
    similarity: level + 0.05 * random.normal(),
    otherSimilarity: 0.1,
    alignment: text + 0.05 * random.normal(),
    otherAlignment: 0.05,
  }));
}

const row = (name: string, paper: [number, number], level: number, text: number): MeasuredRow => ({
  name,
  paper: { textAlignment: paper[0], faceSimilarity: paper[1] },
  trainings: [training(level, text, `${name} 1`), training(level, text, `${name} 2`)],
});

describe('bootstrapTrainings', () => {
  const scores = (level: number, seed: number) =>
    Array.from({ length: PEOPLE }, (_, i) => [level + 0.01 * seededRandom(seed, String(i)).normal()]);

  it('widens where trainings differ, as another training seed would', () => {
    const same = bootstrapTrainings([scores(0.5, 1), scores(0.5, 2)]);
    const apart = bootstrapTrainings([scores(0.4, 1), scores(0.6, 2)]);
    expect(same.value).toBeCloseTo(apart.value, 5);
    expect(same.high - same.low).toBeLessThan(0.02);
    expect(apart.high - apart.low).toBeGreaterThan(0.15);
  });

  it('takes the difference of two rows on the same people, where what people share cancels out', () => {
    const easy = Array.from({ length: PEOPLE }, (_, i) => [i / PEOPLE]);
    const better = easy.map(([score = 0]) => [score + 0.1]);
    const gap = bootstrapTrainings([better, better], [easy, easy]);
    expect(gap.value).toBeCloseTo(0.1, 5);
    expect(gap.low).toBeCloseTo(0.1, 5);
    expect(bootstrapTrainings([easy, easy]).low).toBeLessThan(0.4);
  });
});

describe('the order of a table', () => {
  it('holds, is reversed or is not decided, and a small difference in the paper is not a claim', () => {
    const rows = [
      row('a', [0.213, 0.38], 0.5, 0.3),
      row('b', [0.216, 0.348], 0.7, 0.3),
      row('c', [0.228, 0.467], 0.9, 0.3),
    ];
    const outcomes = orderOf(rows).map(({ figure, lower, higher, outcome }) => [
      figure,
      `${lower}<${higher}`,
      outcome,
    ]);
    expect(outcomes).toEqual([
      ['textAlignment', 'a<b', 'close'],
      ['textAlignment', 'b<c', 'undecided'],
      ['faceSimilarity', 'b<a', 'reversed'],
      ['faceSimilarity', 'a<c', 'holds'],
    ]);
  });
});

describe('a table', () => {
  const measured = [row('CLIP & co', [0.229, 0.266], 0.3, 0.4), row('M²', [0.228, 0.467], 0.6, 0.4)];
  const ours: MeasuredRow = { name: 'w/o ID', trainings: [training(0.1, 0.4, 'nobody')] };
  const ceiling = training(0.95, 0.5, 'true');
  const results: TableResults = {
    table: TABLES['2'],
    rows: [...measured, ours].map(resultOf),
    bounds: boundsOf(measured, ceiling),
    order: orderOf(measured),
    remarks: ['identification top-1 of 200, vit: 0.9'],
  };

  it('stands in words beside the paper, with floor, ceiling and what its order is worth', () => {
    const text = tableText(results);
    expect(text).toMatch(/^Table 2: the ID encoder/);
    expect(text).toMatch(/the paper +0\.228 +0\.467/);
    expect(text).toMatch(/^floor .*0\.050 +0\.100/m);
    expect(text).toMatch(
      /face-similarity: "M²" over "CLIP & co" \(\+0\.201 in the paper\) holds here: \+0\.[23]\d\d/,
    );
    expect(text).toMatch(/identification top-1/);
  });

  it('is a CSV with a line for each row and figure, and each training’s own number', () => {
    const [head, ...lines] = tableCsv(results).trimEnd().split('\n');
    expect(head).toBe('table,row,figure,paper,value,low,high,floor,ceiling,trainings');
    expect(lines).toHaveLength(15);
    const cells = lines.find((line) => line.includes('"M²","face-similarity"'))?.split(',') ?? [];
    expect(cells[3]).toBe('0.467');
    expect(Number(cells[4])).toBeCloseTo(0.6, 1);
    expect(cells.at(-1)).toMatch(/^"0\.\d{4} 0\.\d{4}"$/);
    expect(lines.find((line) => line.includes('"w/o ID"'))?.split(',')[3]).toBe('');
  });

  it('is a chart in which a longer bar is a higher figure', () => {
    const svg = tableChart(results);
    expect(svg).toContain('CLIP &amp; co');
    const bars = [...svg.matchAll(/width="([\d.]+)" height="10" fill="#2563a8"/g)].map(([, width]) =>
      Number(width),
    );
    // The legend's, then both panels' three.
    expect(bars).toHaveLength(7);
    const [weak = 0, strong = 0] = bars.slice(4);
    expect(strong / weak).toBeCloseTo(2, 0);
  });
});

it('seven encoders stand behind the ten rows of the three tables', () => {
  const encoders = encodersOf(Object.values(TABLES));
  expect(encoders.map(encoderId)).toEqual([
    'clip-last-1-both',
    'vit-last-1-both',
    'vit-multi-1-both',
    'vit-multi-2-both',
    'vit-multi-2-reconstruction',
    'vit-multi-2-self-augmented',
    'vit-multi-3-both',
  ]);
});
