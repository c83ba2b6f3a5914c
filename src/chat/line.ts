/** @file A line: one kind of request on its way from queue to channel, with the words it is shown in. */
import { createHash } from 'node:crypto';
import type { Failure } from '../queue/failure.ts';
import type { PictureStore } from '../queue/picture-store.ts';
import type { Producer, QueueState } from '../queue/producer.ts';
import type { JobProgress } from '../queue/progress.ts';
import { constant, type Phrase } from '../say.ts';
import type { WordedMessage } from './message.ts';
import type { ChatRequest } from './request.ts';

/** How far a request is, for the message that is shown meanwhile. */
export type Status =
  | {
      readonly kind: 'waiting';
      /** 1 is next. */
      readonly position: number;
      readonly etaMs: number | undefined;
      readonly workers: boolean;
    }
  | {
      readonly kind: 'running';
      readonly progress: JobProgress | undefined;
      readonly etaMs: number | undefined;
      readonly preview: Uint8Array | undefined;
    };

/** The words for one kind of request; pure functions, so the same state always shows the same message. */
export interface Wording<Result> {
  readonly progress: (request: ChatRequest, status: Status) => WordedMessage;
  readonly done: (request: ChatRequest, result: Result, pictures: readonly Uint8Array[]) => WordedMessage;
  readonly failed: (request: ChatRequest, failure: Failure) => WordedMessage;
  readonly cancelled: (request: ChatRequest) => WordedMessage;
  /** For a picture that is drawn and waits for a moderator's yes. */
  readonly held?: (request: ChatRequest) => WordedMessage;
}

export interface Answer {
  readonly message: WordedMessage;
  readonly seeds: readonly number[];
  /** SHA-256 of each picture's bytes, in hexadecimal. */
  readonly digests?: readonly string[];
  /** The pictures stay where they are until a moderator releases them. */
  readonly held?: true;
  /** It failed for good, or was taken out of the queue before it began. */
  readonly nothing?: true;
  /** There is no job. */
  readonly lost?: true;
}

export interface Line {
  readonly kind: ChatRequest['wish']['kind'];
  readonly queue: string;
  readonly progress: Wording<never>['progress'];
  readonly state: () => Promise<QueueState>;
  /** Undefined while the job waits or runs. */
  readonly answer: (request: ChatRequest) => Promise<Answer | undefined>;
  /** Forgets the job and its pictures; false while it still runs. */
  readonly forget: (id: string) => Promise<boolean>;
}

export interface LineDefinition<Result> {
  readonly kind: ChatRequest['wish']['kind'];
  readonly producer: Producer<never, Result>;
  readonly pictures: PictureStore;
  readonly wording: Wording<Result>;
  /** Seeds of the pictures that a result left in the picture store; undefined for a cancelled one. */
  readonly seedsOf: (result: Result) => readonly number[] | undefined;
}

/** Why it failed, for readers of any language. */
export const reasonOf = ({ sentence, phrase }: Failure): Phrase => phrase ?? constant(sentence);

const EXPIRED: Failure = {
  id: 'result-expired',
  sentence: 'It was done, but waited too long to be posted and has been thrown away: ask again.',
};
const LOST: Failure = { id: 'request-lost', sentence: 'It got lost on its way; please ask again.' };

export function defineLine<Result>(definition: LineDefinition<Result>): Line {
  const { kind, producer, pictures, wording, seedsOf } = definition;
  const nothing = (message: WordedMessage): Answer => ({ message, seeds: [], nothing: true });

  async function done(request: ChatRequest, result: Result): Promise<Answer> {
    const seeds = seedsOf(result);
    if (seeds === undefined) return { message: wording.cancelled(request), seeds: [] };
    const held = request.awaits === undefined ? undefined : wording.held?.(request);
    if (held !== undefined && seeds.length > 0) return { message: held, seeds: [], held: true };
    const bytes = seeds.length === 0 ? [] : await pictures.read(request.id, seeds.length);
    if (bytes === undefined) return nothing(wording.failed(request, EXPIRED));
    const digests = bytes.map((one) => createHash('sha256').update(one).digest('hex'));
    return { message: wording.done(request, result, bytes), seeds, digests };
  }

  return {
    kind,
    queue: producer.name,
    progress: wording.progress,
    state: () => producer.state(),
    async answer(request) {
      const outcome = await producer.outcome(request.id);
      switch (outcome.kind) {
        case 'pending':
          return undefined;
        case 'done':
          return done(request, outcome.result);
        case 'failed':
          return nothing(wording.failed(request, outcome.failure));
        case 'cancelled':
          return nothing(wording.cancelled(request));
        case 'unknown':
          return { ...nothing(wording.failed(request, LOST)), lost: true };
      }
    },
    async forget(id) {
      await pictures.remove(id);
      return producer.forget(id);
    },
  };
}
