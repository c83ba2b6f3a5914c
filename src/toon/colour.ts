/** @file Colours as "#rrggbb" text, and how they are mixed. */

/** "#rrggbb". */
export type Colour = string;

export type Rgb = readonly [red: number, green: number, blue: number];

/** Channels from 0 to 255. */
export function channels(hex: Colour): Rgb {
  const packed = Number.parseInt(hex.slice(1), 16);
  return [packed >> 16, (packed >> 8) & 255, packed & 255];
}

const byte = (v: number): number => Math.round(Math.min(255, Math.max(0, v)));

const colourOf = ([red, green, blue]: Rgb): Colour =>
  `#${((1 << 24) | (byte(red) << 16) | (byte(green) << 8) | byte(blue)).toString(16).slice(1)}`;

/** `t` = 0 gives `a`, 1 gives `b`. */
export function mix(a: Colour, b: Colour, t: number): Colour {
  const [from, to] = [channels(a), channels(b)];
  const between = (x: number, y: number): number => x + (y - x) * t;
  return colourOf([between(from[0], to[0]), between(from[1], to[1]), between(from[2], to[2])]);
}

export const darker = (colour: Colour, t: number): Colour => mix(colour, '#2a1020', t);

/** For outlines: towards a near black, so that black hair gets no lighter edge. */
export const inked = (colour: Colour, t: number): Colour => mix(colour, '#170a10', t);

export const lighter = (colour: Colour, t: number): Colour => mix(colour, '#ffffff', t);

/** Brightness from 0 to 255 (ITU-R BT.601). */
export function luma(colour: Colour): number {
  const [red, green, blue] = channels(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/** The colour at `t` in [0, 1] along equally spaced stops. */
export function ramp(stops: readonly [Colour, ...Colour[]], t: number): Colour {
  const at = Math.min(1, Math.max(0, t)) * (stops.length - 1);
  const low = Math.floor(at);
  const from = stops[low] ?? stops[0];
  return mix(from, stops[low + 1] ?? from, at - low);
}

/** Square of the distance in RGB. */
export function distance(a: Colour, b: Colour): number {
  const [x, y] = [channels(a), channels(b)];
  return (x[0] - y[0]) ** 2 + (x[1] - y[1]) ** 2 + (x[2] - y[2]) ** 2;
}
