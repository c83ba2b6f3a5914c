/** @file SVG markup as text: numbers are rounded to a tenth, so that paths stay short. */
import type { Colour } from './colour.ts';

const short = (v: number | string): string => (typeof v === 'number' ? String(Math.round(v * 10) / 10) : v);

/** Template tag that rounds numbers. */
export const d = (parts: TemplateStringsArray, ...values: readonly (number | string)[]): string =>
  parts.reduce((out, part, i) => out + short(values[i - 1] ?? '') + part);

export const path = (shape: string, fill: Colour, extra = ''): string =>
  `<path d="${shape}" fill="${fill}" ${extra}/>`;

/** A stroke with round ends. */
export const line = (shape: string, stroke: Colour, width: number, extra = ''): string =>
  d`<path d="${shape}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${extra}/>`;

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: Colour, extra = ''): string =>
  d`<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${extra}/>`;

export const circle = (x: number, y: number, r: number, fill: Colour, extra = ''): string =>
  d`<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${extra}/>`;

export const rect = (x: number, y: number, w: number, h: number, fill: Colour, extra = ''): string =>
  d`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${extra}/>`;

/** A polygon through x, y, x, y, ... */
export const poly = (points: readonly number[], fill: Colour, extra = ''): string =>
  `<polygon points="${points.map(short).join(' ')}" fill="${fill}" ${extra}/>`;

export const group = (attributes: string, ...children: readonly string[]): string =>
  `<g ${attributes}>${children.join('')}</g>`;

export const shifted = (x: number, ...children: readonly string[]): string =>
  group(d`transform="translate(${x} 0)"`, ...children);

/** The shape and its mirror image about x = 0. */
export const both = (shape: string): string => shape + group('transform="scale(-1 1)"', shape);

export const times = (count: number, draw: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => draw(i)).join('');

export const opacity = (value: number): string => `opacity="${value.toFixed(2)}"`;

export const outlined = (colour: Colour, width: number): string =>
  d`stroke="${colour}" stroke-width="${width}" stroke-linejoin="round"`;

const DOWN = 'x1="0" y1="0" x2="0" y2="1"';

/** A linear gradient; `fade` is the opacity of its end. */
export const gradient = (id: string, from: Colour, to: Colour, vector = DOWN, fade = 1): string =>
  `<linearGradient id="${id}" ${vector}><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}" stop-opacity="${fade}"/></linearGradient>`;

export function star(x: number, y: number, r: number, fill: Colour): string {
  const tips = Array.from({ length: 10 }, (_, i) => {
    const reach = r * (i % 2 === 0 ? 1 : 0.45);
    return [x + Math.sin((i * Math.PI) / 5) * reach, y - Math.cos((i * Math.PI) / 5) * reach];
  });
  return poly(tips.flat(), fill);
}

export const cross = (x: number, y: number, r: number, fill: Colour): string =>
  rect(x - r, y - r / 3, 2 * r, (2 * r) / 3, fill) + rect(x - r / 3, y - r, (2 * r) / 3, 2 * r, fill);
