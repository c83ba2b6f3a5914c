/** @file Prompts with pseudo words to the hidden states that condition the UNet. */
import { input } from '../graph/graph.ts';
import { add, mul } from '../graph/ops/index.ts';
import { clipTextFromEmbeddings, tokenEmbeddings } from '../models/clip-text.ts';
import { float32, int64 } from '../tensor/tensor.ts';
import { encodePrompt, type PromptRules } from '../tokenizer/encode-prompt.ts';
import type { Bundle } from './bundle.ts';
import type { PseudoWord, PseudoWordTable } from './pseudo-word.ts';
import type { SessionCache } from './session-cache.ts';

/** [tokens * hidden_size]: one row of the UNet's encoder hidden states. */
export type Condition = Float32Array;

/** Throws UserError as `encodePrompt` does. */
export type PromptEncoder = (
  prompt: string,
  pseudoWords?: PseudoWordTable,
  rules?: PromptRules,
) => Promise<Condition>;

export function promptEncoder(bundle: Bundle, sessions: SessionCache): PromptEncoder {
  const { tokenizer, textEncoder } = bundle;
  const { config, scope } = textEncoder;
  const [tokens, width] = [tokenizer.maxLength, config.hidden_size];

  const build = () => {
    const ids = input('ids', { dtype: 'int64', shape: [1, tokens] });
    const kept = input('kept', { dtype: 'float32', shape: [1, tokens, 1] });
    const words = input('words', { dtype: 'float32', shape: [1, tokens, width] });
    const embeddings = add(mul(tokenEmbeddings(scope, config, ids), kept), words);
    return { states: clipTextFromEmbeddings(scope, config, embeddings) };
  };

  return async (prompt, pseudoWords = {}, rules = {}) => {
    const counts = Object.fromEntries(Object.entries(pseudoWords).map(([word, { count }]) => [word, count]));
    const { ids, slots } = encodePrompt(tokenizer, prompt, counts, rules);
    const kept = float32([1, tokens, 1]);
    const words = float32([1, tokens, width]);
    kept.data.fill(1);
    for (const { position, word, index } of slots) {
      kept.data[position] = 0;
      words.data.set(vectorOf(pseudoWords[word], index, width), position * width);
    }
    const feeds = { ids: int64([1, tokens], [...ids]), kept, words };
    const { states } = await sessions.run('text_encoder', build, feeds);
    return states?.data as Float32Array;
  };
}

function vectorOf(word: PseudoWord | undefined, index: number, width: number): Float32Array {
  if (word?.width !== width) {
    throw new RangeError(`a pseudo word of width ${word?.width ?? 0}, the text encoder has ${width}`);
  }
  return word.vectors.subarray(index * width, (index + 1) * width);
}
