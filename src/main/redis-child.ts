/** @file The program's own Redis: a `redis-server` child on a unix socket, with its append-only file in the data folder. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError } from '../errors.ts';

export interface RedisChildOptions {
  /** Where the append-only file lives; created when missing. */
  readonly folder: string;
  /** Default `redis-server`, found on PATH. */
  readonly binary?: string | undefined;
  /** More lines of configuration, name and value ("rdbcompression", "no"). */
  readonly settings?: readonly (readonly [string, string])[];
}

export interface RedisChild {
  /** The unix socket to connect to. */
  readonly path: string;
  /** Undefined when the server was already running and this process only uses it. */
  readonly pid: () => number | undefined;
  /** Stops the server (its data stays) and waits for its end; one that was already running stops when nobody else uses it. */
  readonly stop: () => Promise<void>;
}

/** A unix socket's name holds 107 bytes. */
const MAX_SOCKET_BYTES = 100;
const START_TIMEOUT_MS = 15_000;

/**
 * The shell leaves a guard beside the server, then becomes the server. The guard waits at the pipe that we hold the other
 * end of: a line says that the server has ended by itself; the pipe's end, that we have, however that came about.
 */
const GUARDED = '{ read -r line <&3 || kill -TERM $$; } & exec 3<&-; exec "$@"';
/** The shell's own status when it finds no such program. */
const NOT_FOUND = 127;

/**
 * Starts the server of that folder, which ends with this process, and starts it again whenever it dies. When one already
 * answers on the folder's socket (another process' own), that one is used. Throws ConfigError when there is no Redis.
 */
export async function startRedisChild(options: RedisChildOptions): Promise<RedisChild> {
  const folder = resolve(options.folder);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = socketPath(folder);
  if (await answers(path)) return { path, pid: () => undefined, stop: () => stopUnlessUsed(path) };

  let child: ChildProcess | undefined;
  let stopping = false;
  let failures = 0;
  const launch = (): void => {
    const words = [options.binary ?? 'redis-server', ...argumentsFor(folder, path, options.settings ?? [])];
    const server = spawn('/bin/sh', ['-c', GUARDED, 'redis', ...words], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true, // a Ctrl-C at the terminal is for us: Redis stops after we have drained
    });
    child = server;
    server.on('error', () => undefined);
    const guard = server.stdio[3] as Writable;
    guard.on('error', () => undefined);
    server.on('exit', () => {
      guard.end('ended\n');
      if (stopping) return;
      failures += 1;
      const again = (): void => {
        if (!stopping) launch();
      };
      setTimeout(again, Math.min(100 * 2 ** Math.min(failures, 6), 5000)).unref();
    });
  };
  launch();
  const stop = async (): Promise<void> => {
    stopping = true;
    if (child !== undefined) await end(child);
  };
  await untilAnswering(path, () => child, options.binary).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  failures = 0;
  return { path, pid: () => child?.pid, stop };
}

function argumentsFor(
  folder: string,
  path: string,
  settings: readonly (readonly [string, string])[],
): string[] {
  const lines = [
    ['port', '0'],
    ['unixsocket', path],
    ['unixsocketperm', '700'],
    ['dir', folder],
    ['appendonly', 'yes'],
    ['appendfsync', 'everysec'],
    ['save', ''],
    ['maxmemory-policy', 'noeviction'],
    ['daemonize', 'no'],
    ['loglevel', 'warning'],
    ...settings,
  ] as const;
  return lines.flatMap(([name, value]) => [`--${name}`, value]);
}

function socketPath(folder: string): string {
  const path = join(folder, 'redis.sock');
  if (Buffer.byteLength(path) <= MAX_SOCKET_BYTES) return path;
  const short = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  return join(tmpdir(), `dreamidentity-${short}.sock`);
}

async function untilAnswering(
  path: string,
  child: () => ChildProcess | undefined,
  binary: string | undefined,
): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  const first = child();
  while (Date.now() < deadline) {
    if (await answers(path)) return;
    if (first?.exitCode === NOT_FOUND) {
      throw new ConfigError(
        `No Redis server found (looked for "${binary ?? 'redis-server'}"): install Redis 6.2 or later ` +
          `(Debian: apt install redis-server), or set REDIS_URL to one that runs elsewhere`,
      );
    }
    await delay(20);
  }
  throw new ConfigError(`The Redis server did not answer on ${path} within ${START_TIMEOUT_MS / 1000} s`);
}

/** Whether a server answers PING on the socket, its data loaded. */
const answers = async (path: string): Promise<boolean> => (await ask(path, 'PING')).startsWith('+PONG');

/** The last one to leave a server that has lost its own process stops it. */
async function stopUnlessUsed(path: string): Promise<void> {
  const clients = (await ask(path, 'CLIENT LIST')).match(/^id=/gm) ?? [];
  if (clients.length <= 1) await ask(path, 'SHUTDOWN');
}

/** The first bytes of the answer; nothing when there is no server, or none in a second. */
function ask(path: string, command: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(path, () => socket.write(`${command}\r\n`));
    const finish = (answer: string): void => {
      socket.destroy();
      done(answer);
    };
    socket.setTimeout(1000, () => {
      finish('');
    });
    socket.on('error', () => {
      finish('');
    });
    socket.on('close', () => {
      finish('');
    });
    socket.once('data', (data) => {
      finish(data.toString('latin1'));
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const hard = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(hard);
}
