/** @file Slack's deliveries over HTTP: signed, recent, readable, or refused with a status that says so. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  type App,
  HTTPModuleFunctions as http,
  HTTPResponseAck,
  type Logger,
  type Receiver,
} from '@slack/bolt';
import { ConfigError } from '../../errors.ts';

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly host: string;
  readonly port: number;
  readonly logger: Logger;
  readonly onError: (error: unknown) => void;
}

/** A delivery that nobody can act on. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError';
}

const PATH = '/slack/events';
const MAX_BODY = 1024 * 1024;

export interface HttpReceiver extends Receiver {
  readonly server: Server;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Bolt's own receiver ends the process for a signed body that is no object; this one answers 400. */
export function createHttpReceiver(options: HttpReceiverOptions): HttpReceiver {
  const { signingSecret, host, port, logger, onError } = options;
  let app: App | undefined;
  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      onError(error);
      end(response, 500);
    });
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== 'POST' || request.url?.split('?', 1)[0] !== PATH) {
      end(response, 404);
      return;
    }
    if (Number(request.headers['content-length'] ?? 0) > MAX_BODY) {
      end(response, 413);
      return;
    }
    const buffered = await http
      .parseAndVerifyHTTPRequest({ enabled: true, signingSecret, bodyLimit: MAX_BODY }, request)
      .catch(() => undefined);
    if (buffered === undefined) {
      end(response, 401);
      return;
    }
    const body = bodyOf(buffered);
    if (body === undefined) {
      end(response, 400);
      return;
    }
    if (body['ssl_check'] === '1') {
      end(response, 200);
      return;
    }
    if (body['type'] === 'url_verification' && typeof body['challenge'] === 'string') {
      response.writeHead(200, { 'content-type': 'text/plain' }).end(body['challenge'].slice(0, 200));
      return;
    }
    const ack = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      unhandledRequestHandler: () => {
        end(response, 404);
      },
      httpRequest: buffered,
      httpRequestBody: body,
      httpResponse: response,
    });
    const retry = Number(request.headers['x-slack-retry-num'] ?? 0);
    try {
      await app?.processEvent({ body, ack: ack.bind(), ...(retry > 0 ? { retryNum: retry } : {}) });
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error;
      end(response, 400);
    }
  }

  return {
    server,
    init(given) {
      app = given;
    },
    start: () =>
      new Promise<void>((done, failed) => {
        server.once('error', (cause) => {
          failed(new ConfigError(`Slack's deliveries cannot be heard on ${host}:${port}.`, { cause }));
        });
        server.listen(port, host, done);
      }),
    stop: () =>
      new Promise<void>((done) => {
        server.close(() => {
          done();
        });
        server.closeIdleConnections();
      }),
  };
}

/** Undefined for what is no object. */
function bodyOf(
  buffered: Parameters<typeof http.parseHTTPRequestBody>[0],
): Record<string, unknown> | undefined {
  try {
    const body: unknown = http.parseHTTPRequestBody(buffered);
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? Object.fromEntries(Object.entries(body))
      : undefined;
  } catch {
    return undefined;
  }
}

function end(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status).end();
}
