/** @file Calls into a worker thread by method name. */
import { parentPort } from 'node:worker_threads';
import { CheckpointError, ConfigError, ShapeError, UserError } from '../errors.ts';
import { spawnWorker } from './spawn-worker.ts';

/** What a thread's module serves: one argument in, one (possibly promised) result out, both clonable. */
export type Methods<M> = { readonly [K in keyof M]: (argument: never) => unknown };

export interface Thread<M extends Methods<M>> {
  /** Throws what the method threw (the project's error types keep their type), or that the thread has ended. */
  readonly call: <K extends keyof M & string>(
    method: K,
    argument: Parameters<M[K]>[0],
  ) => Promise<Awaited<ReturnType<M[K]>>>;
  readonly close: () => Promise<void>;
}

interface Request {
  readonly id: number;
  readonly method: string;
  readonly argument: unknown;
}

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly id: string | undefined;
}

interface Response {
  readonly id: number;
  readonly result?: unknown;
  readonly failure?: Failure;
}

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the module `name`.ts (or the built .js) beside the file whose `import.meta.url` is `base`; it calls `serve`. */
export function startThread<M extends Methods<M>>(name: string, base: string): Thread<M> {
  const worker = spawnWorker(new URL(`${name}.ts`, base));
  const pending = new Map<number, Pending>();
  let ended: Error | undefined;
  let lastId = 0;

  const end = (error: Error): void => {
    ended ??= error;
    for (const call of pending.values()) call.reject(ended);
    pending.clear();
    worker.unref();
  };
  worker.on('message', ({ id, result, failure }: Response) => {
    const call = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) worker.unref();
    if (failure === undefined) call?.resolve(result as never);
    else call?.reject(revive(failure));
  });
  worker.on('error', (error: Error) => {
    end(error);
  });
  worker.on('exit', (code) => {
    end(new Error(`worker thread "${name}" has ended (exit code ${code})`));
  });
  worker.unref();

  return {
    call: (method, argument) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const id = ++lastId;
        // Throws what cannot be cloned, before anything waits for its answer.
        worker.postMessage({ id, method, argument } satisfies Request);
        pending.set(id, { resolve, reject });
        worker.ref();
      }),
    close: async () => {
      end(new Error(`worker thread "${name}" was closed`));
      await worker.terminate();
    },
  };
}

/** Inside the thread: answers calls, one after the other where a method is synchronous. */
export function serve<M extends Methods<M>>(methods: M): void {
  const port = parentPort;
  if (port === null) throw new Error('serve: this is not a worker thread');
  const table = new Map(Object.entries<(argument: never) => unknown>(methods));
  const answer = async ({ id, method, argument }: Request): Promise<void> => {
    try {
      const result = await table.get(method)?.(argument as never);
      port.postMessage({ id, result } satisfies Response);
    } catch (error) {
      port.postMessage({ id, failure: flatten(error) } satisfies Response);
    }
  };
  port.on('message', (request: Request) => void answer(request));
}

const flatten = (error: unknown): Failure =>
  error instanceof Error
    ? {
        name: error.name,
        message: error.message,
        stack: error.stack,
        id: error instanceof UserError ? error.id : undefined,
      }
    : { name: 'Error', message: String(error), stack: undefined, id: undefined };

const REVIVE = { ShapeError, CheckpointError, ConfigError } as const;

function revive({ name, message, stack, id }: Failure): Error {
  const Type = name in REVIVE ? REVIVE[name as keyof typeof REVIVE] : Error;
  const error = id === undefined ? new Type(message) : new UserError(id, message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
