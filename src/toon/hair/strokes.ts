/** @file Pieces that many hair styles are made of, for one head. */
import { type Colour, darker, inked, lighter } from '../colour.ts';
import { circle, d, line, opacity, outlined, path, times } from '../svg.ts';
import type { Strand } from './style.ts';

export interface Strokes {
  readonly w: number;
  readonly fill: Colour;
  readonly dark: Colour;
  readonly light: Colour;
  /** 1 or -1. */
  readonly side: number;
  /** How far the hair stands off the skull. */
  readonly rise: number;
  /** Hair over the skull down to y = `end`; `inner` closes the path along the forehead. */
  readonly cap: (rise: number, end: number, inner: string, side?: number, edged?: boolean) => string;
  readonly parted: (end: number, sag: number, x?: number) => string;
  readonly fringe: (end: number, y: number) => string;
  /** A row of curls on an arc (radians from the top). */
  readonly bumps: (
    n: number,
    rx: number,
    ry: number,
    r: number,
    from: number,
    to: number,
    cy?: number,
  ) => string;
  readonly shine: (rise: number) => string;
  /** Hair hanging behind the head. */
  readonly drape: (half: number, bottom: number, wave?: number) => string;
}

export function strokesOf({ hair: h, face: { width: w } }: Strand): Strokes {
  const fill = h.colour;
  const dark = darker(fill, 0.3);
  const light = lighter(fill, 0.22);
  const edge = outlined(inked(fill, 0.4), 1.5);
  return {
    w,
    fill,
    dark,
    light,
    side: h.side === 'right' ? 1 : -1,
    rise: 4 + h.volume * 6,
    cap: (rise, end, inner, side = 3, edged = true) =>
      path(
        d`M${-w - side} ${end}C${-w - side - 3} -24 ${-w * 0.9} ${-54 - rise} 0 ${-54 - rise}C${w * 0.9} ${-54 - rise} ${w + side + 3} -24 ${w + side} ${end}${inner}Z`,
        fill,
        edged ? edge : '',
      ),
    parted: (end, sag, x = h.part * 16) =>
      d`L${w - 6} ${end}Q${w - 3} ${h.line + 8 + sag} ${x} ${h.line - 2}Q${-w + 3} ${h.line + 8 + sag} ${-w + 6} ${end}`,
    fringe: (end, y) => d`L${w - 5} ${end}L${w - 6} ${y}Q0 ${y - 5} ${-w + 6} ${y}L${-w + 5} ${end}`,
    bumps(n, rx, ry, r, from, to, cy = -16) {
      const curl = (grow: number, colour: Colour) => (i: number) => {
        const a = from + ((to - from) * i) / (n - 1);
        return circle(Math.sin(a) * rx, cy - Math.cos(a) * ry, r * (i % 2 === 0 ? 0.88 : 1) + grow, colour);
      };
      return times(n, curl(1.2, inked(fill, 0.26))) + times(n, curl(0, fill));
    },
    shine: (rise) =>
      line(
        d`M${-w * 0.62} ${-38 - rise}Q${-w * 0.35} ${-50 - rise} ${w * 0.1} ${-51 - rise}`,
        light,
        4,
        opacity(0.55),
      ),
    drape: (half, bottom, wave = 0) =>
      path(
        d`M${-w * 0.8} -40C${-half - 8} -30 ${-half - wave} 10 ${-half + wave} 40S${-half - 4 - wave} ${bottom - 20} ${-half + 8} ${bottom}H${half - 8}C${half + 4 + wave} ${bottom - 20} ${half - wave} 60 ${half - wave} 40S${half + 8} -30 ${w * 0.8} -40Z`,
        dark,
      ),
  };
}
