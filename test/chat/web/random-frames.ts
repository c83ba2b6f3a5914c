/** @file Frames as a broken or hostile client might send them: nearly right, wrong in every field, or noise. Seeded, and cheap. */
import { type Random, seededRandom } from '../../../src/tensor/random.ts';

const TYPES = [
  'say',
  'invoke',
  'complete',
  'press',
  'earlier',
  'dismiss',
  'rename',
  'welcome',
  '__proto__',
  '',
] as const;
const WORDS = [
  'imagine',
  'identity',
  'register',
  'r1',
  '../..',
  '\u0000',
  '\ud800',
  'S* as a chef',
  '😀'.repeat(9),
  'x'.repeat(2100),
  'abcdefgh234567abcdef',
  '__proto__',
  'constructor',
  '<script>',
  '-1',
  '',
] as const;
const FIELDS = [
  'requestId',
  'text',
  'command',
  'subcommand',
  'options',
  'option',
  'typed',
  'actionId',
  'messageId',
  'fields',
  'before',
  'name',
  'upload',
  '__proto__',
  'toString',
] as const;

function value(r: Random, depth: number): unknown {
  const kind = r.below(depth > 0 ? 8 : 6);
  if (kind === 0) return r.pick([null, true, false]);
  if (kind === 1) return r.pick([0, -1, 1.5, 1e308, 2 ** 53]);
  if (kind < 6) return r.pick(WORDS);
  const size = r.below(4);
  if (kind === 6) return Array.from({ length: size }, () => value(r, depth - 1));
  return Object.fromEntries(Array.from({ length: size }, () => [r.pick(FIELDS), value(r, depth - 1)]));
}

const nearly = (r: Random): unknown => ({
  type: r.pick(TYPES),
  ...Object.fromEntries(FIELDS.filter(() => r.chance(0.35)).map((field) => [field, value(r, 2)])),
});

const ID = 'abcdefgh234567abcdef';
const VALID: readonly [object, ...object[]] = [
  { type: 'say', requestId: 'r1', text: 'hello' },
  { type: 'invoke', requestId: 'r1', command: 'imagine', options: { prompt: 'S* as a chef', count: 2 } },
  { type: 'complete', requestId: 'r1', command: 'imagine', option: 'prompt', typed: 'S' },
  { type: 'press', requestId: 'r1', actionId: 'cancel.x..y', messageId: ID, fields: {} },
  { type: 'dismiss', messageId: ID },
];

/** A good frame with, most often, one field gone wrong. */
const spoilt = (r: Random): unknown => ({
  ...r.pick(VALID),
  ...(r.chance(0.8) ? { [r.pick(FIELDS)]: value(r, 2) } : {}),
});

function noise(r: Random): string {
  const length = r.below(60);
  return String.fromCharCode(...Array.from({ length }, () => r.below(r.chance(0.2) ? 65_536 : 128)));
}

/** The same seed gives the same frames. */
export function* randomFrames(count: number, seed: number): Generator<string> {
  const r = seededRandom(seed, 'frames');
  for (let i = 0; i < count; i += 1) {
    const kind = r.next();
    if (kind < 0.2) yield noise(r);
    else if (kind < 0.3) yield JSON.stringify(nearly(r)).slice(0, r.below(80));
    else if (kind < 0.4) yield JSON.stringify(value(r, 3));
    else yield JSON.stringify(kind < 0.6 ? spoilt(r) : nearly(r));
  }
}
