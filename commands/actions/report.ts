/** @file Report: anybody who sees a picture may put it before the moderators; nobody is told who did. */
import { defineAction } from '../../src/chat/action.ts';
import { privately } from '../../src/chat/message.ts';
import { UserError } from '../../src/errors.ts';
import { ownerIdOf } from '../../src/identity/identity.ts';
import { communityKeyOf } from '../../src/moderation/community.ts';
import { announce, tooManyCases } from '../moderate/open-case.ts';
import { say } from '../../src/say.ts';

const MAX_REASON = 400;

export const report = defineAction({
  verb: 'report',
  by: 'anybody',
  run: ({ services, stored }) =>
    Promise.resolve({
      kind: 'form',
      form: {
        title: say`Report this picture`,
        actionId: services.signer.sign('reported', stored.request.id),
        submitLabel: say`Report`,
        fields: [
          {
            name: 'reason',
            label: say`What is wrong with it`,
            value: '',
            required: true,
            multiline: true,
            maxLength: MAX_REASON,
          },
        ],
      },
    }),
});

export const reported = defineAction({
  verb: 'reported',
  by: 'anybody',
  async run({ services, stored, fields, platform, community, author }) {
    const reason = (fields['reason'] ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, MAX_REASON);
    if (reason === '') throw new UserError('reason-missing', 'Say in a few words what is wrong with it.');
    const { request } = stored;
    const done = await services.moderation.cases.report(
      communityKeyOf(platform, community),
      request.id,
      ownerIdOf(platform, author.id),
      { reason, at: services.now().toISOString() },
    );
    if (done === 'full') throw tooManyCases();
    if (done === 'again')
      throw new UserError('reported-before', 'You have reported it already; it waits for a moderator.');
    await announce(services, request, 'report');
    return privately(say`Thank you. The moderators have it before them; nobody is told that it was you.`);
  },
});
