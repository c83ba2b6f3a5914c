/** @file Cleaning (DreamIdentity, section 3.3): of each prompt's pictures, those that keep the face and follow the words best. */

export interface Scored {
  readonly prompt: string;
  /** Cosine of the source face and the face in the picture; undefined where no face was found. */
  readonly identity: number | undefined;
  /** Cosine of picture and prompt. */
  readonly text: number;
}

/** The best part `keep` of each prompt's pictures, by the mean of both scores' ranks; without a face none is kept. */
export function cleaned<T extends Scored>(pictures: readonly T[], keep: number): T[] {
  const prompts = [...new Set(pictures.map(({ prompt }) => prompt))];
  return prompts.flatMap((wanted) => {
    const all = pictures.filter(({ prompt }) => prompt === wanted);
    const seen = all.filter(({ identity }) => identity !== undefined);
    const byIdentity = ranks(seen.map(({ identity = -1 }) => identity));
    const byText = ranks(seen.map(({ text }) => text));
    const rankOf = (i: number): number => (byIdentity[i] ?? 0) + (byText[i] ?? 0);
    return seen
      .map((picture, i) => ({ picture, rank: rankOf(i) }))
      .sort((a, b) => a.rank - b.rank)
      .slice(0, Math.ceil(keep * all.length))
      .map(({ picture }) => picture);
  });
}

/** 0 for the highest value; equal values share their mean rank. */
function ranks(values: readonly number[]): number[] {
  return values.map((value) => {
    const above = values.filter((other) => other > value).length;
    const equal = values.filter((other) => other === value).length;
    return above + (equal - 1) / 2;
  });
}
