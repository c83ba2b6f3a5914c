/** @file The way to the portrait maker from platforms that have none: the address of the web chat, where it has one. */
import { type Message, OPEN_PORTRAIT_MAKER } from '../chat/message.ts';
import type { Platform } from '../chat/platform.ts';

/** The platform, whose messages link to that address in the place of a button that opens the portrait maker. */
export function showingWayTo(address: string | undefined, platform: Platform): Platform {
  if (address === undefined) return platform;
  const linked = (message: Message): Message =>
    message.buttons.some(({ actionId }) => actionId === OPEN_PORTRAIT_MAKER)
      ? { ...message, link: address }
      : message;
  return {
    ...platform,
    post: (target, message, ...key) => platform.post(target, linked(message), ...key),
    edit: (ref, message) => platform.edit(ref, linked(message)),
  };
}
