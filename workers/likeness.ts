/** @file How like a drawn face is to the registered one: what workers need of a judge, and picking by it. */

export interface LikenessJudge {
  /** Another judge's descriptors cannot be compared with this one's. */
  readonly name: string;
  /** What it sees of the surest face in an encoded picture; undefined where it sees none. */
  readonly describe: (picture: Uint8Array) => Promise<Float32Array | undefined>;
  /** 0 to 100; 50 is where one person ends and another begins. */
  readonly likeness: (a: Float32Array, b: Float32Array) => number;
}

export interface Judged {
  /** 0 to 100, null where no face was seen, nothing where nobody looked. */
  readonly likeness?: number | null;
}

/** Each with its likeness to what the judge saw when the face was registered. */
export const judged = <P extends { readonly bytes: Uint8Array }>(
  { describe, likeness }: LikenessJudge,
  registered: Float32Array,
  pictures: readonly P[],
): Promise<readonly (P & Judged)[]> =>
  Promise.all(
    pictures.map(async (picture) => {
      const seen = await describe(picture.bytes);
      return { ...picture, likeness: seen === undefined ? null : likeness(registered, seen) };
    }),
  );

/** The one that looks most like the person; all of them where nothing tells. */
export function best<P extends Judged>(pictures: readonly P[]): readonly P[] {
  const [first] = pictures
    .filter(({ likeness }) => typeof likeness === 'number')
    .toSorted((a, b) => (b.likeness ?? 0) - (a.likeness ?? 0));
  return first === undefined ? pictures : [first];
}
