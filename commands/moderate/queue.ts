/** @file `/moderate queue`: reports and approvals, the longest waiting first, each with its clock and its buttons. */
import { clip } from '../../src/chat/clip.ts';
import { defineCommand } from '../../src/chat/command.ts';
import type { CommandContext } from '../../src/chat/context.ts';
import { privately } from '../../src/chat/message.ts';
import type { ChatRequest } from '../../src/chat/request.ts';
import type { Case } from '../../src/moderation/cases.ts';
import { lines, say, type Text } from '../../src/say.ts';
import { caseButtons, headline } from './case-card.ts';
import { keyOf, waited } from './moderator.ts';

const MAX_SHOWN = 5;
/** So that every case that has buttons is read as well: a message of Discord's has 2,000 characters. */
const MAX_PROMPT = 100;
const MAX_REASONS = 2;
const MAX_REASON = 80;

export const waiting = defineCommand({
  name: 'queue',
  description: 'What waits for you: reports, and what is to be approved',
  visibility: 'private',
  options: {},
  async run(context) {
    const { services } = context;
    const open = await openCases(context);
    const now = services.now();
    if (open.length === 0) return privately(say`Nothing waits for you.`);
    const shown = open.slice(0, MAX_SHOWN);
    const [oldest] = shown;
    const cases = shown.flatMap(({ one, request }, i): readonly Text[] => [
      say`${i + 1}. ${headline(request, one.kind, MAX_PROMPT)}; waits ${waited(one.at, now)}`,
      ...one.complaints.slice(0, MAX_REASONS).map(({ reason }) => `    “${clip(reason, MAX_REASON)}”`),
    ]);
    const more =
      open.length > MAX_SHOWN ? [say`... and ${open.length - MAX_SHOWN} more, once these are decided.`] : [];
    return privately(
      lines(
        say`${open.length} {0:case|cases} for you; the oldest waits ${waited(oldest?.one.at ?? now, now)}.`,
        ...cases,
        ...more,
      ),
      {
        buttons: shown.flatMap(({ one }, i) =>
          caseButtons(services.signer, one.kind, one.requestId, {
            suffix: shown.length === 1 ? '' : ` ${i + 1}`,
          }),
        ),
      },
    );
  },
});

interface OpenCase {
  readonly one: Case;
  readonly request: ChatRequest;
}

/** Cases whose request has been taken back, deleted or has expired are closed on the way. */
async function openCases(context: CommandContext): Promise<readonly OpenCase[]> {
  const { requests, moderation } = context.services;
  const open: OpenCase[] = [];
  for (const one of await moderation.cases.list(keyOf(context))) {
    const request = (await requests.get(one.requestId))?.request;
    if (request === undefined) await moderation.cases.close(keyOf(context), one.kind, one.requestId);
    else open.push({ one, request });
  }
  return open;
}
