/** @file A share rule in words, to its owner. */
import type { Share } from '../../src/identity/share.ts';

/** `here`: key of the community in which it is said. */
export function ruleInWords(
  name: string,
  { with: whom, members, community, ask }: Share,
  here: string | undefined,
): string {
  const asked = ask ? ' You are asked each time.' : ' You are not asked; /identity uses lists every use.';
  if (whom === 'everybody') {
    const where = community === here ? 'in this community' : 'in the community where you said so';
    return `S*${name} may be drawn by everybody ${where}.${asked}`;
  }
  if (whom === 'members' && members.length > 0) {
    return `S*${name} may be drawn by ${members.map((one) => one.name).join(', ')}.${asked}`;
  }
  return `S*${name} is private: only you may draw it.`;
}
