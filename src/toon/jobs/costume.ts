/** @file A costume: what a job wears in the body's frame, and its hat in the head's frame. */
import type { Colour } from '../colour.ts';
import type { NonEmpty } from '../keys.ts';
import type { PlaceName } from '../places/index.ts';
import { d, path } from '../svg.ts';
import type { Identity } from '../traits.ts';

/** What goes on the head; `b` is half the width of the skull with its hair. */
export interface Headwear {
  readonly hat?: (b: number) => string;
  /** Behind the head. */
  readonly behind?: (b: number) => string;
  /** The hat hides the hair above HAT_LINE. */
  readonly coversSkull?: true;
  /** Hair stays inside a helmet's bubble. */
  readonly bubble?: true;
  /** Over the face. */
  readonly face?: (person: Identity) => string;
}

export interface Costume extends Headwear {
  readonly words: NonEmpty<string>;
  /** Instead of `words` for feminine people. */
  readonly feminineWords?: NonEmpty<string>;
  /** A proper name takes no article. */
  readonly proper?: true;
  /** Where this job is at home. */
  readonly home: PlaceName;
  readonly wear: (skin: Colour) => string;
}

export const hatBand = (b: number, y: number, height: number, fill: Colour): string =>
  path(d`M${-b} ${y}Q0 ${y - 7} ${b} ${y}V${y - height}Q0 ${y - height - 7} ${-b} ${y - height}Z`, fill);
