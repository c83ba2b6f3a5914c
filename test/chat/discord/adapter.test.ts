/** @file The bot on Discord's wire: discord.js against a fake Discord on loopback, real queues and a real Redis. */
import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { openDiscordPlatform } from '../../../src/chat/discord/adapter.ts';
import {
  bench,
  button,
  clock,
  discord,
  drawnOne,
  filled,
  message,
  NOTE,
  photoOf,
  register,
  saying,
  server,
  setUp,
  sub,
  value,
} from '../../helpers/discord-members.ts';
import { buttonsOf, isEphemeral, isLoading } from '../../helpers/fake-discord-messages.ts';

setUp.patienceMs = 300;

it('registers every command and menu entry once, not again when nothing changed, and again when something has', async () => {
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
  const times = (): number =>
    discord.calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
  const startAnother = async (commands = bench.bot.router.commands): Promise<void> => {
    const another = openDiscordPlatform({
      token: 'FAKE.TOKEN.x',
      api: discord.api,
      onError: (error) => bench.errors.push(error),
    });
    await another.start({ ...bench.bot.router, commands });
    await another.close();
  };
  expect(times()).toBe(1);
  await startAnother();
  expect(times()).toBe(1);
  await startAnother(bench.bot.router.commands.slice(1));
  expect(times()).toBe(2);
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
  await saying('Todavía no tienes ninguna identidad');
  discord.interactions.slash('identity', [{ name: 'list', type: 1 }], {}, { locale: 'de' });
  await saying('Du hast noch keine Identität');
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
});

it('shows the consent card to the member alone; agreeing turns the same message into the result', async () => {
  bench.work();
  const options = sub('register', value('photo', '77', 11), value('name', 'ada'));
  discord.interactions.slash('identity', options, photoOf('face 3'));
  const card = await saying('I agree that it is turned into numbers');
  expect(isEphemeral(card)).toBe(true);
  discord.interactions.press(card, button(card, 'I agree'));
  await saying('You are registered as "ada"');
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

it('says so where a form would come too late, because Redis was slow', async () => {
  bench.work();
  await register();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const drawn = await drawnOne();
  const pid = server.child.pid() ?? 0;
  process.kill(pid, 'SIGSTOP');
  const pressed = discord.interactions.press(drawn, button(drawn, 'Edit prompt'));
  await discord.until(() => pressed.ackedAt);
  process.kill(pid, 'SIGCONT');
  expect([pressed.ackType, Number(pressed.ackedAt) - pressed.sentAt < 3000]).toEqual([6, true]);
  expect(isEphemeral(await saying('took me too long to open'))).toBe(true);
  expect(drawn.files).toHaveLength(1);
});

it('gives a refusal of a public command to the member alone', async () => {
  discord.interactions.slash('imagine', [value('prompt', 'nobody in it')]);
  const refusal = await message(() => true);
  expect(refusal.content).toContain('Write S\\* in the prompt');
  expect(isEphemeral(refusal)).toBe(true);
});

it('completes one’s own names while typing', async () => {
  bench.work();
  await register();
  await register({}, 'bob');
  const options = sub('show', { ...value('name', 'a'), focused: true });
  const typing = discord.interactions.typing('identity', options);
  await discord.until(() => typing.ackedAt);
  expect(typing.data).toEqual({ choices: [{ name: 'ada (default)', value: 'ada' }] });
});

it('opens the prompt in a modal, and draws what comes back as a new message', async () => {
  bench.work();
  await register();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const drawn = await drawnOne();
  const opening = discord.interactions.press(drawn, button(drawn, 'Edit prompt'));
  await discord.until(() => opening.ackedAt);
  expect(opening.ackType).toBe(9);
  const modal = opening.data as {
    custom_id: string;
    components: { component: { custom_id: string; value?: string } }[];
  };
  expect(modal.components[0]?.component.value).toBe('S* as a chef');
  const inputs = [filled('prompt', 'S* as a king'), filled('negative', '')];
  discord.interactions.submit(modal.custom_id, inputs, { message: drawn });
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
  expect(modal.components[0]?.content).toBe(NOTE);
  expect(modal.components.slice(1).map(({ component }) => component?.type)).toEqual([19, 4, 23, 5]);
  const inputs = [
    { type: 18, component: { type: 19, custom_id: 'photo', values: ['77'] } },
    filled('name', 'ada'),
    { type: 18, component: { type: 23, custom_id: 'consent', value: true } },
  ];
  discord.interactions.submit(modal.custom_id, inputs, { resolved: photoOf('face 4') });
  const done = await saying('You are registered as "ada"');
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
  discord.interactions.submit(id, [filled('prompt', '<@20> as a chef')]);
  const refusal = await saying('no identity that you may draw here');
  expect(isEphemeral(refusal)).toBe(true);
});

it('deletes the message whose button says so, and tells strangers that it is not theirs', async () => {
  bench.work();
  await register();
  discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const drawn = await drawnOne();
  discord.interactions.press(drawn, button(drawn, 'Delete'), { member: '10' });
  await saying('Only the member who asked for this');
  discord.interactions.press(drawn, button(drawn, 'Delete'));
  await discord.until(() => discord.messages().every(({ id }) => id !== drawn.id));
});

it('refuses files of other hosts, redirects, and files that are larger than announced', async () => {
  const ask = async (file: object, expected: string): Promise<void> => {
    const options = sub('register', value('photo', '77', 11), value('name', 'ada'));
    const resolved = {
      attachments: { 77: { id: '77', filename: 'me.png', size: 6, content_type: 'image/png', ...file } },
    };
    const before = discord.everPosted.length;
    discord.interactions.slash('identity', options, resolved);
    const answer = await discord.until(() => discord.everPosted[before]);
    await discord.until(() => answer.content !== '');
    expect([isEphemeral(answer), answer.content]).toEqual([true, expect.stringContaining(expected)]);
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
  const drawn = await drawnOne();
  expect(discord.gateway.resumes()).toBe(1);
  await discord.until(() => buttonsOf(drawn).some(({ label }) => label === 'Vary'));
});

it('posts through the bot’s own token, once, when the fifteen minutes are over', async () => {
  await bench.bot.ready();
  const registering = bench.work();
  await register();
  await registering.close();
  const asked = discord.interactions.slash('imagine', [value('prompt', 'S* as a chef')]);
  const waiting = await message(({ content }) => content.startsWith('“'));
  clock.aheadMs = 16 * 60 * 1000;
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
  clock.aheadMs = 16 * 60 * 1000;
  asked.expired = true;
  await bench.bot.services.removePost({ platform: 'discord', channel: '7', message: waiting.id });
  bench.work();
  const drawn = await drawnOne();
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
  bench.errors.length = 0;
});
