/** @file Every command and button is listed, and fits what platforms allow. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { actions, commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';

const described = describeCommands(commands);

test('the commands are those that the product promises', () => {
  expect(described.map(({ name, subcommand }) => [name, subcommand].filter(Boolean).join(' '))).toEqual([
    'imagine',
    'identity register',
    'identity list',
    'identity show',
    'identity rename',
    'identity default',
    'identity share',
    'identity uses',
    'identity recall',
    'identity renew',
    'identity export',
    'identity delete',
    'identity forget-me',
    'queue',
    'verify',
    'moderate queue',
    'moderate list',
    'moderate inspect',
    'moderate suspend',
    'moderate restore',
    'moderate delete',
    'moderate block',
    'moderate unblock',
    'moderate purge',
    'moderate log',
    'settings show',
    'settings quota',
    'settings channel',
    'settings words',
    'settings pattern',
    'settings allow',
    'settings approval',
    'settings inbox',
    'help',
  ]);
});

test('names and descriptions fit the platforms', () => {
  for (const { name, subcommand, description, options } of described) {
    for (const part of [name, subcommand ?? 'x', ...options.map((option) => option.name)]) {
      expect(part).toMatch(/^[a-z][a-z-]{0,31}$/);
    }
    for (const text of [description, ...options.map((option) => option.description)]) {
      expect(text.length).toBeGreaterThan(0);
      expect(text.length).toBeLessThanOrEqual(100);
    }
    expect(options.length).toBeLessThanOrEqual(25);
    const firstOptional = options.findIndex(({ required }) => !required);
    if (firstOptional >= 0) expect(options.slice(firstOptional).some(({ required }) => required)).toBe(false);
  }
});

test('every file of an action is listed under a verb of its own', () => {
  const files = readdirSync(join(import.meta.dirname, '../../commands/actions')).filter(
    (name) => name !== 'wish.ts',
  );
  const verbs = actions.map(({ verb }) => verb);
  expect(new Set(verbs).size).toBe(verbs.length);
  for (const file of files) expect(verbs).toContain(file.replace('.ts', ''));
});
