/** @file Which errors end a job at once, and what a member may read of them. */
import { expect, test } from 'vitest';
import { z } from 'zod';
import { CheckpointError, ConfigError, ShapeError, UserError } from '../../src/errors.ts';
import { failureOf, formatFailure, isFinal, parseFailure } from '../../src/queue/failure.ts';
import { isUnreachable } from '../../src/queue/unreachable.ts';

const zodError = z.string().safeParse(1).error;

test.each([
  [new UserError('no-face', 'No face.'), true],
  [new ShapeError('2 != 3'), true],
  [new CheckpointError('unet: cut short'), true],
  [new ConfigError('BUNDLE'), true],
  [zodError, true],
  [new Error('socket hang up'), false],
  [new RangeError('out of memory'), false],
])('%s ends a job at once: %s', (error, final) => {
  expect(isFinal(error)).toBe(final);
});

test("only a user error's words survive the way through the queue", () => {
  const through = (error: unknown): unknown => parseFailure(formatFailure(failureOf(error)));
  expect(through(new UserError('no-face', 'No face.'))).toEqual({ id: 'no-face', sentence: 'No face.' });
  expect(through(new Error('password=1'))).toMatchObject({ id: 'internal' });
  expect(parseFailure('job stalled more than allowable limit')).toMatchObject({ id: 'internal' });
  expect(parseFailure(undefined)).toMatchObject({ id: 'internal' });
});

test.each([
  ['Connection is closed.', true],
  ["Stream isn't writeable and enableOfflineQueue options is false", true],
  ['Command timed out', true],
  ['LOADING Redis is loading the dataset in memory', true],
  ['WRONGTYPE Operation against a key', false],
  ['x is not a function', false],
])('%j means that Redis is away: %s', (message, away) => {
  expect(isUnreachable(new Error(message))).toBe(away);
});
