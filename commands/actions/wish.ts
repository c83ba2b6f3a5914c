/** @file The wish behind a picture's button. */
import type { ActionContext } from '../../src/chat/action.ts';
import type { PictureWish } from '../../src/chat/request.ts';
import { UserError } from '../../src/errors.ts';

/** Throws UserError for a button that belongs to something else. */
export function wishOf({ stored }: ActionContext): PictureWish {
  const { wish } = stored.request;
  if (wish.kind === 'imagine') return wish;
  throw new UserError('button-unknown', 'This button does not belong to a picture: /imagine draws one.');
}

/** Which noise the picture has that the button names. Throws UserError where it is not there. */
export function noiseOf(context: ActionContext): Pick<PictureWish, 'seed' | 'variations'> {
  const seed = context.stored.seeds[Number(context.argument)];
  if (seed === undefined) {
    throw new UserError(
      'button-unknown',
      'That picture is not there any more: re-roll it, or ask for it anew.',
    );
  }
  const wish = wishOf(context);
  const last = wish.variations?.at(-1);
  if (last === undefined) return { seed };
  // The pictures of a variation share the first seed, and differ in the last one.
  const shared = wish.variations?.slice(0, -1) ?? [];
  return { seed: wish.seed, variations: [...shared, { ...last, seed }] };
}
