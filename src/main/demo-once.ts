/** @file The whole trip without a browser: register a face, imagine a prompt, save the picture, leave nothing behind. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { Message } from '../chat/message.ts';
import type { Attachment, RawOptions } from '../chat/option.ts';
import { UserError } from '../errors.ts';
import { newId } from '../identity/id.ts';
import { ownerIdOf } from '../identity/identity.ts';
import type { OnceOptions } from './demo-options.ts';
import { type Demo, startBase, startDemo } from './demo-parts.ts';
import { endWithParent } from './drain.ts';
import { createTerminalAdapter, TERMINAL, type TerminalAdapter } from './terminal-adapter.ts';

/** Milliseconds of each stage of the trip, in its order. */
export interface Stages {
  redis: number;
  /** Until the worker has loaded its networks and takes jobs. */
  worker: number;
  register: number;
  /** From the command until the first step. */
  wait: number;
  /** From the first step until the picture stands in the channel. */
  draw: number;
  save: number;
  total: number;
}

const POLL_MS = 25;
const MAX_FACE_BYTES = 32 * 1024 * 1024;

/** Resolves with the exit status. Throws UserError with the refusal of any stage, ConfigError where it cannot start. */
export async function runOnce(options: OnceOptions): Promise<number> {
  endWithParent();
  const photo = await readFace(options.face);
  const clock = stopwatch();
  const base = await startBase();
  const redis = clock();
  const terminal = createTerminalAdapter();
  const demo = await startDemo(base, [terminal], terminal.settled);
  const member = newId();
  try {
    const trip = makeTrip(demo, terminal, member, photo, options, clock);
    const { stages, text } = await Promise.race([trip, demo.workerFailed, interrupted()]);
    const report = { ...stages, redis, total: clock.total() };
    process.stdout.write(
      options.json ? `${JSON.stringify(reportOf(options, text, report))}\n` : story(options, text, report),
    );
    return 0;
  } finally {
    await demo.bot.parts.services.identities.removeAll(ownerIdOf(TERMINAL, member)).catch((err: unknown) => {
      base.context.logger.error({ err }, 'the identity of the trip was not removed');
    });
    for (const step of demo.stop) await step();
  }
}

/** Rejects at Ctrl-C or SIGTERM; a second signal ends the process at once. */
const interrupted = (): Promise<never> =>
  new Promise((_, stop) => {
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => {
        stop(new UserError('stopped', 'Stopped before the picture was there.'));
      });
    }
  });

async function makeTrip(
  demo: Demo,
  terminal: TerminalAdapter,
  member: string,
  photo: Attachment,
  { prompt, seed, out }: OnceOptions,
  clock: Stopwatch,
): Promise<{ readonly stages: Omit<Stages, 'redis' | 'total'>; readonly text: string }> {
  const { services, router, ready } = demo.bot.parts;
  const ask = async (
    command: string,
    subcommand: string | undefined,
    given: RawOptions,
  ): Promise<Message> => {
    const answer = await terminal.ask(router, { member, command, subcommand, options: given });
    if (answer.ephemeral && answer.progress === undefined && given['photo'] === undefined)
      throw refusal(answer);
    return answer;
  };
  await ready();
  while ((await services.imagine.state()).slots === 0) await new Promise((done) => setTimeout(done, POLL_MS));
  const worker = clock();
  await ask('identity', 'register', { photo, name: 'me', consent: true });
  if ((await services.identities.list(ownerIdOf(TERMINAL, member))).length === 0)
    throw refusal(terminal.last());
  const register = clock();
  const answer = await ask('imagine', undefined, { prompt, ...(seed === undefined ? {} : { seed }) });
  const [picture] = answer.pictures;
  if (picture === undefined) throw refusal(answer);
  const all = clock();
  const wait = Math.min(all, tenths(terminal.waitedMs()));
  await writeFile(out, picture.bytes);
  const stages = { worker, register, wait, draw: tenths(all - wait), save: clock() };
  return { stages, text: answer.text };
}

/** Without the first line of a picture's message, which repeats the prompt. */
const refusal = ({ text }: Message): UserError =>
  new UserError('refused', text.replace(/^“[^”]*”\n/, '').replaceAll(/\s+/g, ' '));

async function readFace(path: string): Promise<Attachment> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new UserError('file-unreadable', `${path} cannot be read.`, { cause });
  }
  if (bytes.byteLength > MAX_FACE_BYTES) {
    throw new UserError('file-too-large', `${path} is too large for a picture of a face.`);
  }
  const kind = extname(path).slice(1).toLowerCase().replace('jpg', 'jpeg');
  return {
    kind: 'attachment',
    fileName: basename(path),
    contentType: `image/${kind === '' ? 'png' : kind}`,
    size: bytes.byteLength,
    read: (limit) =>
      bytes.byteLength > limit
        ? Promise.reject(
            new UserError('file-too-large', `${path} has ${bytes.byteLength} bytes; at most ${limit}.`),
          )
        : Promise.resolve(bytes),
  };
}

const tenths = (ms: number): number => Math.round(ms * 10) / 10;

interface Stopwatch {
  /** Milliseconds since it was asked last. */
  (): number;
  readonly total: () => number;
}

function stopwatch(): Stopwatch {
  const begun = performance.now();
  let last = begun;
  const lap = (): number => {
    const now = performance.now();
    const ms = now - last;
    last = now;
    return tenths(ms);
  };
  return Object.assign(lap, { total: () => tenths(performance.now() - begun) });
}

const reportOf = ({ out, prompt }: OnceOptions, text: string, milliseconds: Stages) => ({
  out,
  prompt,
  answer: text,
  milliseconds,
});

const story = ({ out }: OnceOptions, text: string, ms: Stages): string => {
  const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`;
  return `${text}\n${out}: registered in ${seconds(ms.register)}, drawn in ${seconds(ms.wait + ms.draw)}, all in ${seconds(ms.total)}\n`;
};
