/** @file What the judges say of a picture. */

/** What the judges say of one picture of person `person` in prompt `prompt` (indices into the subjects' lists). */
export interface Verdict {
  readonly person: number;
  readonly prompt: number;
  readonly isPerson: boolean;
  readonly isContext: boolean;
  readonly similarity: number;
  /** Similarity to somebody else's input. */
  readonly otherSimilarity: number;
  readonly isOther: boolean;
  readonly alignment: number;
  /** Alignment with another context of the list. */
  readonly otherAlignment: number;
  readonly isOtherContext: boolean;
  /** Whether the person was told from their look-alikes; absent where that was not asked. */
  readonly isAmongAlike?: boolean;
}

export interface Verdicts {
  readonly made: readonly Verdict[];
  /** Of true pictures of the same people in the same contexts. */
  readonly ceiling: readonly Verdict[];
}
