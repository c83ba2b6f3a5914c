/** @file The bot on Discord's wire: discord.js against a fake Discord on loopback, real queues and a real Redis. */
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import { type AdapterBench, adapterBench } from '../../helpers/adapter-bench.ts';
import { type FakeDiscord, startFakeDiscord } from '../../helpers/fake-discord.ts';
import { buttonsOf, type FakeMessage, isEphemeral, isLoading } from '../../helpers/fake-discord-messages.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

let server: TestRedis;
let discord: FakeDiscord;
let bench: AdapterBench;
let skew = 0;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.close());
beforeEach(async () => {
  skew = 0;
  discord = await startFakeDiscord();
  const errors: unknown[] = [];
  const adapter = openDiscordPlatform({
    token: 'FAKE.TOKEN.x',
    api: discord.api,
    fileOrigins: [discord.origin],
    now: () => Date.now() + skew,
    notes: { 'identity register': 'These are the words of consent.' },
    patienceMs: 300,
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
});
afterEach(async () => {
  await bench.close();
  await discord.close();
});

const value = (name: string, given: string | number | boolean, type = 3) => ({ name, type, value: given });
const sub = (name: string, ...options: object[]) => [{ name, type: 1, options }];
const photo = (text: string, path = '/cdn/me.png') => {
  discord.cdn.set(path, { type: 'image/png', bytes: Buffer.from(text) });
  const file = {
    id: '77',
    filename: 'me.png',
    size: text.length,
    url: `${discord.origin}${path}`,
    content_type: 'image/png',
  };
  return { attachments: { 77: file } };
};
const message = (fits: (one: FakeMessage) => boolean): Promise<FakeMessage> =>
  discord.until(() => discord.messages().find(fits));
const button = (one: FakeMessage, label: string): string =>
  buttonsOf(one).find((each) => each.label === label)?.customId ?? `no button ${label}`;

async function register(name = 'ada', member = '9'): Promise<void> {
  const options = sub('register', value('photo', '77', 11), value('name', name), value('consent', true, 5));
  discord.interactions.slash('identity', options, photo('face 7'), { member });
  await message((one) => one.content.includes(`registered as "${name}"`));
}

it('registers every command and menu entry once, and not again when nothing changed', () => {
  const registered = discord.registered() as { name: string; type: number; options?: { name: string }[] }[];
  expect(registered.map(({ type, name }) => `${type} ${name}`)).toEqual([
    '1 imagine',
    '1 identity',
    '1 queue',
    '1 verify',
    '1 moderate',
    '1 settings',
    '1 help',
    '2 Register my face',
    '2 Draw myself',
    '3 Draw this with me',
    '2 Draw this member',
  ]);
  expect(registered[1]?.options?.map(({ name }) => name)).toContain('forget-me');
  expect(
    discord.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')),
  ).toHaveLength(1);
});

it('describes commands in German and Spanish, and answers in the language of each interaction', async () => {
  expect(discord.registered()).toMatchObject([
    {
      name: 'imagine',
      description_localizations: {
        de: 'Male dich selbst in einer neuen Szene',
        'es-ES': 'Dibújate en una escena nueva',
        'es-419': 'Dibújate en una escena nueva',
      },
    },
    {},
    {},
    {},
    {},
    {},
    {},
    { name: 'Register my face', name_localizations: { de: 'Gesicht registrieren' } },
    {},
    {},
    {},
  ]);
  discord.interactions.slash('identity', [{ name: 'list', type: 1 }], {}, { locale: 'es-ES' });
  await message(({ content }) => content.includes('Todavía no tienes ninguna identidad'));
  discord.interactions.slash('identity', [{ name: 'list', type: 1 }], {}, { locale: 'de' });
  await message(({ content }) => content.includes('Du hast noch keine Identität'));
});

it('registers a face from an attachment, and draws a picture with alt text under the very answer', async () => {
  bench.work();
  await register();
  const registration = discord.messages().find(({ content }) => content.includes('registered'));
  expect(registration !== undefined && isEphemeral(registration)).toBe(true);
  discord.interactions.slash('imagine', [
    value('prompt', 'S* as a *chef*'),
    value('count', 2, 4),
    value('seed', 5, 4),
  ]);
  const drawn = await message(({ files }) => files.length === 2);
  expect(drawn.content).toContain(String.raw`“S\* as a \*chef\*”`);
  expect(drawn.files.map(({ alt }) => alt)).toEqual([
    'Picture 1 of 2 drawn for “S* as a *chef*”',
    'Picture 2 of 2 drawn for “S* as a *chef*”',
  ]);
  expect(drawn.files.map(({ bytes }) => Buffer.from(bytes).toString())).toEqual([
    'S* as a *chef* | S*=7 | 5 | -',
    'S* as a *chef* | S*=7 | 6 | -',
  ]);
  expect(drawn.files[0]?.name).toBe('s-as-a-chef-5.png');
  expect(discord.everPosted).toHaveLength(2);
  expect(buttonsOf(drawn).map(({ label }) => label)).toEqual([
    'Re-roll',
    'Only 1',
    'Only 2',
    'Vary 1',
    'Vary 2',
    'Edit prompt',
    'Delete',
    'Report',
  ]);
  expect(bench.errors).toEqual([]);
});

it('shows the consent card to the member alone; agreeing turns the same message into the result', async () => {
  bench.work();
  const options = sub('register', value('photo', '77', 11), value('name', 'ada'));
  discord.interactions.slash('identity', options, photo('face 3'));
  const card = await message(({ content }) => content.includes('I agree that it is turned into numbers'));
  expect(isEphemeral(card)).toBe(true);
  discord.interactions.press(card, button(card, 'I agree'));
  await message(({ content }) => content.includes('You are registered as "ada"'));
  expect(discord.everPosted).toHaveLength(1);
});

it('announces within its patience when Redis is slow, and fills the announcement in', async () => {
  const pid = server.child.pid() ?? 0;
  process.kill(pid, 'SIGSTOP');
  const asked = discord.interactions.slash('queue');
  await discord.until(() => asked.ackedAt);
  expect(asked.ackType).toBe(5);
  expect(Number(asked.ackedAt) - asked.sentAt).toBeLessThan(3000);
  process.kill(pid, 'SIGCONT');
  const answer = await message((one) => !isLoading(one));
  expect(answer.content).toContain('waiting');
  expect(isEphemeral(answer)).toBe(true);
});

it('gives a refusal of a public command to the member alone', async () => {
  discord.interactions.slash('imagine', [value('prompt', 'nobody in it')]);
  const refusal = await message(() => true);
  expect(refusal.content).toContain('Write S\\* in the prompt');
  expect(isEphemeral(refusal)).toBe(true);
});

it('completes one’s own names while typing', async () => {
  bench.work();
  await register('ada');
  await register('bob');
  const options = sub('show', { ...value('name', 'a'), focused: true });
  const typing = discord.interactions.typing('identity', options);
  await discord.until(() => typing.ackedAt);
  expect(typing.data).toEqual({ choices: [{ name: 'ada (default)', value: 'ada' }] });
});

it('opens the prompt in a modal, and draws what comes back as a new message', async () => {
  bench.work();
  await register();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const drawn = await message(({ files }) => files.length === 1);
  const opening = discord.interactions.press(drawn, button(drawn, 'Edit prompt'));
  await discord.until(() => opening.ackedAt);
  expect(opening.ackType).toBe(9);
  const modal = opening.data as {
    custom_id: string;
    components: { component: { custom_id: string; value?: string } }[];
  };
  expect(modal.components[0]?.component.value).toBe('S* as a chef');
  const filled = [
    { type: 18, component: { type: 4, custom_id: 'prompt', value: 'S* as a king' } },
    { type: 18, component: { type: 4, custom_id: 'negative', value: '' } },
  ];
  discord.interactions.submit(modal.custom_id, filled, { message: drawn });
  const king = await message(({ content, files }) => content.includes('as a king') && files.length === 1);
  expect(king.id).not.toBe(drawn.id);
  expect(discord.messages().some(({ id }) => id === drawn.id)).toBe(true);
});

it('offers registration as a native form with the words of consent, a file, a box to tick, and whose face it is', async () => {
  bench.work();
  const opening = discord.interactions.menu(2, 'Register my face', '9', {});
  await discord.until(() => opening.ackedAt);
  const modal = opening.data as {
    custom_id: string;
    components: { content?: string; component?: { type: number } }[];
  };
  expect(modal.components[0]?.content).toBe('These are the words of consent.');
  expect(modal.components.slice(1).map(({ component }) => component?.type)).toEqual([19, 4, 23, 5]);
  const filled = [
    { type: 18, component: { type: 19, custom_id: 'photo', values: ['77'] } },
    { type: 18, component: { type: 4, custom_id: 'name', value: 'ada' } },
    { type: 18, component: { type: 23, custom_id: 'consent', value: true } },
  ];
  discord.interactions.submit(modal.custom_id, filled, { resolved: photo('face 4') });
  const done = await message(({ content }) => content.includes('You are registered as "ada"'));
  expect(isEphemeral(done)).toBe(true);
});

it('takes a message for a prompt', async () => {
  const resolved = { messages: { 31: { id: '31', content: 'a pirate at sea' } } };
  const opening = discord.interactions.menu(3, 'Draw this with me', '31', resolved);
  await discord.until(() => opening.ackedAt);
  expect(JSON.stringify(opening.data)).toContain('"value":"S* a pirate at sea"');
});

it('draws a member from that member’s menu: the form names him, and his rule decides', async () => {
  const users = { 20: { id: '20', username: 'bob', global_name: 'Bob' } };
  const opening = discord.interactions.menu(2, 'Draw this member', '20', { users });
  await discord.until(() => opening.ackedAt);
  expect(opening.ackType).toBe(9);
  expect(JSON.stringify(opening.data)).toContain('"value":"<@20> as a chef"');
  const { custom_id: id } = opening.data as { custom_id: string };
  const prompt = { type: 4, custom_id: 'prompt', value: '<@20> as a chef' };
  discord.interactions.submit(id, [{ type: 18, component: prompt }]);
  const refusal = await message(({ content }) => content.includes('no identity that you may draw here'));
  expect(isEphemeral(refusal)).toBe(true);
});

it('deletes the message whose button says so, and tells strangers that it is not theirs', async () => {
  bench.work();
  await register();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const drawn = await message(({ files }) => files.length === 1);
  discord.interactions.press(drawn, button(drawn, 'Delete'), { member: '10' });
  await message(({ content }) => content.includes('Only the member who asked for this'));
  discord.interactions.press(drawn, button(drawn, 'Delete'));
  await discord.until(() => discord.messages().every(({ id }) => id !== drawn.id));
  expect(bench.errors).toEqual([]);
});

it('refuses files of other hosts, redirects, and files that are larger than announced', async () => {
  const ask = async (file: object, expected: string): Promise<void> => {
    const options = sub('register', value('photo', '77', 11), value('name', 'ada'));
    const resolved = {
      attachments: { 77: { id: '77', filename: 'me.png', size: 6, content_type: 'image/png', ...file } },
    };
    discord.interactions.slash('identity', options, resolved);
    await message(({ content }) => content.includes(expected));
  };
  await ask({ url: 'http://169.254.169.254/latest/meta-data' }, 'does not come from this chat');
  await ask({ url: `${discord.origin}@127.0.0.1:1/x` }, 'does not come from this chat');
  discord.cdn.set('/cdn/away.png', {
    type: 'image/png',
    bytes: Buffer.from(''),
    redirect: 'http://10.0.0.1/',
  });
  await ask({ url: `${discord.origin}/cdn/away.png` }, 'could not fetch');
  discord.cdn.set('/cdn/big.png', { type: 'image/png', bytes: Buffer.alloc(9 * 1024 * 1024) });
  await ask({ url: `${discord.origin}/cdn/big.png` }, 'too large');
});

it('waits out a rate limit, survives a cut connection by RESUME, and misses nothing', async () => {
  bench.work();
  await register();
  const patched = ({ method }: { method: string }): boolean => method === 'PATCH';
  discord.trouble({ when: patched, status: 429, retryAfter: 0.2, times: 1 });
  discord.gateway.cut();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef'), value('steps', 30, 4)]);
  const drawn = await message(({ files }) => files.length === 1);
  expect(discord.gateway.resumes()).toBe(1);
  await discord.until(() => buttonsOf(drawn).some(({ label }) => label === 'Vary'));
  expect(bench.errors).toEqual([]);
});

it('posts through the bot’s own token, once, when the fifteen minutes are over', async () => {
  await bench.bot.ready();
  const registering = bench.work();
  await register();
  await registering.close();
  const asked = discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const waiting = await message(({ content }) => content.startsWith('“'));
  skew = 16 * 60 * 1000;
  asked.expired = true;
  bench.work();
  await discord.until(() => waiting.files.length === 1);
  const last = discord.calls.at(-1);
  expect(last?.path).toBe(`/channels/7/messages/${waiting.id}`);
  expect(last?.authorization).toMatch(/^Bot /);
  expect(discord.messages('7').filter(({ files }) => files.length > 0)).toHaveLength(1);
});

it('posts a new message that names the member when the first one was taken away', async () => {
  const registering = bench.work();
  await register();
  await registering.close();
  const asked = discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const waiting = await message(({ content }) => content.startsWith('“'));
  skew = 16 * 60 * 1000;
  asked.expired = true;
  await bench.bot.services.removePost({ platform: 'discord', channel: '7', message: waiting.id });
  bench.work();
  const drawn = await message(({ files }) => files.length === 1);
  expect(drawn.id).not.toBe(waiting.id);
  expect(drawn.content.startsWith('<@9> ')).toBe(true);
  expect(drawn.nonce).toMatch(/^[a-z2-7]{20}$/);
});

it('reports what Discord refused without tokens and prompts', async () => {
  discord.trouble({ when: ({ path }) => path.endsWith('/callback'), status: 400, code: 50035, times: 1 });
  const asked = discord.interactions.slash('imagine', [value('prompt', 'a secret wish')]);
  const error = await discord.until(() => bench.errors[0]);
  const told = inspect(error, { depth: 10, showHidden: true });
  expect(told).toContain('Discord answered 400, code 50035');
  expect(told).not.toContain(asked.token);
  expect(told).not.toContain('secret wish');
});
