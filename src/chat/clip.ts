/** @file Text cut to the room that there is. */

/** Without half a character; an ellipsis says that there was more. */
export const clip = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
