/** @file The face's outline in the head's frame: between the eyes is (0, 0), the skull's top y = -54, the chin y = `chin`. */
import { d } from '../svg.ts';
import type { Face } from '../traits.ts';

export function outline({ width: w, chin, jaw, point }: Face): string {
  const j = w * jaw;
  const corner = 29 + (chin - 52) * 0.4;
  const side = (s: number): string =>
    [
      d`C${s * w * 0.72} -54 ${s * (w + 1)} -36 ${s * w} -4`,
      d`C${s * w} 10 ${s * (j + (w - j) * 0.4)} ${corner - 10} ${s * j} ${corner}`,
      d`C${s * j * 0.9} ${corner + (chin - corner) * 0.6} ${s * w * point} ${chin} 0 ${chin}`,
    ].join('');
  return `M0 -54${side(1)}M0 -54${side(-1)}`;
}
