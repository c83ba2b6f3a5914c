/** @file The toon bundle's tokenizer: every word of the captions and every celebrity's names are one token each. */
import { createTokenizer, type Tokenizer } from '../../tokenizer/tokenizer.ts';
import { trainTokenizer } from '../../tokenizer/train-tokenizer.ts';
import { captionWords } from '../../toon/caption.ts';
import { celebrityName } from '../../toon/names.ts';

const CONTEXT_LENGTH = 32;
const known = new Map<number, Tokenizer>();

/** A pure function of the number of celebrities, so that every worker thread has the same one. */
export function toonTokenizer(celebrities: number): Tokenizer {
  const before = known.get(celebrities);
  if (before !== undefined) return before;
  const names = Array.from({ length: celebrities }, (_, person) => celebrityName(person).split(' ')).flat();
  const definition = trainTokenizer([...captionWords(), ...names], { maxLength: CONTEXT_LENGTH });
  const tokenizer = createTokenizer(definition);
  known.set(celebrities, tokenizer);
  return tokenizer;
}
