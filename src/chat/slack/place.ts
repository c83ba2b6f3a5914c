/** @file Places on Slack: a channel or a thread in it, and a message there with whom it was made for. */

export interface Place {
  readonly channel: string;
  readonly thread: string | undefined;
}

export const formatPlace = ({ channel, thread }: Place): string =>
  thread === undefined ? channel : `${channel}:${thread}`;

export function parsePlace(text: string): Place {
  const [channel = '', thread] = text.split(':');
  return { channel, thread };
}

export interface MessagePlace {
  readonly ts: string;
  /** Named under the message as the one who asked for it. */
  readonly member: string | undefined;
}

export const formatMessagePlace = ({ ts, member }: MessagePlace): string =>
  member === undefined ? ts : `${ts}:${member}`;

export function parseMessagePlace(text: string): MessagePlace {
  const [ts = '', member] = text.split(':');
  return { ts, member };
}
