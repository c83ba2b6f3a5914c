/** @file Members who are mentioned in a prompt become pseudo words, each bound to the identity that it stands for. */
import type { Services } from '../src/chat/services.ts';
import { memberOf, ownerIdOf } from '../src/identity/identity.ts';
import { mentionedIn, withWords } from '../src/identity/prompt.ts';
import type { Wanting } from '../src/identity/share.ts';
import { type Others, sharedBy } from './people.ts';

export interface Named {
  readonly prompt: string;
  readonly others: Others;
}

/** `others` are the words that are bound already. Throws UserError for a member who does not allow it. */
export async function nameMentioned(
  services: Services,
  wanting: Wanting,
  prompt: string,
  others: Others = [],
): Promise<Named> {
  const [platform = ''] = wanting.ownerId.split(':', 1);
  const bound = [...others];
  const words = new Map<string, string>();
  for (const id of mentionedIn(prompt)) {
    if (id === memberOf(wanting.ownerId)) {
      words.set(id, 'S*');
      continue;
    }
    const { identity } = await sharedBy(services, wanting, ownerIdOf(platform, id));
    const known = bound.find((one) => one.identityId === identity.id);
    const word = known?.word ?? (await freeWord(services, wanting, identity.name, prompt, bound));
    if (known === undefined) bound.push({ word, identityId: identity.id });
    words.set(id, word);
  }
  return { prompt: withWords(prompt, words), others: bound };
}

/** `S*name`, or with a number where that already stands for somebody. */
async function freeWord(
  { identities }: Services,
  { ownerId }: Wanting,
  name: string,
  prompt: string,
  bound: Others,
): Promise<string> {
  const own = new Set((await identities.list(ownerId)).map((one) => one.name));
  const taken = (candidate: string): boolean =>
    own.has(candidate) ||
    bound.some(({ word }) => word === `S*${candidate}`) ||
    new RegExp(`s\\*${candidate}(?![a-z0-9_])`, 'i').test(prompt);
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name.slice(0, 28)}_${number}`;
    if (!taken(candidate)) return `S*${candidate}`;
  }
}
