/** @file The courier: keeps the message of a request up to date, and posts its answer exactly once. */
import { QueueEvents } from 'bullmq';
import type { Redis } from 'ioredis';
import type { PictureStore } from '../queue/picture-store.ts';
import { parseProgress } from '../queue/progress.ts';
import { isUnreachable } from '../queue/unreachable.ts';
import { createEditTurns } from './edit-turns.ts';
import type { Line, Status } from './line.ts';
import { type Followed, newFollowed, remaining } from './followed.ts';
import { messageIn } from './language/language.ts';
import type { WordedMessage } from './message.ts';
import { type MessageRef, type Platform, UndeliverableError } from './platform.ts';
import { ASKING_MS, type ChatRequest, type StoredRequest } from './request.ts';
import type { RequestStore } from './request-store.ts';

export interface CourierOptions {
  /** Of role `background`; the courier duplicates it for reading events. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly requests: RequestStore;
  readonly pictures: PictureStore;
  readonly platforms: readonly Platform[];
  readonly lines: readonly Line[];
  /** How soon a bot that died is noticed, and how often missed events are looked for. */
  readonly beatMs: number;
  readonly onError: (error: unknown, requestId: string | undefined) => void;
  readonly onPosted?: (requestId: string) => void;
  /** A picture is drawn that moderators must see first: puts it before them; safe to be told again. */
  readonly onHeld?: (request: ChatRequest) => Promise<void>;
  /** Nothing will come of a request: gives back what it took; safe to be told again. */
  readonly onNothing?: (request: ChatRequest) => Promise<void>;
}

/** Told when the answer stands there already (a second delivery), so that nothing is put over a picture. */
type FirstAnswer = (isAnswered: boolean) => Promise<MessageRef | undefined>;

export interface Courier {
  /** Shows the first message by `respond`, then follows the request of that id until its answer stands there. */
  readonly follow: (id: string, respond: FirstAnswer) => Promise<void>;
  /** Resolves when it hears of the queues' events, and other bots know that it lives. */
  readonly ready: () => Promise<void>;
  /** Finishes what it is posting and stops; the rest is for the next bot. */
  readonly close: () => Promise<void>;
}

/** A far place in the queue changes often and interests little: it is told this much later for each place. */
const MS_PER_PLACE = 250;
const MAX_RETRY_MS = 60_000;
/** By then its pictures have expired as well. */
const GIVE_UP_MS = 24 * 3600 * 1000;
/** Events tell when to look; they may be missed while a connection is down. */
const CHECK_MS = 10_000;
const MISSED_BEATS = 3;
/** Nothing is to be posted of these, until somebody says so. */
const SETTLED: ReadonlySet<StoredRequest['state']> = new Set(['draft', 'held', 'posted', 'expired']);

export function createCourier(options: CourierOptions): Courier {
  const { requests, platforms, lines, beatMs, onError } = options;
  const followed = new Map<string, Followed>();
  const turns = createEditTurns();
  let closing = false;
  let beating: Promise<void> = Promise.resolve();

  /** That Redis is away, its connections say themselves. */
  const report = (error: unknown, id?: string): void => {
    if (!isUnreachable(error)) onError(error, id);
  };
  const platformOf = (request: ChatRequest): Platform | undefined =>
    platforms.find(({ name }) => name === request.target.platform);
  const lineOf = (request: ChatRequest): Line | undefined =>
    lines.find(({ kind }) => kind === request.wish.kind);

  /** Runs after whatever is under way for that request; an error is reported and ends nothing. */
  function next(entry: Followed, task: () => Promise<void>): Promise<void> {
    entry.chain = entry.chain.then(task).catch((error: unknown) => {
      entry.failures += 1;
      entry.retryAt = Date.now() + Math.min(1000 * 2 ** (entry.failures - 1), MAX_RETRY_MS);
      report(error, entry.id);
    });
    return entry.chain;
  }

  function entryOf(id: string): Followed {
    const known = followed.get(id);
    if (known !== undefined) return known;
    const entry = newFollowed(id);
    followed.set(id, entry);
    return entry;
  }

  function drop(entry: Followed): void {
    clearTimeout(entry.timer);
    followed.delete(entry.id);
  }

  /** Posts the answer if there is one. Safe to run at any time, any number of times. */
  async function settle(entry: Followed): Promise<void> {
    // An event may have queued this before it turned out that another bot follows the request.
    if (followed.get(entry.id) !== entry) return;
    entry.checkedAt = Date.now();
    const [stored, isMine] = await Promise.all([requests.get(entry.id), requests.isMine(entry.id)]);
    if (stored === undefined) {
      // Deleted meanwhile: nothing of it stays, once its worker has let go.
      const gone = await Promise.all(lines.map((line) => line.forget(entry.id)));
      if (gone.every(Boolean)) drop(entry);
      return;
    }
    // Another bot, who thought this one dead, answers what it has taken.
    if (!isMine || SETTLED.has(stored.state)) {
      drop(entry);
      return;
    }
    entry.request = stored.request;
    entry.ref ??= stored.ref;
    const platform = platformOf(stored.request);
    const line = lineOf(stored.request);
    if (platform === undefined || line === undefined) {
      drop(entry);
      return;
    }
    const answer = await line.answer(stored.request);
    if (answer === undefined) {
      entry.failures = 0;
      if (entry.running && entry.shown === '') tellInTurn(entry);
      return;
    }
    // Whoever asked is about to add its job.
    if (answer.lost === true && Date.now() < stored.askedAt + ASKING_MS) return;
    clearTimeout(entry.timer);
    if (answer.nothing === true) {
      // A bot that follows it too may have posted it and forgotten the job since: that is no failure.
      const state = (await requests.get(entry.id))?.state;
      if (state === undefined || SETTLED.has(state)) {
        drop(entry);
        return;
      }
      await options.onNothing?.(stored.request);
    }
    if (answer.held === true) await options.onHeld?.(stored.request);
    else if ((await requests.posting(entry.id, answer)) !== 'kept') {
      await settle(entry); // removed or taken over this moment
      return;
    }
    const ref = await show(platform, entry, stored.request, answer.message).catch((error: unknown) => {
      const age = Date.now() - Date.parse(stored.request.createdAt);
      if (!(error instanceof UndeliverableError) && age < GIVE_UP_MS) throw error;
      report(error, entry.id);
      return undefined;
    });
    if (answer.held === true) {
      await requests.hold(entry.id, ref, GIVE_UP_MS);
      drop(entry);
      return;
    }
    const settled = await requests.posted(entry.id, ref);
    if (settled === 'taken over') {
      // Whoever has it may just be writing over this, and shows it again.
      drop(entry);
      return;
    }
    // Taken away while it was being posted: nothing of it stays.
    if (settled === 'removed' && ref !== undefined) await platform.remove(ref);
    options.onPosted?.(entry.id);
    await line.forget(entry.id);
    drop(entry);
  }

  /** In the place of the message that stands there already, or as a new one. */
  async function show(
    platform: Platform,
    { id, ref }: Followed,
    request: ChatRequest,
    worded: WordedMessage,
  ): Promise<MessageRef> {
    const message = messageIn(worded, request.locale);
    if (ref !== undefined && (await platform.edit(ref, message))) return ref;
    return platform.post(request.target, message, id, new Date(request.createdAt));
  }

  async function tell(entry: Followed, status: Status): Promise<void> {
    const { request, ref } = entry;
    if (request === undefined || ref === undefined || !followed.has(entry.id)) return;
    const platform = platformOf(request);
    const worded = lineOf(request)?.progress(request, status);
    if (platform === undefined || worded === undefined) return;
    const message = messageIn(worded, request.locale);
    const shown = `${message.progress?.label ?? ''} ${entry.progress?.previews ?? 0}`;
    if (shown === entry.shown) return;
    await platform.edit(ref, message);
    entry.shown = shown;
    entry.editedAt = Date.now();
  }

  /** Tells how far it is, as soon as the platform's pace allows: what is true then. */
  function tellInTurn(entry: Followed): void {
    const { request, ref } = entry;
    if (entry.timer !== undefined || request === undefined || ref === undefined || closing) return;
    const platform = platformOf(request);
    if (platform === undefined) return;
    const turn = turns.take(platform, ref, entry.editedAt, Date.now());
    entry.timer = setTimeout(() => {
      // Its next turn is reckoned from when this one is over.
      void next(entry, () => tellNow(entry)).then(() => {
        entry.timer = undefined;
      });
    }, turn - Date.now());
  }

  async function tellNow(entry: Followed): Promise<void> {
    const { running, waiting, progress } = entry;
    if (!running) {
      if (waiting !== undefined) await tell(entry, waiting);
      return;
    }
    const preview =
      progress !== undefined && progress.previews > 0
        ? await options.pictures.readPreview(entry.id)
        : undefined;
    await tell(entry, { kind: 'running', progress, etaMs: remaining(progress), preview });
  }

  async function tellWaiting(): Promise<void> {
    for (const line of lines) {
      const waiting = [...followed.values()].filter(
        ({ request, running, ref }) => request?.wish.kind === line.kind && !running && ref !== undefined,
      );
      if (waiting.length === 0) continue;
      const { estimates, slots } = await line.state();
      for (const entry of waiting) {
        const estimate = estimates.get(entry.id);
        if (estimate === undefined) continue;
        if (estimate.position === 0) {
          entry.running = true;
          tellInTurn(entry);
          continue;
        }
        const { position, etaMs } = estimate;
        entry.waiting = { kind: 'waiting', position, etaMs, workers: slots > 0 };
        if (Date.now() >= entry.editedAt + position * MS_PER_PLACE) tellInTurn(entry);
      }
    }
  }

  /** Says that it lives, takes over from bots that do not, looks for events it missed, and retries what failed. */
  async function beat(): Promise<void> {
    const wasAlive = await requests.beat(beatMs * MISSED_BEATS);
    if (!wasAlive) for (const entry of followed.values()) entry.checkedAt = 0;
    for (const { name } of platforms) {
      const orphans = await requests.adopt(name, (id) => followed.has(id));
      for (const id of orphans) entryOf(id);
    }
    for (const entry of followed.values()) {
      const due = entry.failures > 0 ? entry.retryAt : entry.checkedAt + CHECK_MS;
      if (Date.now() >= due) void next(entry, () => settle(entry));
    }
    await tellWaiting();
  }

  const events = lines.map((line) => {
    const reader = new QueueEvents(line.queue, { connection: options.redis, prefix: options.prefix });
    const settleById = ({ jobId }: { readonly jobId: string }): void => {
      const entry = followed.get(jobId);
      if (entry !== undefined && !closing) void next(entry, () => settle(entry));
    };
    reader.on('completed', settleById);
    reader.on('failed', settleById);
    reader.on('removed', settleById);
    reader.on('active', ({ jobId }) => {
      const entry = followed.get(jobId);
      if (entry === undefined) return;
      entry.running = true;
      tellInTurn(entry);
    });
    reader.on('progress', ({ jobId, data }) => {
      const entry = followed.get(jobId);
      if (entry === undefined) return;
      entry.running = true;
      entry.progress = parseProgress(data) ?? entry.progress;
      tellInTurn(entry);
    });
    reader.on('waiting', ({ jobId }) => {
      const entry = followed.get(jobId);
      if (entry !== undefined) entry.running = false;
    });
    reader.on('error', (error) => {
      report(error);
    });
    return reader;
  });

  const pulse = (): void => {
    beating = beating
      .then(() => (closing ? undefined : beat()))
      .catch((error: unknown) => {
        report(error);
      });
  };
  /** After an interruption nobody knows what was missed. */
  const recheck = (): void => {
    for (const entry of followed.values()) entry.checkedAt = entry.retryAt = 0;
    pulse();
  };
  options.redis.on('ready', recheck);
  pulse();
  const timer = setInterval(pulse, beatMs);

  return {
    async ready() {
      await Promise.all(events.map((reader) => reader.waitUntilReady()));
      // Before it follows anything: the first pulse may have come before Redis was there.
      await requests.beat(beatMs * MISSED_BEATS);
      await beating;
    },
    follow(id, respond) {
      const entry = entryOf(id);
      let failed: unknown;
      let mine = true;
      return next(entry, async () => {
        try {
          // Delivered to two bots, it is the other one's to answer: this one could only write over its picture.
          const [isTakenByMe, stored] = await Promise.all([requests.take(id), requests.get(id)]);
          mine = isTakenByMe;
          const isAnswered = !mine || stored?.state === 'posted';
          const ref = await respond(isAnswered);
          entry.editedAt = Date.now();
          entry.ref = ref ?? entry.ref;
          if (entry.ref !== undefined && !isAnswered) await requests.answered(id, entry.ref);
        } catch (error) {
          failed = error; // its answer is posted all the same
          report(error, id);
        }
      }).then(() => {
        if (mine) void next(entry, () => settle(entry));
        else drop(entry);
        if (failed instanceof Error) throw failed;
      });
    },
    async close() {
      closing = true;
      clearInterval(timer);
      options.redis.off('ready', recheck);
      for (const entry of followed.values()) clearTimeout(entry.timer);
      await Promise.all(events.map((reader) => reader.close()));
      await beating;
      await Promise.all([...followed.values()].map(({ chain }) => chain));
      await requests.leave().catch(report);
    },
  };
}
