/** @file `/settings approval`: what waits for a moderator's yes. */
import { defineCommand } from '../../src/chat/command.ts';
import { choice } from '../../src/chat/option.ts';
import { APPROVALS, type Approval } from '../../src/moderation/settings.ts';
import { type Phrase, say } from '../../src/say.ts';
import { changeSettings } from './change.ts';

export const APPROVAL_WORDS: Readonly<Record<Approval, Phrase>> = {
  off: say`Nothing waits for a moderator.`,
  requests: say`Every request of a member waits for a moderator before it is drawn.`,
  pictures: say`Every picture of a member waits for a moderator before it is shown.`,
};

export const approval = defineCommand({
  name: 'approval',
  description: 'What waits for a moderator’s yes',
  visibility: 'private',
  options: {
    mode: choice(
      'Nothing, every request before it is drawn, or every picture before it is shown',
      APPROVALS.map((value) => ({ value, name: value })),
    ),
  },
  run(context, { mode }) {
    const chosen = APPROVALS.find((one) => one === mode) ?? 'off';
    return changeSettings(
      context,
      (settings) => ({ ...settings, approval: chosen }),
      () => APPROVAL_WORDS[chosen],
    );
  },
});
