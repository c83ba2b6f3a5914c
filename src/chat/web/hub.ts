/** @file The open browsers: who is there, and telling them what happens, none of it before they know where they are. */
import type { MemberView, ServerEvent } from './view.ts';

export interface Client {
  member: MemberView;
  /** As its browser asks for it. */
  readonly locale: string;
  readonly send: (event: ServerEvent) => void;
}

type Welcome = Extract<ServerEvent, { type: 'welcome' }>;

export interface Hub {
  /**
   * Lets a browser in. What happens while its welcome is being read is told after it, in order: whatever the welcome
   * does not show yet comes behind it, so nothing falls between the two.
   */
  readonly join: (client: Client) => Promise<void>;
  /** Welcomes all again: what was read before must not arrive after what is read from now on. */
  readonly greetAll: () => void;
  readonly leave: (client: Client) => void;
  /** To everybody, or to one member's browsers. */
  readonly tell: (event: ServerEvent, memberId: string | undefined) => void;
  readonly clients: () => readonly Client[];
  readonly rename: (member: MemberView) => void;
}

interface Waiting {
  /** Counts the welcomes that were begun; only the latest is sent. */
  welcome: number;
  /** What happened since the first of them that was not sent. */
  readonly events: ServerEvent[];
}

/** `welcome` reads what a browser's member may see as it stands now; it does not fail. */
export function createHub(welcome: (client: Client) => Promise<Welcome>): Hub {
  const clients = new Set<Client>();
  const waiting = new Map<Client, Waiting>();
  const tell: Hub['tell'] = (event, memberId) => {
    for (const client of clients) {
      if (memberId !== undefined && client.member.id !== memberId) continue;
      const held = waiting.get(client);
      if (held === undefined) client.send(event);
      else held.events.push(event);
    }
  };
  const tellPresence = (): void => {
    const byId = new Map([...clients].map(({ member }) => [member.id, member]));
    tell({ type: 'present', members: [...byId.values()] }, undefined);
  };
  const greet = async (client: Client): Promise<void> => {
    const held = waiting.get(client) ?? { welcome: 0, events: [] };
    waiting.set(client, held);
    const turn = (held.welcome += 1);
    const event = await welcome(client);
    if (held.welcome !== turn || !clients.has(client)) return;
    waiting.delete(client);
    for (const one of [event, ...held.events]) client.send(one);
  };
  return {
    tell,
    clients: () => [...clients],
    async join(client) {
      clients.add(client);
      const greeted = greet(client);
      tellPresence();
      await greeted;
    },
    greetAll() {
      for (const client of clients) void greet(client);
    },
    leave(client) {
      waiting.delete(client);
      if (clients.delete(client)) tellPresence();
    },
    rename(member) {
      for (const client of clients) if (client.member.id === member.id) client.member = member;
      tell({ type: 'renamed', me: member }, member.id);
      tellPresence();
    },
  };
}
