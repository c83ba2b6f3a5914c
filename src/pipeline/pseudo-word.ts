/** @file A pseudo word: the k vectors that stand for one person in the text encoder's token space. */

export interface PseudoWord {
  /** k. */
  readonly count: number;
  /** Of each vector: the text encoder's hidden_size. */
  readonly width: number;
  /** [count * width]. */
  readonly vectors: Float32Array;
}

/** By the word that stands in prompts: "S*" or "S*anna". */
export type PseudoWordTable = Readonly<Record<string, PseudoWord>>;
