/** @file Times as a chat shows them, in the reader's own language and zone. */
import { t } from './language.ts';

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const fullFormat = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const dayFormat = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });

export const clock = (at: number): string => clockFormat.format(at);
export const fullTime = (at: number): string => fullFormat.format(at);

const dayOf = (at: number): string => new Date(at).toDateString();

export const sameDay = (a: number, b: number): boolean => dayOf(a) === dayOf(b);

/** "Today", "Yesterday", or the day in words. */
export function dayName(at: number, now: number): string {
  if (sameDay(at, now)) return t`Today`;
  if (sameDay(at, now - 24 * 3600 * 1000)) return t`Yesterday`;
  return dayFormat.format(at);
}
