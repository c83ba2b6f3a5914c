/** @file Whether a photographed head's hair hangs down beside the jaw. */
import type { HeadMap } from './head-map.ts';

/** Where it is looked for: parts of the way from the eyes' line to the chin, and eye distances outside the face. */
const DOWN = { from: 0.5, to: 0.85 };
const ASIDE = { from: 0.1, to: 0.4 };

/** How much of that is hair on long-haired heads at least, on the mean of both sides: one side's may be turned away or pushed back. */
const LONG = 0.45;

export function hangsDown({ shape: { side, away, eyes, chin, middle }, labels }: HeadMap): boolean {
  const cells: [left: number, right: number] = [0, 0];
  const hair: [left: number, right: number] = [0, 0];
  away.forEach((far, i) => {
    const down = (Math.floor(i / side) - eyes) / (chin[1] - eyes);
    if (down < DOWN.from || down > DOWN.to || far < ASIDE.from || far > ASIDE.to) return;
    const one = i % side < middle ? 0 : 1;
    cells[one]++;
    if (labels[i] === 'hair') hair[one]++;
  });
  const shareOf = (one: 0 | 1): number => hair[one] / Math.max(1, cells[one]);
  return (shareOf(0) + shareOf(1)) / 2 > LONG;
}
