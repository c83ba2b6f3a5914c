/** @file The registry of operators is complete, and every operator's gradient is accounted for. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Node, Value } from '../../src/graph/graph.ts';
import * as ops from '../../src/graph/ops/index.ts';
import { nodesInOrder } from '../../src/graph/order.ts';
import { buildCheck } from '../helpers/gradcheck.ts';
import { GRADIENT_CHECKS, type OpName, WITHOUT_GRADIENT, ZERO_GRADIENT } from './gradient-checks.ts';

const folder = new URL('../../src/graph/ops/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const files = readdirSync(folder).filter((file) => file !== 'index.ts');

/** Which file of the folder exports each name. */
const fileOf = new Map(
  [...read('index.ts').matchAll(/export \{ ([^}]+) \} from '\.\/(.+)';/g)].flatMap(
    ([, names = '', file = '']) => names.split(', ').map((name) => [name, file] as const),
  ),
);

const opNames = Object.keys(ops) as OpName[];

/** The operators that a file defines. */
const opTypesIn = (file: string): string[] =>
  [...read(file).matchAll(/(?:opType: |defineUnary\(\s*)'(\w+)'/g)].map(([, opType = '']) => opType);

/** The nodes between the inputs and the value. */
function differentiatedNodes(value: Value, wrt: readonly Value[]): Node[] {
  const moving = new Set<Value | undefined>(wrt);
  return nodesInOrder([value]).filter(({ inputs, outputs }) => {
    const moves = inputs.some((input) => moving.has(input));
    if (moves) outputs.forEach((output) => moving.add(output));
    return moves;
  });
}

test('every file in ops/ is listed in ops/index.ts', () => {
  expect([...new Set(fileOf.values())].sort()).toEqual(files.sort());
  expect([...fileOf.keys()].sort()).toEqual([...opNames].sort());
});

test.each(opNames)('%s has gradient checks, or a gradient of zero, or a reason to have none', (name) => {
  const accounts = [GRADIENT_CHECKS[name], ZERO_GRADIENT[name], WITHOUT_GRADIENT[name]];
  expect(accounts.filter((account) => account !== undefined)).toHaveLength(1);
});

test.each(Object.entries(GRADIENT_CHECKS))('%s is differentiated by each of its checks', (name, checks) => {
  const opTypes = opTypesIn(fileOf.get(name) ?? '');
  expect(checks).not.toHaveLength(0);
  for (const check of checks) {
    const { output, wrt } = buildCheck(check);
    const nodes = differentiatedNodes(output, Object.values(wrt));
    expect(nodes.some(({ op }) => opTypes.includes(op.opType) && op.vjp !== undefined)).toBe(true);
  }
});
