/** @file The open browsers: who is there, and telling them what happens. */
import type { MemberView, ServerEvent } from './view.ts';

export interface Client {
  member: MemberView;
  readonly send: (event: ServerEvent) => void;
}

export interface Hub {
  readonly join: (client: Client) => void;
  readonly leave: (client: Client) => void;
  /** To everybody, or to one member's browsers. */
  readonly tell: (event: ServerEvent, memberId: string | undefined) => void;
  readonly clients: () => readonly Client[];
  /** How many browsers a member has open. */
  readonly count: (memberId: string) => number;
  readonly rename: (member: MemberView) => void;
}

export function createHub(): Hub {
  const clients = new Set<Client>();
  const tell: Hub['tell'] = (event, memberId) => {
    for (const client of clients) {
      if (memberId === undefined || client.member.id === memberId) client.send(event);
    }
  };
  const tellPresence = (): void => {
    const byId = new Map([...clients].map(({ member }) => [member.id, member]));
    tell({ type: 'present', members: [...byId.values()] }, undefined);
  };
  return {
    tell,
    clients: () => [...clients],
    count: (memberId) => [...clients].filter(({ member }) => member.id === memberId).length,
    join(client) {
      clients.add(client);
      tellPresence();
    },
    leave(client) {
      if (clients.delete(client)) tellPresence();
    },
    rename(member) {
      for (const client of clients) if (client.member.id === member.id) client.member = member;
      tell({ type: 'renamed', me: member }, member.id);
      tellPresence();
    },
  };
}
