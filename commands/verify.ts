/** @file `/verify`: whether a picture is one that this bot has posted, and what it was drawn for. */
import { createHash } from 'node:crypto';
import { defineCommand } from '../src/chat/command.ts';
import { privately } from '../src/chat/message.ts';
import { attachment } from '../src/chat/option.ts';
import { rankOf } from '../src/chat/rank.ts';
import { say } from '../src/say.ts';
import { isAtLeast } from '../src/moderation/community.ts';
import { day } from './durations.ts';
import { memberOf } from './moderate/case-card.ts';

export const verify = defineCommand({
  name: 'verify',
  description: 'Whether I drew a picture',
  visibility: 'private',
  options: { picture: attachment('The picture’s file, as it was posted') },
  async run({ services, platform, community, author }, { picture }) {
    const bytes = await picture.read(services.limits.maxPhotoBytes);
    const digest = createHash('sha256').update(bytes).digest('hex');
    const request = (await services.requests.ofPicture(digest))?.request;
    if (request?.wish.kind !== 'imagine') {
      return privately(
        say`I do not know this file: I have not posted it, or it was changed or taken away since.`,
      );
    }
    const when = day(request.createdAt);
    const { target, wish } = request;
    // What was said elsewhere stays there, and who has asked is for moderators.
    if (target.platform !== platform || target.community !== community || community === '')
      return privately(say`I drew this. It was asked for on ${when}.`);
    if (isAtLeast(await rankOf(author), 'moderator')) {
      return privately(say`I drew this for ${memberOf(request)} on ${when}: “${wish.prompt}”`);
    }
    return privately(say`I drew this on ${when}: “${wish.prompt}”`);
  },
});
