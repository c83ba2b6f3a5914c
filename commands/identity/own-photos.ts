/** @file Photos that members send: pictures, and few at once. */
import type { Attachment } from '../../src/chat/option.ts';
import type { Services } from '../../src/chat/services.ts';
import { UserError } from '../../src/errors.ts';
import { say } from '../../src/say.ts';

/** Of one member, waiting at once. */
const MAX_PHOTOS = 3;

/** Throws UserError for a file of another kind. */
export function requirePicture({ contentType, fileName }: Attachment): void {
  if (contentType.startsWith('image/')) return;
  throw new UserError(
    'not-an-image',
    say`"${fileName.slice(0, 60)}" is not a picture: send a PNG, JPEG or WebP.`,
  );
}

/** Sealed photos that wait for a yes or a worker fill Redis: nobody needs many at once. */
export async function requireFewPhotos(
  { selfies, requests }: Services,
  ownerId: string,
  requestId: string,
): Promise<void> {
  // Photos that others have sent of the member are sealed as the member's too; those are theirs to answer for.
  const waiting = await Promise.all((await selfies.waiting(ownerId)).map((id) => requests.get(id)));
  const own = waiting.filter((one) => one?.request.ownerId === ownerId && one.request.id !== requestId);
  if (own.length < MAX_PHOTOS) return;
  throw new UserError(
    'too-many-photos',
    say`You already have ${own.length} photos that wait: agree or say no under one of them first.`,
  );
}
