/** @file What of Slack's deliveries somebody waits for an answer to: who, where, and by which id it comes again. */
import type { Acknowledging } from '../router.ts';
import { parseMemory } from './form.ts';
import {
  type Direct,
  type EventBody,
  type Home,
  type Mention,
  type PressBody,
  type SlackBody,
} from './payload.ts';
import { formatPlace, type Place } from './place.ts';
import { SLACK } from './platform.ts';

export const isMention = (happened: EventBody['event']): happened is Mention =>
  happened.type === 'app_mention' && 'ts' in happened;
export const isDirect = (happened: EventBody['event']): happened is Direct =>
  happened.type === 'message' && 'channel_type' in happened;
export const isHome = (happened: EventBody['event']): happened is Home =>
  happened.type === 'app_home_opened' && 'tab' in happened && happened.tab === 'home';

/** In a channel the bot was mentioned, and answers in a thread; in private everything is said to it. */
export const placeOfSaid = ({ type, channel, ts, thread_ts: thread }: Mention | Direct): Place => ({
  channel,
  thread: type === 'message' ? thread : (thread ?? ts),
});

export const placeOfPress = ({ channel, message, user }: PressBody): Place => ({
  channel: channel?.id ?? user.id,
  thread: message?.thread_ts,
});

type Pressed = Pick<PressBody['actions'][number], 'action_ts' | 'action_id'>;
export const idOfPress = ({ action_ts: at, action_id: id }: Pressed): string => `${at} ${id}`;

export const idOfForm = ({ id, hash }: { readonly id: string; readonly hash: string }): string =>
  `${id} ${hash}`;

/** Undefined where nobody would miss an answer: a form that does not open is seen at once. */
export function askedBy(body: SlackBody): Acknowledging | undefined {
  const asked = (
    team: string,
    member: string,
    place: string,
    invocationId: string,
    hook?: string,
  ): Acknowledging => ({
    platform: SLACK,
    community: team,
    channel: place,
    member,
    invocationId,
    ...(hook === undefined ? {} : { token: hook }),
  });
  if (!('type' in body)) {
    return asked(body.team_id, body.user_id, body.channel_id, body.trigger_id, body.response_url);
  }
  switch (body.type) {
    case 'event_callback': {
      const { event, team_id: team, event_id: id } = body;
      if (!isMention(event) && !isDirect(event)) return undefined;
      return asked(team, event.user, formatPlace(placeOfSaid(event)), id);
    }
    case 'block_actions': {
      const [action] = body.actions;
      if (action?.type !== 'button') return undefined;
      const place = formatPlace(placeOfPress(body));
      return asked(body.team.id, body.user.id, place, idOfPress(action), body.response_url);
    }
    case 'view_submission': {
      const memory = parseMemory(body.view.private_metadata);
      if (memory === undefined) return undefined;
      return asked(body.team.id, body.user.id, memory.place ?? body.user.id, idOfForm(body.view));
    }
    case 'shortcut':
    case 'message_action':
    case 'block_suggestion':
      return undefined;
  }
}
