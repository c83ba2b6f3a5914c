/** @file The demo's worker: a process of its own that is started again when it dies, and ends with its parent. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { ConfigError } from '../errors.ts';
import { moduleUrl } from '../runtime/spawn-worker.ts';
import { childEnvironment } from './config.ts';

export interface ChildWorkerOptions {
  /** Added to this process' own environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Gets what the worker says. */
  readonly logFile: string;
  /** It cannot start, and trying again would not help; the sentence says why. */
  readonly onFailure: (error: ConfigError) => void;
}

export interface ChildWorker {
  /** Lets it finish what it holds, and waits for its end. */
  readonly stop: () => Promise<void>;
}

/** Exit status of a process that says what is wrong with its configuration. */
const CONFIGURATION = 2;
const RESTART_MS = 500;
const SHOWN_CHARACTERS = 2000;

export function startChildWorker({ environment, logFile, onFailure }: ChildWorkerOptions): ChildWorker {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  let stopping = false;
  let restart: NodeJS.Timeout | undefined;

  const launch = (): ChildProcess => {
    const worker = spawnWorkerProcess(environment);
    let said = '';
    worker.stderr?.on('data', (data: Buffer) => {
      log.write(data);
      said = (said + data.toString()).slice(-SHOWN_CHARACTERS);
    });
    worker.once('exit', (code) => {
      if (stopping) return;
      if (code === CONFIGURATION) {
        onFailure(new ConfigError(`The worker does not start: ${lastSentence(said)}`));
        return;
      }
      restart = setTimeout(() => {
        child = launch();
      }, RESTART_MS);
    });
    return worker;
  };
  let child = launch();

  return {
    async stop() {
      stopping = true;
      clearTimeout(restart);
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((done) => child.once('exit', done));
        child.kill('SIGTERM');
        await ended;
      }
      log.end();
    },
  };
}

/** In a process group of its own: a Ctrl-C at the terminal is for us, and the worker stops when we say so. */
const spawnWorkerProcess = (environment: Readonly<Record<string, string>>): ChildProcess =>
  spawn(
    process.execPath,
    [...process.execArgv, fileURLToPath(moduleUrl(new URL('./worker.ts', import.meta.url)))],
    // The channel is never used: its end tells the worker that we have died.
    { env: childEnvironment(environment), stdio: ['ignore', 'ignore', 'pipe', 'ipc'], detached: true },
  );

/** What it said last that is not a line of the log. */
const lastSentence = (said: string): string =>
  said
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'))
    .at(-1) ?? 'it does not say why';
