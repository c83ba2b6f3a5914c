/** @file How one thing that waits for moderators is shown to them. */
import type { ActionSigner } from '../../src/chat/action-id.ts';
import { clip } from '../../src/chat/clip.ts';
import { type WordedButton, type WordedMessage, message } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import type { Services } from '../../src/chat/services.ts';
import type { CaseKind } from '../../src/moderation/cases.ts';
import { communityKeyOf } from '../../src/moderation/community.ts';
import { lines, type Phrase, say, type Text } from '../../src/say.ts';
import { heldPictures } from './held-pictures.ts';

/** Marks the buttons of a card of its own, which goes when it is decided. */
export const CARD = 'card';

export const memberOf = ({
  memberName,
  target,
}: Pick<ChatRequest, 'memberName' | 'target'>): string | Phrase =>
  memberName === undefined ? say`member ${target.member}` : `${memberName} (${target.member})`;

const promptOf = ({ wish }: ChatRequest): string => (wish.kind === 'imagine' ? wish.prompt : '');

const WHAT: Readonly<Record<CaseKind, (who: string | Phrase, prompt: string) => Phrase>> = {
  report: (who, prompt) => say`A picture of ${who} was reported: “${prompt}”`,
  request: (who, prompt) => say`${who} asks for a picture: “${prompt}”`,
  picture: (who, prompt) => say`A picture of ${who} is drawn: “${prompt}”`,
};

/** With so much of the prompt. */
export const headline = (request: ChatRequest, kind: CaseKind, max = Infinity): Phrase =>
  WHAT[kind](memberOf(request), clip(promptOf(request), max));

/** What a moderator may do about it; `suffix` tells the buttons of several apart. */
export function caseButtons(
  signer: ActionSigner,
  kind: CaseKind,
  requestId: string,
  { suffix = '', argument = '' } = {},
): readonly WordedButton[] {
  const suffixed = (label: Phrase): Text => (suffix === '' ? label : say`${label}${suffix}`);
  const button = (verb: string, label: Phrase, style: WordedButton['style']): WordedButton => ({
    label: suffixed(label),
    style,
    actionId: signer.sign(verb, requestId, argument),
  });
  if (kind === 'report') {
    return [button('takedown', say`Take away`, 'danger'), button('keep', say`Keep`, 'secondary')];
  }
  const show = kind === 'picture' && argument !== CARD ? [button('reveal', say`Show`, 'secondary')] : [];
  return [...show, button('approve', say`Approve`, 'primary'), button('refuse', say`Refuse`, 'danger')];
}

/** For the moderators' own channel, with the pictures that only they may see. */
export async function caseCard(
  services: Services,
  request: ChatRequest,
  kind: CaseKind,
): Promise<WordedMessage> {
  const { reasons, link } = kind === 'report' ? await reported(services, request) : NOT_REPORTED;
  return message({
    text: lines(headline(request, kind), ...reasons),
    link,
    pictures: kind === 'picture' ? await heldPictures(services, request) : [],
    buttons: caseButtons(services.signer, kind, request.id, { argument: CARD }),
  });
}

interface Reported {
  readonly reasons: readonly string[];
  /** Where the picture stands. */
  readonly link: string | undefined;
}

const NOT_REPORTED: Reported = { reasons: [], link: undefined };
const MAX_REASONS = 3;

async function reported({ moderation, requests, linkTo }: Services, request: ChatRequest): Promise<Reported> {
  const { id, target } = request;
  const cases = await moderation.cases.list(communityKeyOf(target.platform, target.community));
  const found = cases.find(({ kind, requestId }) => kind === 'report' && requestId === id);
  const ref = (await requests.get(id))?.ref;
  return {
    reasons: (found?.complaints ?? []).slice(-MAX_REASONS).map(({ reason }) => `    “${reason}”`),
    link: ref && (await linkTo(ref, target.community).catch(() => undefined)),
  };
}
