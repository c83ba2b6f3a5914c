/** @file `/identity`: registering with consent, naming, deleting, forgetting; over a real Redis with a real queue. */
import { expect, test } from 'vitest';
import { bench, server } from '../helpers/bench-for-each.ts';
import { attachment, textEncoder } from '../helpers/chat-bench.ts';
import { textOf } from '../helpers/posted-pictures.ts';
import type { Recorded } from '../helpers/recording-platform.ts';

const saying = (text: string) => (messages: readonly Recorded[]) =>
  messages.some((message) => message.text.includes(text));
const selfies = async (): Promise<number> => (await server.client().keys(`${bench.prefix}:selfie:*`)).length;
const photo = attachment('face 7');

test('without a yes the consent is shown first, and nothing is encoded until the button is pressed', async () => {
  bench.work();
  const card = await bench.type('identity register', { photo, name: 'Ann' });
  expect(textOf(card)).toMatch(/I agree that it is turned into numbers[\s\S]*at most 365 days/);
  expect(card.kind === 'message' && card.message.ephemeral).toBe(true);
  expect(await bench.bot.services.identities.list('recording:ann')).toEqual([]);
  const [shown] = await bench.platform.messages('general');
  if (shown === undefined) throw new Error('the card is not there');
  await bench.press(shown, 'I agree');
  const messages = await bench.until(saying('registered as "ann", until'));
  expect(messages).toHaveLength(1); // in the card's place
  expect(messages[0]?.ephemeral).toBe(true);
  const [identity] = await bench.bot.services.identities.list('recording:ann');
  expect(identity).toMatchObject({ name: 'ann', isDefault: true, bundle: 'text', words: 2, width: 8 });
  expect(identity?.consent).toMatchObject({ by: 'recording:ann', termDays: 365 });
  expect(textOf(card)).toContain(identity?.consent.words);
  expect(await selfies()).toBe(0);
});

test('a no deletes the photo, and a second press of either button is answered', async () => {
  await bench.type('identity register', { photo, name: 'ann' });
  const [card] = await bench.platform.messages('general');
  if (card === undefined) throw new Error('the card is not there');
  expect(await selfies()).toBe(1);
  await bench.press(card, 'No, delete the photo');
  expect(await selfies()).toBe(0);
  expect(textOf(await bench.press(card, 'I agree'))).toMatch(/has been deleted/);
});

test('a fourth photo waits for no yes while three do, so that nobody fills Redis', async () => {
  for (const name of ['one', 'two', 'three']) await bench.type('identity register', { photo, name });
  expect(textOf(await bench.type('identity register', { photo, name: 'four' }))).toBe(
    'You already have 3 photos that wait: agree or say no under one of them first.',
  );
  expect(await selfies()).toBe(3);
  const [card] = await bench.platform.messages('general');
  if (card === undefined) throw new Error('the card is not there');
  await bench.press(card, 'No, delete the photo');
  expect(textOf(await bench.type('identity register', { photo, name: 'four' }))).toMatch(/I agree that/);
});

test("nobody else can agree in a member's place", async () => {
  await bench.type('identity register', { photo, name: 'ann' });
  const [card] = await bench.platform.messages('general');
  if (card === undefined) throw new Error('the card is not there');
  expect(textOf(await bench.press(card, 'I agree', { member: 'bob' }))).toMatch(/Only the member who asked/);
});

test('a photo that does not serve is refused in the sentence of the encoder, and deleted', async () => {
  bench.work();
  await bench.type('identity register', { photo: attachment('a landscape'), name: 'ann', consent: true });
  const messages = await bench.until(saying('There is no face in this picture'));
  expect(messages.at(-1)?.text).toContain('the photo has been deleted');
  expect(await selfies()).toBe(0);
  expect(await bench.bot.services.identities.list('recording:ann')).toEqual([]);
});

test('a photograph for a bundle of drawn faces is told the way to the portrait maker', async () => {
  const { UserError } = await import('../../src/errors.ts');
  const encode = () =>
    Promise.reject(
      new UserError('photograph', 'This model knows drawn faces only: make one in the portrait maker.'),
    );
  bench.work({ encoder: { ...textEncoder, encode } });
  await bench.type('identity register', { photo, name: 'ann', consent: true });
  const messages = await bench.until(saying('knows drawn faces only'));
  expect(messages.at(-1)?.buttons).toEqual([
    { label: 'Open the portrait maker', actionId: 'open:portrait-maker' },
  ]);
});

test.each([
  [
    'a file that is no picture',
    { photo: attachment('x', { contentType: 'text/plain', fileName: 'a.txt' }), name: 'ann' },
    /"a.txt" is not a picture/,
  ],
  [
    'a file over the limit',
    { photo: attachment('x'.repeat(9_000_000)), name: 'ann' },
    /larger than 8388608 bytes/,
  ],
  ['a name with spaces', { photo, name: 'ann b' }, /starts with a letter/],
  ['no name', { photo }, /"name" is missing/],
  ['no photo', { name: 'ann' }, /"photo" is missing/],
])('%s is refused by one sentence', async (_name, options, sentence) => {
  expect(textOf(await bench.type('identity register', options))).toMatch(sentence);
  expect(await selfies()).toBe(0);
});

test('the retry of an encoder that stumbled still finds the photo', async () => {
  let tries = 0;
  bench.work({
    encoder: {
      bundle: 'text',
      encode(bytes) {
        tries += 1;
        return tries === 1 ? Promise.reject(new Error('out of memory')) : textEncoder.encode(bytes);
      },
    },
  });
  await bench.register('ann', 7);
  expect(tries).toBe(2);
  expect(await selfies()).toBe(0);
});

test('listing, showing, renaming and choosing the default', async () => {
  bench.work();
  expect(textOf(await bench.type('identity list'))).toMatch(/no identity yet/);
  await bench.register('work', 1);
  await bench.register('home', 2);
  expect(textOf(await bench.type('identity list'))).toMatch(
    /^S\*work \(your default, also plain S\*\).*\nS\*home: kept until/,
  );
  expect(textOf(await bench.type('identity default', { name: 'home' }))).toBe(
    'Plain S* now stands for "home".',
  );
  expect(textOf(await bench.type('identity show', { name: 'S*home' }))).toMatch(
    /S\*home \(your default[\s\S]*2 sealed vectors of 8 numbers[\s\S]*You agreed on[\s\S]*Receipt [0-9a-f]{16}/,
  );
  expect(textOf(await bench.type('identity rename', { name: 'home', to: 'Holiday' }))).toMatch(
    /"home" is now "holiday"/,
  );
  expect(textOf(await bench.type('identity rename', { name: 'holiday', to: 'work' }))).toMatch(
    /already have an identity called "work"/,
  );
  expect(textOf(await bench.type('identity show', { name: 'home' }))).toMatch(
    /no identity called "home". You have work, holiday/,
  );
  expect(textOf(await bench.type('identity register', { photo, name: 'work', consent: true }))).toMatch(
    /already have/,
  );
});

test('names are completed with the member’s own', async () => {
  bench.work();
  await bench.register('work', 1);
  await bench.register('anna', 2, 'bob');
  const choices = await bench.bot.router.complete({
    platform: 'recording',
    community: 'test',
    channel: 'general',
    author: { id: 'ann', displayName: 'Ann' },
    locale: 'en',
    command: 'identity',
    subcommand: 'delete',
    option: 'name',
    typed: '',
  });
  expect(choices).toEqual([{ name: 'work (default)', value: 'work' }]);
});

test('delete destroys one identity, on disk too, and leaves the others', async () => {
  bench.work();
  await bench.register('work', 1);
  await bench.register('home', 2);
  expect(textOf(await bench.type('identity delete', { name: 'work' }))).toBe(
    '"work" is deleted. Nothing of it is left, not even on disk.',
  );
  expect((await bench.bot.services.identities.list('recording:ann')).map(({ name }) => name)).toEqual([
    'home',
  ]);
});

test('forget-me asks once more, then leaves not one key that belongs to the member, and gives a receipt', async () => {
  const worker = bench.work();
  await bench.register('bob', 3, 'bob');
  const before = new Set(await ownKeys());
  await bench.register('secretly', 1);
  await bench.type('imagine', { prompt: 'S* secretly as a spy' });
  await bench.until((all) => all.some(({ pictures }) => pictures.length === 1));
  await worker.close();
  await bench.type('imagine', { prompt: 'S* waiting secretly' });
  await bench.type('identity register', { photo, name: 'second' });
  expect(await contents()).toMatch(/waiting secretly[\s\S]*recording:ann/);
  await bench.type('identity forget-me');
  const card = (await bench.platform.messages('general')).at(-1);
  if (card === undefined) throw new Error('the card is not there');
  expect(textOf(await bench.press(card, 'Forget me'))).toMatch(
    /^Receipt [a-z2-7]{12}, \d{4}-[\s\S]*1 identity, 1 waiting photo, 2 requests with their pictures[\s\S]*Nothing of it is left/,
  );
  const left = await bench.platform.messages('general');
  expect(left.map(({ text }) => text.slice(0, 7))).toEqual(['You are', 'Receipt']); // bob's registration
  expect((await ownKeys()).filter((key) => !before.has(key))).toEqual([]);
  expect(await contents()).not.toMatch(/secretly|recording:ann/);
  expect((await bench.platform.messages('general')).some(({ text }) => text.includes('secretly'))).toBe(
    false,
  );
  expect(await bench.bot.services.identities.list('recording:bob')).toHaveLength(1);
});

/** Keys of members and their requests; not the fleet, the measured durations, BullMQ's own or the channel. */
async function ownKeys(): Promise<string[]> {
  const kinds = /:(identity|owner|selfie|selfies-of|request|requests-of|pending-of|pictures|preview|outbox):/;
  return (await server.client().keys(`${bench.prefix}:*`)).filter((key) => kinds.test(key));
}

/** Everything that Redis holds under the prefix but the channel, as text. */
async function contents(): Promise<string> {
  const redis = server.client();
  const keys = (await redis.keys(`${bench.prefix}:*`)).filter((key) => !key.includes(':recording'));
  const values = await Promise.all(
    keys.map(async (key) => {
      switch (await redis.type(key)) {
        case 'string':
          return redis.get(key);
        case 'hash':
          return JSON.stringify(await redis.hgetall(key));
        case 'list':
          return (await redis.lrange(key, 0, '-1')).join(' ');
        case 'set':
          return (await redis.smembers(key)).join(' ');
        case 'zset':
          return (await redis.zrange(key, 0, '-1')).join(' ');
        default:
          return JSON.stringify(await redis.xrange(key, '-', '+'));
      }
    }),
  );
  return [...keys, ...values].join('\n');
}
