/** @file What owners of faces read on their cards, and the channel meanwhile. */
import { message } from '../src/chat/message.ts';
import type { Question } from './asking.ts';
import type { Person } from './people.ts';
import { say } from '../src/say.ts';

/** One card for each owner who wants to be asked. */
export function questionsTo(people: readonly Person[], asker: string, prompt: string): readonly Question[] {
  const asked = people.filter(({ access }) => access === 'ask');
  const owners = [...new Set(asked.map(({ identity }) => identity.ownerId))];
  return owners.map((ownerId) => {
    const theirs = asked.filter(({ identity }) => identity.ownerId === ownerId);
    const names = theirs.map(({ word, identity }) =>
      word === `S*${identity.name}` ? word : say`S*${identity.name} (${word} in it)`,
    );
    return {
      ownerId,
      name: theirs[0]?.ownerName ?? '',
      identityIds: theirs.map(({ identity }) => identity.id),
      text: say`${asker} asks to draw you, ${names}: “${prompt}”\nYour yes is for this one request. Without it nothing is drawn.`,
      yes: say`Allow this once`,
    };
  });
}

/** Not the prompt, which the owners see first. */
export const waitingForOwners = (names: readonly string[], takeBack: string) =>
  message({
    text: say`This waits for the yes of ${names} before it is drawn.`,
    buttons: [{ label: say`Take back`, style: 'danger', actionId: takeBack }],
  });
