/** @file Changing a community's settings, with an entry in the log. */
import type { CommandContext } from '../../src/chat/context.ts';
import { privately, type WordedReply } from '../../src/chat/message.ts';
import type { CommunitySettings } from '../../src/moderation/settings.ts';
import { type Phrase, say } from '../../src/say.ts';
import { keyOf, note } from '../moderate/moderator.ts';

/** The channel that a setting is for: a thread's are its channel's. */
export const channelOf = ({ channel, parent = channel }: CommandContext): string => parent;

/** `done` says in one sentence what holds now. */
export async function changeSettings(
  context: CommandContext,
  change: (settings: CommunitySettings) => CommunitySettings,
  done: (settings: CommunitySettings) => Phrase,
): Promise<WordedReply> {
  const changed = await context.services.moderation.settings.change(keyOf(context), change);
  const sentence = done(changed);
  await note(context, say`settings: ${sentence}`);
  return privately(sentence);
}
