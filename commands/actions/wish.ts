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
