/** @file Payloads that are almost right: any value in them lost, or replaced by something else. */
import fc from 'fast-check';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Paths to every value in it. */
function paths(value: Json, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inner = Object.entries(value).flatMap(([key, one]: [string, Json]) => paths(one, [...at, key]));
  return [at, ...inner];
}

function changed(
  value: Json,
  [first, ...rest]: readonly (string | number)[],
  by: Json | undefined,
): Json | undefined {
  if (first === undefined) return by;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, one]: [string, Json]): [string, Json][] => {
    if (key !== String(first)) return [[key, one]];
    const next = changed(one, rest, by);
    return next === undefined ? [] : [[key, next]];
  });
  return Array.isArray(value) ? entries.map(([, one]) => one) : Object.fromEntries(entries);
}

const nasty: readonly Json[] = [
  null,
  true,
  -1,
  1e308,
  '',
  ' ',
  'x'.repeat(7000),
  '\u0000',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '💥',
  '\ud800',
  '<@U1>',
  '@everyone',
  [],
  {},
  [[]],
  [null],
  { id: {} },
  'reroll.aaaaaaaaaaaaaaaaaaaa..AAAAAAAAAAAAAAAA',
];

/** One of the valid payloads with one to three values replaced or lost, or something else altogether. */
export const damaged = (valid: readonly Json[]): fc.Arbitrary<Json> => {
  const replacement = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(...nasty),
    fc.jsonValue({ maxDepth: 2 }).map((one) => one as Json),
  );
  const almost = fc
    .tuple(
      fc.constantFrom(...valid),
      fc.array(fc.tuple(fc.nat(), replacement), { minLength: 1, maxLength: 3 }),
    )
    .map(([payload, changes]) =>
      changes.reduce<Json>((current, [pick, by]) => {
        const all = paths(current);
        return changed(current, all[pick % all.length] ?? [], by) ?? null;
      }, payload),
    );
  return fc.oneof(
    { weight: 9, arbitrary: almost },
    { weight: 1, arbitrary: fc.jsonValue().map((one) => one as Json) },
  );
};
