/** @file The bot on Slack's wire: bolt against a fake Slack on loopback, real queues and a real Redis. */
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSlackPlatform, type SlackAdapter } from '../../../src/chat/slack/adapter.ts';
import { type AdapterBench, adapterBench } from '../../helpers/adapter-bench.ts';
import { type FakeSlack, type SlackMessage, startFakeSlack } from '../../helpers/fake-slack.ts';
import { FAKE_SECRET } from '../../helpers/fake-slack-wire.ts';
import { startTestRedis, type TestRedis } from '../../helpers/redis-server.ts';

let server: TestRedis;
let slack: FakeSlack;
let adapter: SlackAdapter;
let bench: AdapterBench;
let triggers = 0;

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server.close());
beforeEach(async () => {
  slack = await startFakeSlack();
});
afterEach(async () => {
  await bench.close();
  await slack.close();
});

async function open(door: 'http' | 'socket'): Promise<void> {
  const errors: unknown[] = [];
  adapter = openSlackPlatform({
    botToken: 'xoxb-1',
    door:
      door === 'http'
        ? { kind: 'http', signingSecret: FAKE_SECRET, host: '127.0.0.1', port: 0 }
        : { kind: 'socket', appToken: 'xapp-1' },
    api: slack.api,
    fileOrigins: [slack.origin],
    hookOrigins: [slack.origin],
    patienceMs: 60_000,
    notes: { 'identity register': 'These are the words of consent.' },
    onError: (error) => errors.push(error),
  });
  bench = await adapterBench(server, adapter, errors);
}

const trigger = (): string => `${(triggers += 1)}.1`;
const command = (name: string, text: string, parts: Record<string, string> = {}): Record<string, string> => ({
  command: name,
  text,
  user_id: 'U9',
  user_name: 'ann',
  team_id: 'T1',
  channel_id: 'C1',
  channel_name: 'c',
  api_app_id: 'A1',
  trigger_id: trigger(),
  response_url: `${slack.origin}/hook/C1/${parts['user_id'] ?? 'U9'}`,
  ...parts,
});
const who = { user: { id: 'U9', username: 'ann', team_id: 'T1' }, team: { id: 'T1' } };
const slash = (name: string, text: string, parts: Record<string, string> = {}): Promise<Response> =>
  slack.deliver(adapter.address() ?? '', { form: command(name, text, parts) });
const interact = (interaction: object): Promise<Response> =>
  slack.deliver(adapter.address() ?? '', { interaction: { ...who, ...interaction } });
const event = (id: string, happened: object): Promise<Response> =>
  slack.deliver(adapter.address() ?? '', {
    event: { type: 'event_callback', team_id: 'T1', event_id: id, event: happened },
  });
const message = (fits: (one: SlackMessage) => boolean): Promise<SlackMessage> =>
  slack.until(() => slack.messages().find(fits));
const pictures = ({ blocks }: SlackMessage) => blocks.filter(({ type }) => type === 'image');
const button = (one: SlackMessage, label: string): string => {
  const found = one.blocks
    .flatMap(({ elements = [] }) => elements)
    .find((each) => JSON.stringify(each).includes(`"${label}"`));
  return String(found?.['action_id']);
};
const press = (one: SlackMessage, label: string, user = who.user): Promise<Response> =>
  interact({
    type: 'block_actions',
    user,
    channel: { id: one.channel },
    trigger_id: trigger(),
    response_url: `${slack.origin}/hook/C1/${user.id}`,
    message: {
      ts: one.ts,
      text: one.text,
      metadata: one.metadata,
      ...(one.thread === undefined ? {} : { thread_ts: one.thread }),
    },
    actions: [{ action_id: button(one, label), type: 'button', action_ts: trigger() }],
  });
const submitView = (values: object, user = who.user): Promise<Response> => {
  const last = slack.views.at(-1)?.view;
  return interact({
    type: 'view_submission',
    user,
    view: {
      id: `V${slack.views.length}`,
      hash: trigger(),
      callback_id: last?.callback_id,
      private_metadata: last?.private_metadata,
      state: { values },
    },
  });
};
const field = (name: string, input: object) => ({ [name]: { [name]: input } });

async function register(name: string, photo = 'face 7'): Promise<void> {
  slack.attached.set('/files/me.png', Buffer.from(photo));
  const files = [
    {
      name: 'me.png',
      mimetype: 'image/png',
      size: photo.length,
      url_private_download: `${slack.origin}/files/me.png`,
    },
  ];
  await event(`Ev${trigger()}`, {
    type: 'app_mention',
    user: 'U9',
    channel: 'C1',
    ts: '1.1',
    files,
    text: `<@U1> identity register ${name} consent: yes`,
  });
  await message((one) => one.text.includes(`registered as "${name}"`));
}

describe('over HTTP', () => {
  beforeEach(() => open('http'));

  it('refuses wrong signatures, stale timestamps, other paths and what cannot be read', async () => {
    const address = adapter.address() ?? '';
    const body = { form: command('/help', '') };
    expect((await slack.deliver(address, body, { secret: 'wrong' })).status).toBe(401);
    expect((await slack.deliver(address, body, { skewSeconds: -600 })).status).toBe(401);
    expect((await slack.deliver(`${address}/other`, body)).status).toBe(404);
    expect((await slack.deliver(address, { raw: 'null', type: 'application/json' })).status).toBe(400);
    expect((await slack.deliver(address, { raw: '{}', type: 'application/json' })).status).toBe(400);
    expect(
      await (await slack.deliver(address, { event: { type: 'url_verification', challenge: 'abc' } })).text(),
    ).toBe('abc');
  });

  it('answers a command to the member alone, acknowledged at once', async () => {
    const asked = performance.now();
    const response = await slash('/help', '');
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(performance.now() - asked).toBeLessThan(3000);
    const help = await message(({ text }) => text.includes('/identity register'));
    expect(help.ephemeralTo).toBe('U9');
  });

  it('acknowledges a command at once while Redis is slow, and answers when it is back', async () => {
    const pid = server.child.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const response = await slash('/queue', '');
      expect([response.status, await response.text()]).toEqual([200, '']);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const answer = await message(({ text }) => text.includes('waiting'));
    expect(answer.ephemeralTo).toBe('U9');
  });

  it('says so when a form came too late for Slack to open it', async () => {
    bench.work();
    await register('ada');
    await slash('/imagine', 'S* as a chef');
    const drawn = await message((one) => pictures(one).length === 1);
    slack.triggerMs = -1;
    await press(drawn, 'Edit prompt');
    const told = await message(({ text }) => text.includes('took me too long to open'));
    expect(told.ephemeralTo).toBe('U9');
    await slash('/identity', 'register ada');
    await slack.until(
      () => slack.messages().filter(({ text }) => text.includes('took me too long')).length === 2,
    );
    expect(bench.errors).toEqual([]);
  });

  it('speaks the member’s language: in answers, in forms and at home', async () => {
    slack.locales.set('U9', 'de-DE');
    await slash('/identity', 'list');
    const answer = await message(({ text }) => text.includes('Du hast noch keine Identität'));
    expect(answer.ephemeralTo).toBe('U9');
    await slash('/identity', 'register ada');
    const { view } = await slack.until(() => slack.views.at(-1));
    const form = JSON.stringify(view);
    for (const words of ['Schließen', 'Ein Foto oder eine Zeichnung deines Gesichts, von vorn']) {
      expect(form).toContain(words);
    }
    await event('EvHome', { type: 'app_home_opened', user: 'U9', tab: 'home' });
    const home = JSON.stringify(await slack.until(() => slack.homes.get('U9')));
    for (const words of ['Deine Identitäten', 'Gesicht registrieren', 'Mich malen']) {
      expect(home).toContain(words);
    }
    expect(bench.errors).toEqual([]);
  });

  it('asks for a photo by a form with the words of consent, a file, a box to tick, and whose face it is', async () => {
    bench.work();
    await slash('/identity', 'register ada');
    const { view } = await slack.until(() => slack.views.at(-1));
    expect(view.blocks.map(({ element, type }) => element?.type ?? type)).toEqual([
      'section',
      'file_input',
      'plain_text_input',
      'checkboxes',
      'users_select',
    ]);
    expect(JSON.stringify(view.blocks)).toContain('These are the words of consent.');
    slack.attached.set('/files/me.png', Buffer.from('face 3'));
    const file = {
      name: 'me.png',
      mimetype: 'image/png',
      size: 6,
      url_private_download: `${slack.origin}/files/me.png`,
    };
    await submitView({
      ...field('photo', { type: 'file_input', files: [file] }),
      ...field('name', { type: 'plain_text_input', value: 'ada' }),
      ...field('consent', { type: 'checkboxes', selected_options: [] }),
    });
    const card = await message(({ text }) => text.includes('I agree that it is turned'));
    expect(card.channel).toBe('DU9');
    await press(card, 'I agree');
    await slack.until(() => card.text.includes('You are registered as "ada"'));
    expect(slack.everPosted.filter(({ channel }) => channel === 'DU9')).toHaveLength(1);
  });

  it('completes one’s own names in a form', async () => {
    bench.work();
    await register('ada');
    await slash('/identity', 'show');
    const { view } = await slack.until(() => slack.views.at(-1));
    expect(view.blocks.at(-1)?.element?.type).toBe('external_select');
    const answer = await interact({
      type: 'block_suggestion',
      action_id: 'name',
      block_id: 'name',
      value: 'a',
      view: { id: 'V1', callback_id: view.callback_id, private_metadata: view.private_metadata },
    });
    expect(await answer.json()).toEqual({
      options: [{ text: { type: 'plain_text', text: 'ada (default)', emoji: false }, value: 'ada' }],
    });
  });

  it('opens the prompt in a modal, draws it as a new message, and deletes it with its picture', async () => {
    bench.work();
    await register('ada');
    await slash('/imagine', 'S* as a chef');
    const drawn = await message((one) => pictures(one).length === 1);
    await press(drawn, 'Edit prompt');
    await slack.until(() => slack.views.length === 1);
    await submitView({
      ...field('prompt', { type: 'plain_text_input', value: 'S* as a king' }),
      ...field('negative', { type: 'plain_text_input', value: null }),
    });
    const king = await message((one) => one.text.includes('as a king') && pictures(one).length === 1);
    await press(king, 'Delete', { ...who.user, id: 'U10' });
    await message(
      ({ text, ephemeralTo }) => ephemeralTo === 'U10' && text.includes('Only the member who asked'),
    );
    await press(king, 'Delete');
    await slack.until(() => !slack.messages().includes(king));
    await slack.until(() => slack.files.get(String(pictures(king)[0]?.slack_file?.id))?.deleted);
    expect(slack.messages()).toContain(drawn);
  });

  it('takes a message for a prompt by a shortcut, and shows one’s identities at home', async () => {
    bench.work();
    await register('ada');
    await interact({
      type: 'message_action',
      callback_id: 'draw-message',
      trigger_id: trigger(),
      channel: { id: 'C1' },
      message: { ts: '9.1', text: 'a pirate at sea' },
    });
    const { view } = await slack.until(() => slack.views.at(-1));
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"S* a pirate at sea"');
    await event('EvH', { type: 'app_home_opened', user: 'U9', tab: 'home' });
    const home = JSON.stringify(await slack.until(() => slack.homes.get('U9')));
    expect(home).toContain('S*ada (your default');
    expect(home).toContain('shortcut:register-face');
  });

  it('refuses files of other hosts, redirects, and files that are larger than announced', async () => {
    const ask = async (url: string, expected: string): Promise<void> => {
      const files = [{ name: 'me.png', mimetype: 'image/png', size: 6, url_private_download: url }];
      const text = '<@U1> identity register ada consent: yes';
      const before = slack.everPosted.length;
      await event(`Ev${trigger()}`, {
        type: 'app_mention',
        user: 'U9',
        channel: 'C1',
        ts: '1.1',
        files,
        text,
      });
      const answer = await slack.until(() => slack.everPosted[before]);
      expect([answer.ephemeralTo, answer.text]).toEqual(['U9', expect.stringContaining(expected)]);
    };
    await ask('http://169.254.169.254/latest/meta-data', 'does not come from this chat');
    await ask(`${slack.origin.replace('//', '//user@')}/files/me.png`, 'does not come from this chat');
    slack.redirects.set('/files/away.png', 'http://10.0.0.1/');
    await ask(`${slack.origin}/files/away.png`, 'could not fetch');
    slack.attached.set('/files/big.png', Buffer.alloc(9 * 1024 * 1024));
    await ask(`${slack.origin}/files/big.png`, 'too large');
  });

  it('reports what Slack refused without tokens and prompts', async () => {
    bench.work();
    await register('ada');
    slack.trouble({ method: 'chat.postMessage', error: 'invalid_arguments', times: 1 });
    await slash('/imagine', 'S* in a secret wish');
    const told = inspect(await slack.until(() => bench.errors[0]), { depth: 10, showHidden: true });
    expect(told).toContain('invalid_arguments');
    expect(told).not.toMatch(/xoxb|secret wish/);
  });

  it('waits out a rate limit, and answers in private where it may not post', async () => {
    bench.work();
    await register('ada');
    slack.trouble({ method: 'chat.postMessage', error: 'ratelimited', retryAfter: 1, times: 1 });
    await slash('/imagine', 'S* as a chef', { channel_id: 'X1' });
    const drawn = await message((one) => pictures(one).length === 1);
    expect(drawn.channel).toBe('DU9');
    expect(bench.errors).toEqual([]);
  });
});

it('hears commands over Socket Mode', async () => {
  await open('socket');
  await slack.until(() => slack.sockets() === 1);
  expect(await slack.push('slash_commands', command('/help', ''))).toEqual({});
  const help = await message(({ text }) => text.includes('/identity register'));
  expect(help.ephemeralTo).toBe('U9');
});
