/** @file Whether a member has an identity here: the page's second step is ticked when it is so. */
import type { IdentityStore } from '../../identity/store.ts';
import { ownerIdOf } from '../../identity/identity.ts';
import { WEB } from './channel.ts';
import type { Hub } from './hub.ts';
import type { ServerEvent } from './view.ts';

export interface Registered {
  readonly of: (memberId: string) => Promise<boolean>;
  /** Tells the member's browsers as it stands now; while the store is away, nothing. */
  readonly tell: (memberId: string) => Promise<void>;
  /** Tells after an event that may have changed it: a private answer, or one that is gone. */
  readonly after: (event: ServerEvent, memberId: string | undefined) => Promise<void>;
}

export function createRegistered(identities: Pick<IdentityStore, 'list'>, hub: Hub): Registered {
  const look = async (memberId: string): Promise<boolean> =>
    (await identities.list(ownerIdOf(WEB, memberId))).length > 0;
  const tell = async (memberId: string): Promise<void> => {
    const registered = await look(memberId).catch(() => undefined);
    if (registered !== undefined) hub.tell({ type: 'registered', registered }, memberId);
  };
  return {
    tell,
    of: look,
    async after(event, memberId) {
      const onItsWay = event.type === 'message' && event.message.progress !== undefined;
      if (memberId !== undefined && !onItsWay) await tell(memberId);
    },
  };
}
