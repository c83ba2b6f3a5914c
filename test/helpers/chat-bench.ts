/** @file A whole chat in one process on a real Redis: bot, recording platform, and workers that draw simple pictures. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Message, Reply } from '../../src/chat/message.ts';
import type { Attachment, RawOptions } from '../../src/chat/option.ts';
import type { Invocation } from '../../src/chat/router.ts';
import { UserError } from '../../src/errors.ts';
import { newId } from '../../src/identity/id.ts';
import { type KeyRing, withNewKey } from '../../src/identity/key-ring.ts';
import { createWorkerParts, type WorkerParts } from '../../src/main/worker-parts.ts';
import { type BotParts, type BotPartsOptions, createBotParts } from '../../src/main/bot-parts.ts';
import type { Rank } from '../../src/moderation/community.ts';
import type { JobReport } from '../../src/queue/consumer.ts';
import type { IdentityEncoder } from '../../workers/read-face.ts';
import type { PictureMaker } from '../../workers/imagine.ts';
import type { LikenessJudge } from '../../workers/likeness.ts';
import { createRecordingPlatform, type Recorded, type RecordingPlatform } from './recording-platform.ts';
import type { TestRedis } from './redis-server.ts';

/** Reads the photo's bytes as text: "face 7" is a person; anything else has no face. */
export const textEncoder: IdentityEncoder = {
  bundle: 'text',
  encode(photo) {
    const seed = /^face (\d+)$/.exec(Buffer.from(photo).toString())?.[1];
    if (seed === undefined) {
      return Promise.reject(
        new UserError('no-face', 'There is no face in this picture: use one from the front.'),
      );
    }
    return Promise.resolve([new Float32Array(8).fill(Number(seed)), new Float32Array(8).fill(1)]);
  },
};

/** A "picture" that says what it was drawn from, so that a test can tell one from another. */
export const textMaker: PictureMaker = {
  bundle: 'text',
  async draw(order, { signal, onStep, onPreview }) {
    const { prompt, count, seed, steps = 4, identities, variations, aspect } = order;
    for (let step = 1; step <= steps; step += 1) {
      signal.throwIfAborted();
      await delay(1);
      onStep(step, steps);
      if (step === 2) onPreview(Buffer.from('preview'));
    }
    const shape = aspect === undefined ? '' : ` | ${aspect}`;
    const who = Object.entries(identities).map(([word, vectors]) => `${word}=${vectors[0]?.[0] ?? '?'}`);
    // The pictures of a variation share their seed, and count the last variation up.
    const last = variations?.at(-1);
    const noiseOf = (i: number): string =>
      last === undefined
        ? `${seed + i} | -`
        : `${seed} | ${[...(variations ?? []).slice(0, -1).map((one) => one.seed), last.seed + i].join(' > ')}`;
    const pictures = Array.from({ length: count }, (_, i) => ({
      bytes: Buffer.from(`${prompt} | ${who.join(',')} | ${noiseOf(i)}${shape}`),
      contentType: 'image/png' as const,
      width: 128,
      height: 128,
      seed: (last?.seed ?? seed) + i,
    }));
    return { pictures, modelMs: steps };
  },
};

/** Sees the number behind "face" in a photo, and the seed in a picture: 0 is no face, the nearer the more alike. */
export const numberJudge: LikenessJudge = {
  name: 'numbers',
  describe(bytes) {
    const text = Buffer.from(bytes).toString();
    const [, number] = /^face (\d+)$/.exec(text) ?? / \| (\d+) \| /.exec(text) ?? [];
    return Promise.resolve(number === '0' ? undefined : new Float32Array([Number(number)]));
  },
  likeness: ([a = 0], [b = 0]) => 100 - 10 * Math.abs(a - b),
};

/** The same, once it may. */
export const textMakerAfter = (opened: Promise<unknown>): PictureMaker => ({
  ...textMaker,
  async draw(order, hooks) {
    await opened;
    return textMaker.draw(order, hooks);
  },
});

export const attachment = (text: string, parts: Partial<Attachment> = {}): Attachment => ({
  kind: 'attachment',
  fileName: 'me.png',
  contentType: 'image/png',
  size: text.length,
  read: (limit) =>
    text.length > limit
      ? Promise.reject(new UserError('file-too-large', `The file is larger than ${limit} bytes.`))
      : Promise.resolve(Buffer.from(text)),
  ...parts,
});

export interface ChatBench {
  readonly bot: BotParts;
  readonly platform: RecordingPlatform;
  readonly prefix: string;
  readonly ring: KeyRing;
  readonly reports: JobReport[];
  readonly errors: unknown[];
  /** Starts a worker. */
  readonly work: (parts?: {
    readonly encoder?: IdentityEncoder;
    readonly maker?: PictureMaker;
    readonly judge?: LikenessJudge;
  }) => WorkerParts;
  /** Types a command and returns what it answered at once. */
  readonly type: (command: string, options?: RawOptions, parts?: Partial<Invocation>) => Promise<Reply>;
  /** Presses the button of that label under that message; returns the answer. */
  readonly press: (
    under: Recorded | Message,
    label: string,
    parts?: { readonly member?: string; readonly fields?: Record<string, string> },
  ) => Promise<Reply>;
  /** Waits until the channel is so, and returns it. */
  readonly until: (so: (messages: readonly Recorded[]) => boolean) => Promise<readonly Recorded[]>;
  readonly register: (name: string, seed: number, member?: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ChatBenchOptions extends Partial<BotPartsOptions> {
  /** Who moderates; everybody else is a plain member. */
  readonly ranks?: Readonly<Record<string, Rank>>;
  readonly platformOptions?: Partial<Parameters<typeof createRecordingPlatform>[0]>;
}

export function chatBench(server: TestRedis, options: ChatBenchOptions = {}): ChatBench {
  const prefix = options.prefix ?? `{${newId()}}`;
  const ring: KeyRing = options.ring ?? withNewKey(undefined, 'k1');
  const redis = server.client();
  const platform = createRecordingPlatform({ redis, prefix, ...options.platformOptions });
  const errors: unknown[] = [];
  const reports: JobReport[] = [];
  const bot = createBotParts({
    redisUrl: server.url,
    ring,
    prefix,
    platforms: [platform],
    beatMs: 200,
    rate: { requests: 1000, seconds: 1 },
    onError: (error) => errors.push(error),
    ...options,
  });
  const workers: WorkerParts[] = [];
  const channel = 'general';
  const origin = (member: string) => ({
    platform: platform.name,
    community: 'test',
    channel,
    author: {
      id: member,
      displayName: member,
      rank: () => Promise.resolve(options.ranks?.[member] ?? 'member'),
    },
    locale: 'en',
  });
  async function answerOf(
    run: (respond: Invocation['respond']) => Promise<void>,
    member: string,
  ): Promise<Reply> {
    let reply: Reply | undefined;
    await run((given) => {
      reply = given;
      return platform.respondIn(channel, member)(given);
    });
    if (reply === undefined) throw new Error('nothing was answered');
    return reply;
  }
  const bench: ChatBench = {
    bot,
    platform,
    prefix,
    ring,
    reports,
    errors,
    work({ encoder = textEncoder, maker = textMaker, judge } = {}) {
      const worker = createWorkerParts({
        redisUrl: server.url,
        ring,
        prefix,
        // A busy machine may hold a worker up for a second: that is not its death.
        lockMs: 5000,
        encoder,
        maker,
        judge,
        onReport: (report) => reports.push(report),
        onError: (error) => errors.push(error),
      });
      workers.push(worker);
      return worker;
    },
    type(line, raw = {}, parts = {}) {
      const [command = '', subcommand] = line.split(' ');
      const member = parts.author?.id ?? 'ann';
      return answerOf(
        (respond) =>
          bot.router.invoke({
            ...origin(member),
            command,
            ...(subcommand === undefined ? {} : { subcommand }),
            options: raw,
            respond,
            ...parts,
            author: { ...origin(member).author, ...parts.author },
          }),
        member,
      );
    },
    press(under, label, { member = 'ann', fields = {} } = {}) {
      const actionId = under.buttons.find((button) => button.label === label)?.actionId ?? label;
      const message = 'id' in under ? { platform: platform.name, channel, message: under.id } : undefined;
      return answerOf(
        (respond) => bot.router.press({ ...origin(member), actionId, fields, message, respond }),
        member,
      );
    },
    async until(so) {
      for (;;) {
        const messages = await platform.messages(channel);
        if (so(messages)) return messages;
        await delay(10);
      }
    },
    async register(name, seed, member = 'ann') {
      const author = { id: member, displayName: member };
      const photo = attachment(`face ${seed}`);
      await bench.type('identity register', { photo, name, consent: true }, { author });
      const done = `"${name}", until`;
      await bench.until((messages) => messages.some(({ text }) => text.includes(done)));
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.close()));
      await bot.close();
    },
  };
  return bench;
}
