/** @file Socket Mode of the fake Slack: its hello, envelopes pushed to one open socket, and their acknowledgements. */
import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

interface FakeSocketMode {
  /** Delivers over the first open socket; resolves with its acknowledgement. */
  readonly push: (id: string, type: string, payload: unknown) => Promise<unknown>;
  /** How many sockets are connected. */
  readonly count: () => number;
  readonly close: () => void;
}

/** Takes sockets at `/link` of that server. */
export function openFakeSocketMode(server: Server): FakeSocketMode {
  const acknowledged = new Map<string, unknown>();
  const socketServer = new WebSocketServer({ server, path: '/link' });
  socketServer.on('connection', (socket) => {
    const hello = {
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A1' },
      debug_info: { host: 'fake', approximate_connection_time: 3600 },
    };
    socket.send(JSON.stringify(hello));
    socket.on('message', (data: Buffer) => {
      const { envelope_id: id, payload } = z
        .looseObject({ envelope_id: z.string() })
        .parse(JSON.parse(data.toString()));
      acknowledged.set(id, payload ?? {});
    });
  });
  return {
    async push(id, type, payload) {
      for (const socket of socketServer.clients) {
        if (socket.readyState === WebSocket.OPEN) {
          socket.send(JSON.stringify({ type, envelope_id: id, accepts_response_payload: true, payload }));
          break;
        }
      }
      while (!acknowledged.has(id)) await delay(5);
      return acknowledged.get(id);
    },
    count: () => socketServer.clients.size,
    close() {
      for (const socket of socketServer.clients) socket.terminate();
      socketServer.close();
    },
  };
}
