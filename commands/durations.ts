/** @file Times and places in words. */

/** "about 8 s", "about 3 min". */
export function about(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 90 ? `about ${seconds} s` : `about ${Math.round(seconds / 60)} min`;
}

const ORDINALS = [
  'next',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];

/** 1 is "next in the queue", 12 "number 12 in the queue". */
export const place = (position: number): string =>
  `${ORDINALS[position - 1] ?? `number ${position}`} in the queue`;

/** "24 December 2026", in UTC. */
export const day = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
