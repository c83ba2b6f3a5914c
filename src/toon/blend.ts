/** @file A person between two people. */
import { mix } from './colour.ts';
import type { Identity } from './traits.ts';

const isColour = (v: unknown): v is string => typeof v === 'string' && /^#[0-9a-f]{6}$/.test(v);

const isTable = (v: unknown): v is Readonly<Record<string, unknown>> => typeof v === 'object' && v !== null;

function between(a: unknown, b: unknown, t: number): unknown {
  if (typeof a === 'number' && typeof b === 'number') return a + (b - a) * t;
  if (isColour(a) && isColour(b)) return mix(a, b, t);
  if (isTable(a) && isTable(b))
    return Object.fromEntries(Object.keys(a).map((key) => [key, between(a[key], b[key], t)]));
  return t < 0.5 ? a : b;
}

/** Numbers and colours at `t` between `a` (0) and `b` (1); styles and other discrete traits from the nearer one. */
export const blendIdentities = (a: Identity, b: Identity, t: number): Identity =>
  between(a, b, t) as Identity;
