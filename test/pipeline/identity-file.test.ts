/** @file A person's words travel in a textual-inversion file, and files from anywhere are read with suspicion. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSafetensors, readTensor } from '../../src/checkpoint/safetensors.ts';
import { UserError } from '../../src/errors.ts';
import { readIdentityFile, writeIdentityFile } from '../../src/pipeline/identity-file.ts';
import type { PseudoWord } from '../../src/pipeline/pseudo-word.ts';
import { encodeFloat16 } from '../../src/tensor/float16.ts';

const word: PseudoWord = { count: 2, width: 3, vectors: Float32Array.of(0.5, -1, 2, 0.25, 0, -0.125) };

function file(header: unknown, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}

const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);
const entry = (shape: number[], bytes: number, dtype = 'F32'): object => ({
  dtype,
  shape,
  data_offsets: [0, bytes],
});

describe('identity files', () => {
  it('give back the words that were written', () => {
    expect(readIdentityFile(writeIdentityFile(word, 'tiny'), 3)).toEqual(word);
  });

  it('are the same bytes for the same words', () => {
    expect(writeIdentityFile(word, 'tiny')).toEqual(writeIdentityFile(word, 'tiny'));
  });

  it('are safetensors with one token', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'identity-'));
    await writeFile(join(folder, 'learned_embeds.safetensors'), writeIdentityFile(word, 'tiny'));
    const opened = openSafetensors(join(folder, 'learned_embeds.safetensors'));
    expect([...opened.entries.keys()]).toEqual(['S*']);
    expect(opened.metadata).toEqual({ format: 'pt', model: 'tiny' });
    expect(readTensor(opened, 'S*')).toMatchObject({ shape: [2, 3], data: word.vectors });
    await rm(folder, { recursive: true });
  });

  it('may come from textual inversion, with a token of any name, one vector or half precision', () => {
    const one = file({ '<my-cat>': entry([3], 12) }, floats(1, 2, 3));
    expect(readIdentityFile(one, 3)).toEqual({ count: 1, width: 3, vectors: Float32Array.of(1, 2, 3) });
    const halves = new Uint8Array(encodeFloat16(word.vectors).buffer);
    expect(readIdentityFile(file({ 'S*': entry([2, 3], 12, 'F16') }, halves), 3)).toEqual(word);
    const brain = new Uint8Array(
      Uint16Array.from(new Uint32Array(word.vectors.buffer), (bits) => bits >>> 16).buffer,
    );
    expect(readIdentityFile(file({ 'S*': entry([2, 3], 12, 'BF16') }, brain), 3)).toEqual(word);
  });

  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'too short'],
    ['a giant', new Uint8Array(1_000_001), 'too large'],
    ['noise', new Uint8Array(64).fill(255), 'cut off'],
    [
      'a pickle in a ZIP archive',
      Uint8Array.from([0x50, 0x4b, 3, 4, ...new Array<number>(60).fill(9)]),
      'a pickle',
    ],
    ['a pickle', Uint8Array.from([0x80, 2, 0x8a, 10, ...new Array<number>(60).fill(9)]), 'a pickle'],
    ['no JSON', file('{'), 'not a safetensors'],
    ['a list', file([]), 'not a safetensors'],
    ['no tensor', file({ __metadata__: { format: 'pt' } }), 'no embedding'],
    ['two tokens', file({ a: entry([3], 12), b: entry([3], 12) }, floats(1, 2, 3)), 'more than one'],
    ['integers', file({ a: entry([3], 12, 'I32') }, floats(1, 2, 3)), 'no embedding'],
    ['another model', file({ a: entry([2], 8) }, floats(1, 2)), 'another model'],
    ['too many words', file({ a: entry([17, 3], 204) }, new Uint8Array(204)), 'at most 16'],
    ['a shape that lies', file({ a: entry([2, 3], 12) }, floats(1, 2, 3)), 'not what it says'],
    ['an end beyond the file', file({ a: entry([3], 12) }, floats(1, 2)), 'cut off'],
    ['not a number', file({ a: entry([3], 12) }, floats(1, NaN, 3)), 'no word embeddings'],
    ['huge numbers', file({ a: entry([3], 12) }, floats(1e6, 0, 0)), 'no word embeddings'],
  ])('are refused when they hold %s', (_name, bytes, reason) => {
    expect(() => readIdentityFile(bytes, 3)).toThrow(UserError);
    expect(() => readIdentityFile(bytes, 3)).toThrow(reason);
  });

  it('never fail otherwise than with a refusal', () => {
    const written = writeIdentityFile(word, 'tiny');
    const change = fc.tuple(fc.nat(written.length - 1), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), fc.nat(written.length), (changes, end) => {
        const damaged = written.slice(0, end);
        for (const [at, value] of changes) damaged[at] = value;
        try {
          expect(readIdentityFile(damaged, 3).width).toBe(3);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
