/** @file Patterns that moderators write, compiled to a program that runs in time linear in the text: nothing backtracks. */
import { UserError } from '../errors.ts';
import { type Phrase, say } from '../say.ts';
import { fold } from './fold.ts';

/** Inclusive code points. */
export type Span = readonly [number, number];

export type Instruction =
  | { readonly op: 'one'; readonly spans: readonly Span[]; readonly not: boolean }
  /** Goes on at both places. */
  | { readonly op: 'split'; readonly to: number; readonly or: number }
  | { readonly op: 'jump'; readonly to: number }
  | { readonly op: 'edge'; readonly edge: 'start' | 'end' | 'word' }
  | { readonly op: 'match' };

export type Program = readonly Instruction[];

/** Of one pattern; also what a repetition may grow to. */
const MAX_INSTRUCTIONS = 300;
const MAX_REPEATS = 50;
const MAX_DEPTH = 20;

type Node =
  | { readonly kind: 'one'; readonly spans: readonly Span[]; readonly not: boolean }
  | { readonly kind: 'edge'; readonly edge: 'start' | 'end' | 'word' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number | undefined };

const code = (char: string): number => char.codePointAt(0) ?? 0;
/** What a pattern may have besides letters; braces have a meaning of their own in a sentence. */
const SIGNS = '. [a-z] \\d \\w \\s \\b ^ $ ( | ) * + ? {2,5}';

const span = (from: string, to = from): Span => [code(from), code(to)];
const DIGITS: readonly Span[] = [span('0', '9')];
const SPACES: readonly Span[] = [span(' '), [9, 13]];
/** Folded text has no capitals; everything beyond ASCII counts as a letter. */
const LETTERS: readonly Span[] = [span('a', 'z'), ...DIGITS, span('_'), [0x80, 0x10ffff]];
const CLASSES: Readonly<Record<string, readonly Span[]>> = { d: DIGITS, s: SPACES, w: LETTERS };

export const isWordCode = (at: number | undefined): boolean =>
  at !== undefined && LETTERS.some(([from, to]) => at >= from && at <= to);

/**
 * Letters, `.`, `[a-z]`, `\d \w \s \b ^ $`, `( | )`, `* + ?` and `{2,5}`; case and accents never matter.
 * Throws UserError that says what is wrong with the pattern.
 */
export function compilePattern(source: string): Program {
  const chars = Array.from(source.normalize('NFC'));
  let at = 0;
  const wrong = (what: Phrase): UserError =>
    new UserError(
      'pattern-invalid',
      say`I cannot read that pattern: ${what}. It may have letters, ${SIGNS}.`,
    );

  function alternatives(depth: number): Node {
    if (depth > MAX_DEPTH) throw wrong(say`its brackets are nested too deeply`);
    const parts = [sequence(depth)];
    while (chars[at] === '|') {
      at += 1;
      parts.push(sequence(depth));
    }
    return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'any', parts };
  }

  function sequence(depth: number): Node {
    const parts: Node[] = [];
    while (at < chars.length && chars[at] !== '|' && chars[at] !== ')') parts.push(repeated(atom(depth)));
    return { kind: 'all', parts };
  }

  function repeated(part: Node): Node {
    const sign = chars[at] ?? '';
    const bounds = sign === '{' ? counted() : { '*': [0], '+': [1], '?': [0, 1] }[sign];
    if (bounds === undefined) return part;
    if (sign !== '{') at += 1;
    if (part.kind === 'edge') throw wrong(say`an edge cannot be repeated`);
    if (/[*+?{]/.test(chars[at] ?? '')) throw wrong(say`two repetitions stand behind one another`);
    return { kind: 'repeat', part, min: bounds[0] ?? 0, max: bounds[1] };
  }

  function counted(): readonly number[] {
    const [all, low = '', comma, high = ''] =
      /^\{(\d{1,3})(,?)(\d{0,3})\}/.exec(chars.slice(at, at + 10).join('')) ?? [];
    if (all === undefined)
      throw wrong(say`"${'{'}" begins no count such as ${'{2,5}'}; write ${'\\{'} for the sign itself`);
    at += all.length;
    const min = Number(low);
    const max = comma === '' ? min : high === '' ? undefined : Number(high);
    if (Math.max(min, max ?? 0) > MAX_REPEATS || (max !== undefined && max < min)) {
      throw wrong(say`a count goes up to ${MAX_REPEATS}, the smaller number first`);
    }
    return max === undefined ? [min] : [min, max];
  }

  function atom(depth: number): Node {
    const char = chars[at] ?? '';
    at += 1;
    switch (char) {
      case '(': {
        if (chars[at] === '?') throw wrong(say`"(?" is not one of the signs that I know`);
        const inner = alternatives(depth + 1);
        if (chars[at] !== ')') throw wrong(say`a "(" is not closed`);
        at += 1;
        return inner;
      }
      case '[':
        return set();
      case '.':
        return { kind: 'one', spans: [], not: true };
      case '^':
        return { kind: 'edge', edge: 'start' };
      case '$':
        return { kind: 'edge', edge: 'end' };
      case '\\':
        return escaped();
      case '*':
      case '+':
      case '?':
      case '{':
        throw wrong(say`"${char}" has nothing before it to repeat`);
      default:
        return literal(char);
    }
  }

  function escaped(): Node {
    const char = chars[at] ?? '';
    at += 1;
    if (char === 'b') return { kind: 'edge', edge: 'word' };
    const spans = CLASSES[char.toLowerCase()];
    if (spans !== undefined) return { kind: 'one', spans, not: char !== char.toLowerCase() };
    if (char === '' || /[A-Za-z0-9]/.test(char))
      throw wrong(say`"\\${char}" is not one of the signs that I know`);
    return literal(char);
  }

  function set(): Node {
    const not = chars[at] === '^';
    if (not) at += 1;
    const spans: Span[] = [];
    while (chars[at] !== ']') {
      if (at >= chars.length) throw wrong(say`a "[" is not closed`);
      const known = chars[at] === '\\' ? CLASSES[chars[at + 1] ?? ''] : undefined;
      if (known !== undefined) {
        spans.push(...known);
        at += 2;
        continue;
      }
      const from = member();
      const range = chars[at] === '-' && chars[at + 1] !== ']';
      if (range) at += 1;
      const to = range ? member() : from;
      if (to < from) throw wrong(say`a range in "[ ]" runs backwards`);
      spans.push([from, to]);
    }
    at += 1;
    if (spans.length === 0) throw wrong(say`"[ ]" is empty`);
    return { kind: 'one', spans, not };
  }

  function member(): number {
    if (chars[at] === '\\') at += 1;
    const [first] = Array.from(fold(chars[at] ?? ''));
    if (first === undefined) throw wrong(say`something in "[ ]" is no character`);
    at += 1;
    return code(first);
  }

  /** A character as folded text has it, which may be none or several. */
  const literal = (char: string): Node => ({
    kind: 'all',
    parts: Array.from(fold(char), (one): Node => ({ kind: 'one', spans: [span(one)], not: false })),
  });

  const node = alternatives(0);
  if (at < chars.length) throw wrong(say`a ")" has no "(" before it`);
  const program: Instruction[] = [];
  emit(
    node,
    program,
    counting(() => wrong(say`it is too large; make it two patterns`)),
  );
  if (program.length === 0) throw wrong(say`it is empty`);
  program.push({ op: 'match' });
  return program;
}

/** Also a repetition of nothing costs something. */
const MAX_STEPS = 20 * MAX_INSTRUCTIONS;

function counting(tooLarge: () => UserError): Budget {
  let steps = 0;
  return {
    tooLarge,
    spend() {
      steps += 1;
      if (steps > MAX_STEPS) throw tooLarge();
    },
  };
}

interface Budget {
  readonly spend: () => void;
  readonly tooLarge: () => UserError;
}

function emit(node: Node, program: Instruction[], budget: Budget): void {
  budget.spend();
  const push = (instruction: Instruction): number => {
    if (program.length >= MAX_INSTRUCTIONS) throw budget.tooLarge();
    return program.push(instruction) - 1;
  };
  switch (node.kind) {
    case 'one':
      push({ op: 'one', spans: node.spans, not: node.not });
      return;
    case 'edge':
      push({ op: 'edge', edge: node.edge });
      return;
    case 'all':
      for (const part of node.parts) emit(part, program, budget);
      return;
    case 'any': {
      const ends: number[] = [];
      node.parts.forEach((part, i) => {
        const last = i === node.parts.length - 1;
        const split = last ? undefined : push({ op: 'jump', to: 0 });
        emit(part, program, budget);
        if (split === undefined) return;
        ends.push(push({ op: 'jump', to: 0 }));
        program[split] = { op: 'split', to: split + 1, or: program.length };
      });
      for (const end of ends) program[end] = { op: 'jump', to: program.length };
      return;
    }
    case 'repeat': {
      const { part, min, max } = node;
      for (let i = 0; i < min; i += 1) emit(part, program, budget);
      if (max === undefined) {
        const split = push({ op: 'jump', to: 0 });
        emit(part, program, budget);
        push({ op: 'jump', to: split });
        program[split] = { op: 'split', to: split + 1, or: program.length };
        return;
      }
      const splits: number[] = [];
      for (let i = min; i < max; i += 1) {
        splits.push(push({ op: 'jump', to: 0 }));
        emit(part, program, budget);
      }
      for (const split of splits) program[split] = { op: 'split', to: split + 1, or: program.length };
    }
  }
}
