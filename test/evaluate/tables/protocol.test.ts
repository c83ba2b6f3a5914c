/** @file The protocol in words says what the protocol in code does. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parsePrompts } from '../../../src/evaluate/judged-context.ts';
import { BUDGET, PROTOCOL } from '../../../src/evaluate/tables/protocol.ts';
import { TABLES } from '../../../src/evaluate/tables/tables.ts';

const cells = new Map(
  readFileSync('docs/protocol.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', value = '']) => [name, value]),
);

test('docs/protocol.md and the code agree on people, pictures, seeds and budgets', () => {
  const { people, first, gallery, prompts, images, denoising, trainingSeeds, identified, queries } = PROTOCOL;
  const { warmStartSteps, steps: trained, batch, learningRate } = BUDGET;
  expect(cells.get('test people')).toBe(`${people}, from seed ${first} on; a gallery of ${gallery}`);
  expect(cells.get('prompts')).toBe(prompts);
  expect(cells.get('images')).toBe(`${images} for each person and prompt`);
  expect(cells.get('denoising')).toBe(`${denoising.sampler}, ${denoising.steps} steps`);
  expect(cells.get('training seeds')).toBe(trainingSeeds.join(', '));
  expect(cells.get('budget of every row')).toBe(
    `warm start ${warmStartSteps} steps; eq. 5 ${trained} steps of ${batch} samples, learning rate ${learningRate.toExponential()}`,
  );
  expect(cells.get('identification')).toMatch(`${identified} test people, ${queries} further pictures`);
});

test('the prompts of the protocol are there, and those of the tables’ figures are among them', () => {
  expect(existsSync(PROTOCOL.prompts)).toBe(true);
  const prompts = parsePrompts(readFileSync(PROTOCOL.prompts, 'utf8')).map(({ prompt }) => prompt);
  expect(prompts).toHaveLength(9);
  for (const { figure } of Object.values(TABLES)) expect(prompts).toContain(figure.prompt);
});
