/** @file Taking a request away with everything that came of it: its job, its pictures, its post. */
import type { StoredRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import type { MessageRef } from '../../src/chat/platform.ts';

/** False when the post stands where it is, because its platform did not take it away. */
export async function takeAway(
  services: Services,
  { request, state, ref }: StoredRequest,
  message?: MessageRef,
): Promise<boolean> {
  const { id } = request;
  if (state === 'asked') await services.imagine.cancel(id);
  await services.requests.remove(id);
  await services.pictures.remove(id);
  if (state === 'held') await services.imagine.forget(id);
  const place = ref ?? message;
  if (place === undefined) return true;
  try {
    await services.removePost(place);
    return true;
  } catch {
    return false;
  }
}
