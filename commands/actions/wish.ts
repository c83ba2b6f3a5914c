/** @file The wish behind a picture's button. */
import type { ActionContext } from '../../src/chat/action.ts';
import type { PictureWish } from '../../src/chat/request.ts';
import { UserError } from '../../src/errors.ts';

/** Throws UserError for a button that belongs to something else. */
export function wishOf({ stored }: ActionContext): PictureWish {
  const { wish } = stored.request;
  if (wish.kind === 'imagine') return wish;
  throw new UserError('button-unknown', 'This button does not belong to a picture.');
}

/** Of the picture that the button names. Throws UserError where it is not there. */
export function seedOf({ stored, argument }: ActionContext): number {
  const seed = stored.seeds[Number(argument)];
  if (seed === undefined) throw new UserError('button-unknown', 'That picture is not there any more.');
  return seed;
}
