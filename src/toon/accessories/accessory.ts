/** @file An accessory: a hat in the head's frame, something over the eyes, or something at the neck in the body's frame. */
import type { Headwear } from '../jobs/costume.ts';
import type { NonEmpty } from '../keys.ts';

export interface Accessory extends Headwear {
  /** As a caption says it after "wearing". */
  readonly words: NonEmpty<string>;
  readonly neck?: () => string;
}
