/** @file What a browser may send: anything else is one clear sentence. */
import { expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { parseClientEvent, requestIdOf } from '../../../src/chat/web/protocol.ts';
import { randomFrames } from './random-frames.ts';

const refusalOf = (frame: string): UserError | undefined => {
  try {
    parseClientEvent(frame);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
};

const invoke = { type: 'invoke', requestId: 'r1', command: 'imagine', options: { prompt: 'S*', count: 2 } };

it('takes each kind of event as it is', () => {
  const id = 'abcdefgh234567abcdef';
  for (const event of [
    invoke,
    { ...invoke, command: 'identity', subcommand: 'register', options: { photo: { upload: id } } },
    { type: 'say', requestId: 'r1', text: 'hello' },
    { type: 'complete', requestId: 'r1', command: 'imagine', option: 'prompt', typed: '' },
    { type: 'press', requestId: 'r1', actionId: 'cancel.x.y.z', messageId: id, fields: {} },
    { type: 'earlier', before: 12.5 },
    { type: 'dismiss', messageId: id },
    { type: 'rename', requestId: 'r1', name: 'Ada' },
  ]) {
    expect(parseClientEvent(JSON.stringify(event))).toEqual(event);
  }
});

it.each([
  ['no JSON', '{"type":'],
  ['no object', '[]'],
  ['null', 'null'],
  ['an unknown type', '{"type":"sudo"}'],
  ['a field too many', JSON.stringify({ ...invoke, admin: true })],
  ['a command with a capital', JSON.stringify({ ...invoke, command: 'Imagine' })],
  ['a text that is too long', JSON.stringify({ type: 'say', requestId: 'r', text: 'x'.repeat(2001) })],
  ['an empty text', JSON.stringify({ type: 'say', requestId: 'r', text: '  ' })],
  [
    'too many options',
    JSON.stringify({
      ...invoke,
      options: Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`o${i}`, 1])),
    }),
  ],
  ['an option that is a list', JSON.stringify({ ...invoke, options: { prompt: ['S*'] } })],
  [
    'an upload id with a path',
    JSON.stringify({ ...invoke, options: { photo: { upload: '../../etc/passwd' } } }),
  ],
  ['a number that is none', '{"type":"earlier","before":1e999}'],
])('refuses %s in one sentence', (_, frame) => {
  const refusal = refusalOf(frame);
  expect(refusal?.id).toBe('message-malformed');
  expect(refusal?.message).toMatch(/^I could not read that.{5,110}\.$/);
});

it('never repeats what was sent', () => {
  expect(
    refusalOf(JSON.stringify({ ...invoke, options: { prompt: { secret: 'hunter2' } } }))?.message,
  ).not.toMatch(/hunter2|secret/);
});

it('parses or refuses 10,000 random payloads and throws nothing else', () => {
  const refusals = { yes: 0, no: 0 };
  for (const frame of randomFrames(10_000, 7)) {
    const refusal = refusalOf(frame);
    refusals[refusal === undefined ? 'no' : 'yes'] += 1;
    if (refusal !== undefined && refusal.message.length > 200)
      expect(refusal.message).toBe('a short sentence');
    const id = requestIdOf(frame);
    if (id !== undefined && !/^[A-Za-z0-9_-]{1,40}$/.test(id)) expect(id).toBe('a bounded id');
  }
  expect(refusals.yes).toBeGreaterThan(8500);
  expect(refusals.no).toBeGreaterThan(300);
});
