/** @file The fake Discord's gateway: HELLO, heartbeats, IDENTIFY and READY, RESUME with what was missed. */
import type { Server } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const frameSchema = z.object({ op: z.number(), d: z.unknown() });
const identifySchema = z.looseObject({
  token: z.string(),
  intents: z.number(),
  shard: z.tuple([z.number(), z.number()]).optional(),
});
const resumeSchema = z.looseObject({ session_id: z.string(), seq: z.number() });
export type Identify = z.infer<typeof identifySchema>;

interface Session {
  readonly id: string;
  readonly identify: Identify;
  socket: WebSocket;
  seq: number;
  readonly sent: { readonly s: number; readonly frame: string }[];
}

export interface FakeGateway {
  readonly identifies: readonly Identify[];
  readonly heartbeats: () => number;
  readonly resumes: () => number;
  /** To every session that holds the shard of that community; private messages belong to the first shard. */
  readonly dispatch: (type: string, data: unknown, guild?: string) => void;
  /** Cuts every connection as a network does; clients resume. */
  readonly cut: () => void;
  readonly close: () => void;
}

export function openFakeGateway(server: Server, address: () => string, heartbeatMs = 1000): FakeGateway {
  const sockets = new WebSocketServer({ server });
  const sessions = new Map<string, Session>();
  const identifies: Identify[] = [];
  let heartbeats = 0;
  let resumes = 0;

  function send(session: Session, type: string, data: unknown): void {
    session.seq += 1;
    const frame = JSON.stringify({ op: 0, t: type, s: session.seq, d: data });
    session.sent.push({ s: session.seq, frame });
    if (session.socket.readyState === WebSocket.OPEN) session.socket.send(frame);
  }

  function identified(socket: WebSocket, identify: Identify): void {
    const session: Session = { id: `session-${sessions.size}`, identify, socket, seq: 0, sent: [] };
    sessions.set(session.id, session);
    identifies.push(identify);
    send(session, 'READY', {
      v: 10,
      user: { id: '42', username: 'dream', discriminator: '0', global_name: null, avatar: null, bot: true },
      guilds: [],
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: address(),
      application: { id: '42', flags: 0 },
      ...(identify.shard === undefined ? {} : { shard: identify.shard }),
    });
  }

  function resumed(socket: WebSocket, { session_id: id, seq }: z.infer<typeof resumeSchema>): void {
    const session = sessions.get(id);
    if (session === undefined) {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    resumes += 1;
    session.socket = socket;
    for (const { s, frame } of session.sent) if (s > seq) socket.send(frame);
    send(session, 'RESUMED', {});
  }

  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: heartbeatMs }, t: null, s: null }));
    socket.on('message', (data: Buffer) => {
      const { op, d } = frameSchema.parse(JSON.parse(data.toString()));
      if (op === 1) {
        heartbeats += 1;
        socket.send(JSON.stringify({ op: 11, d: null }));
      }
      if (op === 2) identified(socket, identifySchema.parse(d));
      if (op === 6) resumed(socket, resumeSchema.parse(d));
    });
  });

  return {
    identifies,
    heartbeats: () => heartbeats,
    resumes: () => resumes,
    dispatch(type, data, guild = '0') {
      for (const session of sessions.values()) {
        const [shard, count] = session.identify.shard ?? [0, 1];
        if (Number((BigInt(guild) >> 22n) % BigInt(count)) === shard) send(session, type, data);
      }
    },
    cut() {
      for (const socket of sockets.clients) socket.close(4000);
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}
