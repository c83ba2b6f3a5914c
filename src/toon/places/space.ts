/** @file Outer space with two planets. */
import { circle, ellipse, group, opacity } from '../svg.ts';
import { type Place, sky } from './scenery.ts';

const STARS = [
  [80, 12],
  [120, 20],
  [150, 14],
  [186, 30],
  [10, 100],
  [24, 140],
  [160, 66],
  [46, 84],
  [12, 12],
  [190, 66],
] as const;

export const space: Place = {
  words: ['in space', 'in outer space', 'among the stars'],
  outdoors: true,
  draw: () =>
    sky('#0b0d2a', '#2b1a52') +
    circle(32, 46, 22, '#e08a4a') +
    circle(26, 40, 8, '#f0a868', opacity(0.8)) +
    group(
      'transform="rotate(-18 32 46)"',
      ellipse(32, 46, 38, 8, 'none', 'stroke="#f4d9a0" stroke-width="4"'),
    ) +
    circle(182, 108, 30, '#4a8ad0') +
    circle(176, 100, 11, '#6fc07a') +
    STARS.map(([x, y], i) => circle(x, y, i % 3 === 0 ? 4 : 3, '#ffffff')).join(''),
};
