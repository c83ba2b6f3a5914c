/** @file Options: what members may give and what they are told when it does not fit. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  attachment,
  boolean,
  choice,
  integer,
  number,
  optional,
  type Options,
  parseOptions,
  type RawValue,
  string,
  user,
  withDefault,
} from '../../src/chat/option.ts';
import { UserError } from '../../src/errors.ts';

const options = {
  prompt: string('What to draw', { maxLength: 10 }),
  count: withDefault(integer('How many', { min: 1, max: 4 }), 1),
  guidance: optional(number('How closely', { min: 0, max: 30 })),
  style: withDefault(choice('In which style', [{ name: 'Oil painting', value: 'oil' }]), 'plain'),
  sure: withDefault(boolean('Sure?'), false),
} satisfies Options;

test('what is given is parsed and what is left out gets its default', () => {
  expect(parseOptions(options, { prompt: ' S* ' })).toEqual({
    prompt: 'S*',
    count: 1,
    guidance: undefined,
    style: 'plain',
    sure: false,
  });
});

test('numbers, yes and choices may come as text, as a chat line gives them', () => {
  const raw = { prompt: 'S*', count: '3', guidance: '7.5', style: 'oil PAINTING', sure: 'yes' };
  expect(parseOptions(options, raw)).toEqual({
    prompt: 'S*',
    count: 3,
    guidance: 7.5,
    style: 'oil',
    sure: true,
  });
});

test.each<[Record<string, RawValue>, string, RegExp]>([
  [{}, 'option-missing', /"prompt" is missing. What to draw/],
  [{ prompt: '  ' }, 'option-missing', /"prompt" is empty/],
  [{ prompt: 'x'.repeat(11) }, 'option-too-long', /11 characters; at most 10/],
  [{ prompt: 'S*', count: 5 }, 'option-out-of-range', /"count" is a whole number from 1 to 4/],
  [{ prompt: 'S*', count: '1e0' }, 'option-out-of-range', /"count"/],
  [{ prompt: 'S*', count: 1.5 }, 'option-out-of-range', /"count"/],
  [{ prompt: 'S*', guidance: Number.NaN }, 'option-out-of-range', /from 0 to 30/],
  [{ prompt: 'S*', style: 'cubism' }, 'option-invalid', /one of: Oil painting/],
  [{ prompt: 'S*', sure: 'perhaps' }, 'option-invalid', /yes or no/],
  [{ prompt: 'S*', colour: 'red' }, 'unknown-option', /no option "colour". It takes prompt, count/],
  [{ prompt: 'S*', constructor: 'x' }, 'unknown-option', /no option "constructor"/],
])('%j is refused by one sentence', (raw, id, sentence) => {
  expect(() => parseOptions(options, raw)).toThrow(expect.objectContaining({ id }));
  expect(() => parseOptions(options, raw)).toThrow(sentence);
});

test('a file and a member are told apart from text and from each other', () => {
  const file = { kind: 'attachment', fileName: 'a', contentType: 'b', size: 1 } as const;
  const photo = { ...file, read: () => Promise.resolve(new Uint8Array()) };
  const member = { kind: 'member', id: '1', displayName: 'Ann' } as const;
  expect(attachment('Photo').parse(photo, 'photo')).toBe(photo);
  expect(user('Who').parse(member, 'who')).toBe(member);
  expect(() => attachment('Photo').parse(member, 'photo')).toThrow(/must be a file/);
  expect(() => user('Who').parse('Ann', 'who')).toThrow(/must be a member/);
});

test('whatever comes in, parsing gives values or one UserError', () => {
  const value = fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.integer());
  const raw = fc.dictionary(fc.oneof(fc.constantFrom(...Object.keys(options)), fc.string()), value);
  fc.assert(
    fc.property(raw, (given) => {
      try {
        const parsed = parseOptions(options, given);
        expect(parsed.count).toBeGreaterThanOrEqual(1);
        expect(parsed.prompt.length).toBeLessThanOrEqual(10);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
  );
});
