/** @file Runs a compiled pattern over a text, all its ways at once: at most instructions × characters steps. */
import { isWordCode, type Program, type Span } from './pattern.ts';

/** Whether the pattern occurs anywhere in the folded text. */
export function matches(program: Program, text: string): boolean {
  const codes = Array.from(text, (char) => char.codePointAt(0) ?? 0);
  /** Where each instruction was last reached. */
  const reached = new Int32Array(program.length).fill(-1);
  const open: number[] = [];
  let waiting: number[] = [];
  let next: number[] = [];
  for (let at = 0; at <= codes.length; at += 1) {
    open.push(0); // a match may begin anywhere
    next.length = 0;
    for (let pc = open.pop(); pc !== undefined; pc = open.pop()) {
      const instruction = program[pc];
      if (instruction === undefined || reached[pc] === at) continue;
      reached[pc] = at;
      switch (instruction.op) {
        case 'match':
          return true;
        case 'one':
          next.push(pc);
          break;
        case 'jump':
          open.push(instruction.to);
          break;
        case 'split':
          open.push(instruction.to, instruction.or);
          break;
        case 'edge':
          if (isEdge(instruction.edge, codes, at)) open.push(pc + 1);
      }
    }
    [waiting, next] = [next, waiting];
    const char = codes[at];
    if (char === undefined) return false;
    for (const pc of waiting) {
      const one = program[pc];
      if (one?.op === 'one' && lies(char, one.spans) !== one.not) open.push(pc + 1);
    }
  }
  return false;
}

function isEdge(edge: 'start' | 'end' | 'word', codes: readonly number[], at: number): boolean {
  if (edge === 'start') return at === 0;
  if (edge === 'end') return at === codes.length;
  return isWordCode(codes[at - 1]) !== isWordCode(codes[at]);
}

function lies(char: number, spans: readonly Span[]): boolean {
  for (const [from, to] of spans) if (char >= from && char <= to) return true;
  return false;
}
