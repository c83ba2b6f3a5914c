/** @file From a wish to a queued job and the message that follows it; /imagine and the buttons under a picture share it. */
import type { CommandContext } from '../src/chat/context.ts';
import { publicly, type Reply } from '../src/chat/message.ts';
import type { ChatRequest, PictureWish } from '../src/chat/request.ts';
import { UserError } from '../src/errors.ts';
import { ownerIdOf } from '../src/identity/identity.ts';
import { type ParsedPrompt, parsePrompt } from '../src/identity/prompt.ts';
import type { ImagineJob } from '../src/queue/imagine.ts';
import { pictureWording } from './picture-wording.ts';
import { inStyle } from './styles.ts';

/** Throws UserError for a prompt without a person, an identity that does not exist, and too many at once. */
export async function askForPicture(context: CommandContext, wish: PictureWish): Promise<Reply> {
  const { services, platform, author, requestId } = context;
  const ownerId = ownerIdOf(platform, author.id);
  const parsed = parsePrompt(wish.prompt);
  const [people, pending] = await Promise.all([
    findPeople(context, ownerId, parsed),
    services.requests.pending(ownerId),
  ]);
  const { maxPending } = services.limits;
  if (pending.length >= maxPending && !pending.includes(requestId)) {
    throw new UserError(
      'too-many-pending',
      `You already have ${pending.length} pictures on their way. Wait for one, or cancel one: /queue lists them.`,
    );
  }
  const request: ChatRequest = {
    version: 1,
    id: requestId,
    ownerId,
    target: context.replyTo,
    locale: context.locale,
    createdAt: services.now().toISOString(),
    wish: { ...wish, prompt: parsed.text },
  };
  if (!(await services.requests.open(request))) {
    const stored = await services.requests.get(requestId);
    if (stored?.state !== 'asked') return { kind: 'done' }; // delivered again after it was drawn
  }
  await services.imagine.add(requestId, jobOf(ownerId, parsed, people, wish));
  const { estimates, slots } = await services.imagine.state();
  const { position = 1, etaMs } = estimates.get(requestId) ?? {};
  const status = { kind: 'waiting', position: Math.max(1, position), etaMs, workers: slots > 0 } as const;
  return publicly(pictureWording(services.signer).progress(request, status), requestId);
}

async function findPeople(
  { services }: CommandContext,
  ownerId: string,
  { people }: ParsedPrompt,
): Promise<ImagineJob['people']> {
  const identities = await services.identities.list(ownerId);
  return people.map(({ word, name }) => {
    const found = identities.find((one) => (name === undefined ? one.isDefault : one.name === name));
    if (found !== undefined) return { word, identityId: found.id };
    if (identities.length === 0) {
      throw new UserError(
        'no-identity',
        'You have no identity yet: /identity register makes one from a photo.',
      );
    }
    const names = identities.map((one) => `S*${one.name}`).join(', ');
    throw new UserError(
      'identity-unknown',
      `You have no identity called "${name ?? ''}". You have ${names}.`,
    );
  });
}

const jobOf = (
  ownerId: string,
  { text }: ParsedPrompt,
  people: ImagineJob['people'],
  { style, negativePrompt, count, seed, steps, guidanceScale, variation }: PictureWish,
): ImagineJob => ({
  version: 1,
  ownerId,
  people,
  settings: { prompt: inStyle(text, style), negativePrompt, count, seed, steps, guidanceScale, variation },
});
