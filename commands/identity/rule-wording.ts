/** @file A share rule in words, to its owner. */
import { type Phrase, say } from '../../src/say.ts';
import type { Share } from '../../src/identity/share.ts';

/** `here`: key of the community in which it is said. */
export function ruleInWords(
  name: string,
  { with: whom, members, community, ask }: Share,
  here: string | undefined,
): Phrase {
  const asked = ask ? say`You are asked each time.` : say`You are not asked; /identity uses lists every use.`;
  if (whom === 'everybody') {
    return community === here
      ? say`S*${name} may be drawn by everybody in this community. ${asked}`
      : say`S*${name} may be drawn by everybody in the community where you said so. ${asked}`;
  }
  if (whom === 'members' && members.length > 0) {
    return say`S*${name} may be drawn by ${members.map((one) => one.name)}. ${asked}`;
  }
  return say`S*${name} is private: only you may draw it.`;
}
