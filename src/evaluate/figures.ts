/** @file Verdicts as figures, over everybody or over some of the people and prompts. */
import { bootstrapMean, type Interval } from './bootstrap.ts';
import type { Verdict, Verdicts } from './verdict.ts';

/** A figure between what other people score (floor) and what true pictures score (ceiling). */
export interface Figure extends Interval {
  readonly floor: number;
  readonly ceiling: number;
}

export interface Figures {
  readonly retrievalAt1: Figure;
  readonly contextAccuracy: Figure;
  readonly jointAt1: Figure;
  readonly faceSimilarity: Figure;
  readonly textAlignment: Figure;
  /** Retrieval among people who look alike; absent where that was not asked. */
  readonly lookAlikeAt1?: Figure;
}

type Score = (verdict: Verdict) => number;

/** What a verdict is worth for each figure. */
export const SCORES = {
  retrievalAt1: ({ isPerson }) => Number(isPerson),
  contextAccuracy: ({ isContext }) => Number(isContext),
  jointAt1: ({ isPerson, isContext }) => Number(isPerson && isContext),
  faceSimilarity: ({ similarity }) => similarity,
  textAlignment: ({ alignment }) => alignment,
} as const satisfies Readonly<Record<string, Score>>;

export type FigureName = keyof typeof SCORES;

/** The same for somebody else, or for another context. */
export const FLOORS: Readonly<Record<FigureName, Score>> = {
  retrievalAt1: ({ isOther }) => Number(isOther),
  contextAccuracy: ({ isOtherContext }) => Number(isOtherContext),
  jointAt1: ({ isOther, isContext }) => Number(isOther && isContext),
  faceSimilarity: ({ otherSimilarity }) => otherSimilarity,
  textAlignment: ({ otherAlignment }) => otherAlignment,
};

export const FIGURE_NAMES: Readonly<Record<keyof Figures, string>> = {
  retrievalAt1: 'retrieval@1',
  contextAccuracy: 'context accuracy',
  jointAt1: 'joint@1',
  faceSimilarity: 'face-similarity',
  textAlignment: 'text-alignment',
  lookAlikeAt1: 'look-alike retrieval@1',
};

export const meanScore = (verdicts: readonly Verdict[], score: Score): number =>
  verdicts.reduce((sum, verdict) => sum + score(verdict), 0) / Math.max(1, verdicts.length);

/** One list of scores for each person that the verdicts speak of. */
export function scoresByPerson(verdicts: readonly Verdict[], score: Score): number[][] {
  const byPerson = new Map<number, number[]>();
  for (const verdict of verdicts) {
    const scores = byPerson.get(verdict.person) ?? [];
    scores.push(score(verdict));
    byPerson.set(verdict.person, scores);
  }
  return [...byPerson.values()];
}

export function figuresOf({ made, ceiling }: Verdicts): Figures {
  const figure = (score: Score, floor: Score): Figure => ({
    ...bootstrapMean(scoresByPerson(made, score)),
    floor: meanScore(made, floor),
    ceiling: meanScore(ceiling, score),
  });
  const of = (name: FigureName): Figure => figure(SCORES[name], FLOORS[name]);
  const asked = made.filter(({ isAmongAlike }) => isAmongAlike !== undefined);
  const isTold: Score = ({ isAmongAlike }) => Number(isAmongAlike === true);
  return {
    retrievalAt1: of('retrievalAt1'),
    contextAccuracy: of('contextAccuracy'),
    jointAt1: of('jointAt1'),
    faceSimilarity: of('faceSimilarity'),
    textAlignment: of('textAlignment'),
    ...(asked.length === 0 ? {} : { lookAlikeAt1: figure(isTold, () => 0) }),
  };
}

/** The verdicts of some pictures, made and true ones alike. */
export const chosen = ({ made, ceiling }: Verdicts, isChosen: (verdict: Verdict) => boolean): Verdicts => ({
  made: made.filter(isChosen),
  ceiling: ceiling.filter(isChosen),
});
