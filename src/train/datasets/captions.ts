/** @file Captions for the drawn pictures: by name, by description, or none; names may be mixed up. */
import { encodePrompt } from '../../tokenizer/encode-prompt.ts';
import type { Tokenizer } from '../../tokenizer/tokenizer.ts';
import { seededRandom, type Random } from '../../tensor/random.ts';
import { caption } from '../../toon/caption.ts';
import { celebrityName } from '../../toon/names.ts';
import type { PlannedPortrait } from './portraits.ts';

/** Odds of an empty caption, which guidance needs, and of a name where the picture is not a mix-up. */
const EMPTY_ODDS = 0.1;
const NAME_ODDS = 0.75;

export interface SampledCaption {
  readonly ids: Int32Array;
  /** The same caption with the other person's name; equal to `ids` without a mix-up. */
  readonly otherIds: Int32Array;
  /** Weight of `otherIds`, in [0, 1). */
  readonly weight: number;
}

/** One of the many captions of a picture. The two captions of a mix-up differ in the name's tokens alone. */
export function sampleCaption(tokenizer: Tokenizer, plan: PlannedPortrait, random: Random): SampledCaption {
  const seed = random.below(2 ** 31);
  const write = (person: number | undefined): Int32Array => {
    const name = person === undefined ? undefined : celebrityName(person);
    const text = caption(plan, seededRandom(seed, 'caption'), name);
    return encodePrompt(tokenizer, text).ids;
  };
  if (random.chance(EMPTY_ODDS)) {
    const { ids } = encodePrompt(tokenizer, '', {}, { allowEmpty: true });
    return { ids, otherIds: ids, weight: 0 };
  }
  const { mixedWith, person } = plan;
  if (mixedWith !== undefined) {
    return { ids: write(person), otherIds: write(mixedWith.person), weight: mixedWith.weight };
  }
  const ids = write(random.chance(NAME_ODDS) ? person : undefined);
  return { ids, otherIds: ids, weight: 0 };
}
