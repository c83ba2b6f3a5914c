/** @file Our ids are those of transformers' CLIPTokenizer, for CLIP's vocabulary and for one that we train. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CheckpointError } from '../../src/errors.ts';
import { openTokenizer, writeTokenizer } from '../../src/tokenizer/tokenizer-files.ts';
import { createTokenizer, encodeText, type Tokenizer } from '../../src/tokenizer/tokenizer.ts';
import { normalizeText } from '../../src/tokenizer/words.ts';
import { clipDefinition } from './clip-definition.ts';
// Made by test/golden/make-tokenizer.py from CLIP's merges; "sd21" with pad_token "!".
import golden from './golden-clip.json' with { type: 'json' };

const goldenEntry = z.tuple([z.string(), z.array(z.number())]);
const clip = createTokenizer(clipDefinition());
const sd21 = createTokenizer(clipDefinition('!'));

/** Text of the tokens, as CLIP's decoder gives it. */
function decode({ vocabulary }: Tokenizer, ids: readonly number[]): string {
  const symbols = [...vocabulary.keys()];
  const printable = ids.map((id) => (symbols[id] ?? '').replace('</w>', '\u0120')).join('');
  const bytes = Array.from(printable, (character) => symbols.indexOf(character));
  const order = [...Array(256).keys()];
  const isPrintable = (b: number): boolean => (b > 32 && b < 127) || (b > 160 && b < 173) || b > 173;
  const byteOf = [...order.filter(isPrintable), ...order.filter((b) => !isPrintable(b))];
  return new TextDecoder()
    .decode(Uint8Array.from(bytes, (i) => byteOf[i] ?? 0))
    .replace(/ +/gu, ' ')
    .trim();
}

describe('encodeText', () => {
  it('gives the ids that CLIP was trained with', () => {
    expect(encodeText(clip, 'a photo of a cat')).toEqual([320, 1125, 539, 320, 2368]);
  });

  const pairs = (name: 'clip' | 'sd21'): readonly (readonly [string, readonly number[]])[] =>
    golden[name].map((entry) => goldenEntry.parse(entry));

  it('gives the ids of transformers for hundreds of strings of many scripts, emoji and oddities', () => {
    expect(golden.clip.length).toBeGreaterThan(300);
    const others = pairs('clip').filter(([text, ids]) => !isDeepStrictEqual(encodeText(clip, text), ids));
    expect(others).toEqual([]);
  });

  it('gives them too when "!" pads, as in Stable Diffusion 2.1', () => {
    const others = pairs('sd21').filter(([text, ids]) => !isDeepStrictEqual(encodeText(sd21, text), ids));
    expect(others).toEqual([]);
  });

  it('loses no letter, digit or sign of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const bare = (s: string): string => normalizeText(s).replaceAll(' ', '');
        expect(bare(decode(clip, encodeText(clip, text)))).toBe(bare(text));
      }),
    );
  });

  it('does not care about case or the amount of white space', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,9}$/u), { maxLength: 6 }), (words) => {
        const spread = `  ${words.join(' \n\t ').toUpperCase()} `;
        expect(encodeText(clip, spread)).toEqual(encodeText(clip, words.join(' ')));
      }),
    );
  });

  it('is the same with a cold and a warm cache', () => {
    const cold = createTokenizer(clipDefinition());
    const text = 'a watercolor of two otters, watercolor style';
    const first = encodeText(cold, text);
    expect(encodeText(cold, text)).toEqual(first);
  });
});

describe('tokenizer files', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenizer-'));
    await writeTokenizer(folder, clipDefinition('!'));
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
  });

  it('read back what was written', async () => {
    const opened = await openTokenizer(folder);
    expect(opened.padId).toBe(0);
    expect(opened.startId).toBe(49406);
    expect(opened.endId).toBe(49407);
    expect(opened.maxLength).toBe(77);
    for (const [text, ids] of golden.sd21.slice(0, 40).map((entry) => goldenEntry.parse(entry))) {
      expect(encodeText(opened, text)).toEqual(ids);
    }
  });

  it('take special tokens written as objects, as older transformers writes them', async () => {
    const token = (content: string): object => ({ content, __type: 'AddedToken', lstrip: false });
    const config = {
      bos_token: token('<|startoftext|>'),
      pad_token: '<|endoftext|>',
      model_max_length: 1e30,
    };
    await writeFile(join(folder, 'tokenizer_config.json'), JSON.stringify(config));
    const opened = await openTokenizer(folder);
    expect(opened.padId).toBe(49407);
    expect(opened.startId).toBe(49406);
  });

  it.each([
    ['vocab.json', '{"a": "b"}', /vocab\.json/u],
    ['vocab.json', '{"a": 1}', /lacks/u],
    ['vocab.json', '{', /not JSON/u],
    ['merges.txt', '#version\na b c\n', /line 2/u],
  ])('refuse a damaged %s (%j), naming it', async (file, content, message) => {
    const path = join(folder, file);
    const before = await readFile(path);
    await writeFile(path, content);
    const opening = openTokenizer(folder);
    await expect(opening).rejects.toThrow(CheckpointError);
    await expect(opening).rejects.toThrow(message);
    await writeFile(path, before);
  });

  it('name the file that is missing', async () => {
    await expect(openTokenizer(join(folder, 'nowhere'))).rejects.toThrow(/vocab\.json cannot be read/u);
  });
});
