/** @file Whose message is edited when: many messages in one place share the pace that their platform allows there. */
import type { MessageRef, Platform } from './platform.ts';

interface EditTurns {
  /** When a message that was last edited then may be edited next, in milliseconds since 1970; that turn is taken. */
  readonly take: (platform: Paced, ref: MessageRef, editedAt: number, now: number) => number;
}

type Paced = Pick<Platform, 'name' | 'editIntervalMs' | 'editsTogether'>;

const MAX_KNOWN = 10_000;

export function createEditTurns(): EditTurns {
  const taken = new Map<string, number>();
  return {
    take({ name, editIntervalMs, editsTogether }, ref, editedAt, now) {
      const own = Math.max(now, editedAt + editIntervalMs);
      if (editsTogether === undefined) return own;
      const place = `${name} ${editsTogether(ref)}`;
      const turn = Math.max(own, (taken.get(place) ?? 0) + editIntervalMs);
      if (taken.size >= MAX_KNOWN) taken.clear();
      taken.set(place, turn);
      return turn;
    },
  };
}
