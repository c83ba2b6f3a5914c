/** @file All styles: each takes and gives interleaved RGB bytes of a square picture. */
import { keysOf } from '../keys.ts';
import { fauvism } from './fauvism.ts';
import { oil } from './oil.ts';
import { pencil } from './pencil.ts';
import { watercolor } from './watercolor.ts';

export const STYLES = {
  plain: (rgb: Uint8Array): Uint8Array => rgb,
  oil,
  watercolor,
  pencil,
  fauvism,
} as const;

export type StyleName = keyof typeof STYLES;

export const STYLE_NAMES = keysOf(STYLES);

/** The picture in that style; `rgb` has size * size * 3 bytes and stays as it is. */
export const paint = (style: StyleName, rgb: Uint8Array, size: number): Uint8Array =>
  STYLES[style](rgb, size);
