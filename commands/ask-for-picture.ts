/** @file From a wish to a queued job and the message that follows it; /imagine and the buttons under a picture share it. */
import type { CommandContext } from '../src/chat/context.ts';
import { publicly, type WordedReply } from '../src/chat/message.ts';
import type { ChatRequest, PictureWish } from '../src/chat/request.ts';
import type { Services } from '../src/chat/services.ts';
import { UserError } from '../src/errors.ts';
import { memberOf, ownerIdOf } from '../src/identity/identity.ts';
import { parsePrompt, PSEUDO_WORD as PLAIN, withoutPlain } from '../src/identity/prompt.ts';
import { askOwners, requireMayAsk, withdraw } from './asking.ts';
import {
  approvalFor,
  communityOf,
  type HouseRules,
  type OpenWish,
  takeQuota,
  underHouseRules,
} from './house-rules.ts';
import { nameMentioned } from './mentions.ts';
import { openCase } from './moderate/open-case.ts';
import { waitingForModerator } from './moderate/waiting.ts';
import { questionsTo, waitingForOwners } from './owners-cards.ts';
import { findPeople, type Others, type Person } from './people.ts';
import { pictureWording } from './picture-wording.ts';
import { inStyle } from './styles.ts';
import { destroyPhoto } from './take-away.ts';
import { say } from '../src/say.ts';

/** How long a request waits for a moderator's yes. */
export const APPROVAL_TERM_MS = 3 * 24 * 3600 * 1000;

/** How long the owner of a face may take to say yes. */
const ASK_TERM_MS = 24 * 3600 * 1000;

/**
 * `photo` gives the face that plain S* stands for, once everything else is as it must be. `as-asked` refuses what the
 * channel does not allow, `as-allowed` draws less. Throws UserError for a prompt without a person, an identity that does
 * not exist, too many at once, and what the community's moderators have ruled out.
 */
export async function askForPicture(
  context: CommandContext,
  given: OpenWish,
  how: 'as-asked' | 'as-allowed' = 'as-allowed',
  photo?: () => Promise<NonNullable<PictureWish['once']>>,
): Promise<WordedReply> {
  const { services, platform, author, requestId } = context;
  const ownerId = ownerIdOf(platform, author.id);
  const wanting = { ownerId, community: communityOf(context) };
  const named = await nameMentioned(services, wanting, given.prompt, given.others);
  const parsed = parsePrompt(named.prompt);
  const { wish, house } = await underHouseRules(context, { ...given, prompt: named.prompt }, how);
  const registered = photo === undefined ? parsed : withoutPlain(parsed);
  if (registered.people.length === parsed.people.length && photo !== undefined) throw photoUnused();
  const [people, approval, underWay] = await Promise.all([
    findPeople(services, wanting, registered, named.others),
    approvalFor(context, house),
    isUnderWay(services, requestId),
    requireFewPending(services, ownerId, requestId),
  ]);
  if (underWay) return { kind: 'done' };
  const asked = questionsTo(people, author.displayName, parsed.text);
  const others = othersIn(people);
  if (photo !== undefined && (asked.length > 0 || approval === 'requests')) throw waitsTooLong();
  const request: ChatRequest = {
    version: 1,
    id: requestId,
    ownerId,
    target: context.replyTo,
    locale: context.locale,
    memberName: author.displayName,
    createdAt: services.now().toISOString(),
    wish: {
      ...wish,
      prompt: parsed.text,
      ...(others.length === 0 ? {} : { others }),
      ...(photo === undefined ? {} : { once: await photo() }),
    },
    ...(approval === 'pictures' ? { awaits: 'moderator' } : {}),
    ...(approval === 'requests' && asked.length > 0 ? { review: 'request' } : {}),
    ...(asked.length === 0 ? {} : { asks: asked.map((one) => one.ownerId) }),
  };
  if (asked.length > 0) await requireMayAsk(services, ownerId, requestId, asked);
  if (approval === 'requests') await requireFewWaiting(services, ownerId);
  if (house !== undefined) {
    await takeQuota(context, house, wish.count).catch(async (error: unknown) => {
      await destroyPhoto(services, request);
      throw error;
    });
  }
  if (asked.length > 0) {
    await noteUse(context, house, people);
    await askOwners(services, request, asked, ASK_TERM_MS);
    const names = asked.map(({ name }) => name);
    const takeBack = services.signer.sign('delete', requestId);
    return publicly(waitingForOwners(names, takeBack), requestId);
  }
  if (approval === 'requests') {
    await noteUse(context, house, people);
    return waitForModerator(services, request);
  }
  const [opened] = await Promise.all([services.requests.open(request), noteUse(context, house, people)]);
  if (!opened && (await isUnderWay(services, requestId))) return { kind: 'done' };
  return startPicture(services, request, people);
}

const photoUnused = (): UserError =>
  new UserError('photo-unused', say`Write ${PLAIN} in the prompt where the face of the photo goes.`);

const waitsTooLong = (): UserError =>
  new UserError(
    'photo-would-wait',
    'That waits for somebody’s yes, longer than a photo is kept: register the face first.',
  );

/** Whether the invocation was delivered before and has come further than into the queue. */
async function isUnderWay({ requests }: Services, requestId: string): Promise<boolean> {
  const stored = await requests.get(requestId);
  return stored !== undefined && stored.state !== 'asked';
}

/** Queues the job of a request that stands in the outbox; its message says where it is. */
export async function startPicture(
  services: Services,
  request: ChatRequest,
  people: readonly Person[],
): Promise<WordedReply> {
  const { id, ownerId, wish } = request;
  if (wish.kind !== 'imagine') throw new TypeError(`a picture from a request of kind ${wish.kind}`);
  const community = communityOf(request.target);
  await noteUses(services, request, people);
  await services.imagine.add(id, {
    version: 1,
    ownerId,
    ...(community === undefined ? {} : { community }),
    people: people.map(({ word, identity }) => ({ word, identityId: identity.id })),
    ...(wish.once === undefined ? {} : { once: { word: PLAIN, selfieId: wish.once.selfieId } }),
    settings: settingsOf(wish),
  });
  const { estimates, slots } = await services.imagine.state();
  const { position = 1, etaMs } = estimates.get(id) ?? {};
  const status = { kind: 'waiting', position: Math.max(1, position), etaMs, workers: slots > 0 } as const;
  return publicly(pictureWording(services.signer).progress(request, status), id);
}

const settingsOf = ({ prompt, style, ...wish }: PictureWish) => ({
  prompt: inStyle(prompt, style),
  negativePrompt: wish.negativePrompt,
  count: wish.count,
  seed: wish.seed,
  steps: wish.steps,
  guidanceScale: wish.guidanceScale,
  aspect: wish.aspect,
  best: wish.best,
  variations: wish.variations,
});

async function requireFewPending(
  { requests, limits }: Services,
  ownerId: string,
  requestId: string,
): Promise<void> {
  const pending = await requests.pending(ownerId);
  if (pending.length < limits.maxPending || pending.includes(requestId)) return;
  throw new UserError(
    'too-many-pending',
    say`You already have ${pending.length} pictures on their way. Wait for one, or cancel one: /queue lists them.`,
  );
}

/** The community's moderators may see what was drawn there. */
async function noteUse(
  { services, author }: CommandContext,
  house: HouseRules | undefined,
  people: readonly Person[],
): Promise<void> {
  if (house === undefined) return;
  const { community } = house;
  const at = services.now().toISOString();
  for (const { identity, access, ownerName } of people) {
    const { id: identityId, ownerId } = identity;
    const memberName = access === 'own' ? author.displayName : ownerName;
    const entry = { ownerId, member: memberOf(ownerId), memberName, home: false, identityId, at };
    await services.moderation.roster.note(community, entry);
  }
}

/** Every owner of a face in it finds it in his list. */
async function noteUses(
  { uses, now }: Services,
  { id: requestId, ownerId: by, memberName: byName = '', target }: ChatRequest,
  people: readonly Person[],
): Promise<void> {
  const { platform, community, channel } = target;
  const at = now().toISOString();
  for (const { identity } of people) {
    const face = { identityId: identity.id, identityName: identity.name };
    await uses.note(identity.ownerId, { requestId, ...face, by, byName, at, platform, community, channel });
  }
}

const othersIn = (people: readonly Person[]): Others =>
  people.flatMap(({ word, identity, access }) =>
    access === 'own' ? [] : [{ word, identityId: identity.id }],
  );

/** Throws UserError, before anything is taken, for a member who has too many with the moderators already. */
async function requireFewWaiting({ requests, limits }: Services, ownerId: string): Promise<void> {
  const waiting = await requests.list(ownerId);
  const drafts = waiting.filter((one) => one.state === 'draft' && one.request.wish.kind === 'imagine');
  if (drafts.length < limits.maxPending) return;
  throw new UserError(
    'too-many-waiting',
    say`You already have ${drafts.length} pictures that wait for a moderator: wait for an answer first.`,
  );
}

async function waitForModerator(services: Services, request: ChatRequest): Promise<WordedReply> {
  await services.requests.draft(request, APPROVAL_TERM_MS);
  try {
    await openCase(services, request, 'request');
  } catch (error) {
    await withdraw(services, request);
    throw error;
  }
  return publicly(waitingForModerator(services.signer, request), request.id);
}
