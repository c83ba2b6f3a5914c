/** @file The pictures of a request that is drawn and not shown yet. */
import type { WordedPicture } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import { picturesOf } from '../picture-wording.ts';

/** Empty when they have expired. */
export async function heldPictures(
  { imagine, pictures }: Services,
  request: ChatRequest,
): Promise<readonly WordedPicture[]> {
  const outcome = await imagine.outcome(request.id);
  if (outcome.kind !== 'done' || outcome.result.kind !== 'made') return [];
  const bytes = await pictures.read(request.id, outcome.result.pictures.length);
  return bytes === undefined ? [] : picturesOf(request, outcome.result, bytes);
}
