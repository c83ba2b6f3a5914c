/** @file The loss curve as a file and as a picture. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type CurvePoint, drawCurve, openCurve, parseCurve } from '../../src/train/curve.ts';

const folder = mkdtempSync(join(tmpdir(), 'dreamidentity-curve-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const point = (step: number): CurvePoint => ({
  step,
  seconds: step * 2,
  loss: 1 / step,
  learningRate: 0.001,
  gradientNorm: 0.5,
  metrics: { accuracy: step / 10 },
});
const stored = (): CurvePoint[] => parseCurve(readFileSync(join(folder, 'curve.csv'), 'utf8'));

test('a curve comes back from its file as it was added, and resumes without the rows that are taken again', () => {
  const curve = openCurve(folder, 'a', ['accuracy'], 0);
  [1, 2, 4, 5].map(point).forEach(curve.add);
  curve.save();
  expect(stored()).toEqual([1, 2, 4, 5].map(point));
  const resumed = openCurve(folder, 'a', ['accuracy'], 2);
  resumed.add(point(8));
  resumed.save();
  expect(stored()).toEqual([1, 2, 8].map(point));
  openCurve(folder, 'a', ['accuracy'], 0);
  expect(stored()).toEqual([]);
});

test('the chart has a panel for the loss, each metric and the gradient norm, and stays small', () => {
  const points = Array.from({ length: 5000 }, (_, i) => point(i + 1));
  const svg = drawCurve(points, 'vae <v0>');
  expect([...svg.matchAll(/<g /g)]).toHaveLength(3);
  expect(svg).toContain('vae &lt;v0>: loss');
  expect(svg).not.toContain('NaN');
  expect(svg.length).toBeLessThan(60_000);
});

test('a chart of nothing, of one step and of steps that are not finite is drawn all the same', () => {
  const broken = { ...point(2), loss: NaN, gradientNorm: Infinity };
  for (const points of [[], [point(1)], [point(1), broken]]) {
    expect(drawCurve(points, 'x')).not.toMatch(/NaN|Infinity/);
  }
});
