/** @file The bot on Slack's wire: bolt against a fake Slack on loopback, real queues and a real Redis. */
import { inspect } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  answerTo,
  bench,
  command,
  deliver,
  event,
  interact,
  mention,
  message,
  NOTE,
  opened,
  photoOf,
  pictured,
  picturesOf,
  press,
  register,
  server,
  setUp,
  slack,
  slash,
  submit,
  trigger,
} from '../../helpers/slack-members.ts';

describe('over HTTP', () => {
  it('refuses wrong signatures, stale timestamps, other paths and what cannot be read', async () => {
    const body = { form: command('U9', '/help', '') };
    expect((await deliver(body, { secret: 'wrong' })).status).toBe(401);
    expect((await deliver(body, { skewSeconds: -600 })).status).toBe(401);
    expect((await deliver(body, { path: '/other' })).status).toBe(404);
    expect((await deliver({ raw: 'null', type: 'application/json' })).status).toBe(400);
    expect((await deliver({ raw: '{}', type: 'application/json' })).status).toBe(400);
    const verified = await deliver({ event: { type: 'url_verification', challenge: 'abc' } });
    expect(await verified.text()).toBe('abc');
  });

  it('answers a command to the member alone, acknowledged at once', async () => {
    const asked = performance.now();
    const response = await slash('U9', '/help', '');
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(performance.now() - asked).toBeLessThan(3000);
    const help = await message(({ text }) => text.includes('/identity register'));
    expect(help.ephemeralTo).toBe('U9');
  });

  it('acknowledges a command at once while Redis is slow, and answers when it is back', async () => {
    const pid = server.child.pid() ?? 0;
    process.kill(pid, 'SIGSTOP');
    try {
      const asked = performance.now();
      const response = await slash('U9', '/queue', '');
      expect(performance.now() - asked).toBeLessThan(3000);
      expect([response.status, await response.text()]).toEqual([200, '']);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    const answer = await message(({ text }) => text.includes('waiting'));
    expect(answer.ephemeralTo).toBe('U9');
  });

  it('says so when a form came too late for Slack to open it', async () => {
    bench.work();
    await register('U9');
    await slash('U9', '/imagine', 'S* as a chef');
    const drawn = await pictured();
    slack.triggerMs = -1;
    await press('U9', drawn, 'Edit prompt');
    const told = await message(({ text }) => text.includes('took me too long to open'));
    expect(told.ephemeralTo).toBe('U9');
    await slash('U9', '/identity', 'register ada');
    await slack.until(
      () => slack.messages().filter(({ text }) => text.includes('took me too long')).length === 2,
    );
  });

  it('speaks the member’s language: in answers, in forms and at home', async () => {
    slack.locales.set('U9', 'de-DE');
    await slash('U9', '/identity', 'list');
    const answer = await message(({ text }) => text.includes('Du hast noch keine Identität'));
    expect(answer.ephemeralTo).toBe('U9');
    await slash('U9', '/identity', 'register ada');
    const view = await opened();
    const form = JSON.stringify(view);
    for (const words of ['Schließen', 'Ein Foto oder eine Zeichnung deines Gesichts, von vorn']) {
      expect(form).toContain(words);
    }
    await event({ type: 'app_home_opened', user: 'U9', tab: 'home' });
    const home = JSON.stringify(await slack.until(() => slack.homes.get('U9')));
    for (const words of ['Deine Identitäten', 'Gesicht registrieren', 'Mich malen']) {
      expect(home).toContain(words);
    }
  });

  it('asks for a photo by a form with the words of consent, a file, a box to tick, and whose face it is', async () => {
    bench.work();
    await slash('U9', '/identity', 'register ada');
    const view = await opened();
    expect(view.blocks.map(({ element, type }) => element?.type ?? type)).toEqual([
      'section',
      'file_input',
      'plain_text_input',
      'checkboxes',
      'users_select',
    ]);
    expect(JSON.stringify(view.blocks)).toContain(NOTE);
    await submit('U9', view, {
      photo: { type: 'file_input', files: [photoOf('face 3')] },
      name: { type: 'plain_text_input', value: 'ada' },
      consent: { type: 'checkboxes', selected_options: [] },
    });
    const card = await message(({ text }) => text.includes('I agree that it is turned'));
    expect(card.channel).toBe('DU9');
    await press('U9', card, 'I agree');
    await slack.until(() => card.text.includes('You are registered as "ada"'));
    expect(slack.everPosted.filter(({ channel }) => channel === 'DU9')).toHaveLength(1);
  });

  it('completes one’s own names in a form', async () => {
    bench.work();
    await register('U9');
    await slash('U9', '/identity', 'show');
    const view = await opened();
    expect(view.blocks.at(-1)?.element?.type).toBe('external_select');
    const answer = await interact('U9', {
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
    await register('U9');
    await slash('U9', '/imagine', 'S* as a chef');
    const drawn = await pictured();
    await press('U9', drawn, 'Edit prompt');
    await submit('U9', await opened(), {
      prompt: { type: 'plain_text_input', value: 'S* as a king' },
      negative: { type: 'plain_text_input', value: null },
    });
    const king = await message((one) => one.text.includes('as a king') && picturesOf(one).length === 1);
    await press('U10', king, 'Delete');
    await answerTo('U10', 'Only the member who asked');
    await press('U9', king, 'Delete');
    await slack.until(() => !slack.messages().includes(king));
    await slack.until(() => slack.files.get(String(picturesOf(king)[0]?.slack_file?.id))?.deleted);
    expect(slack.messages()).toContain(drawn);
  });

  it('takes a message for a prompt by a shortcut, and shows one’s identities at home', async () => {
    bench.work();
    await register('U9');
    await interact('U9', {
      type: 'message_action',
      callback_id: 'draw-message',
      trigger_id: trigger(),
      channel: { id: 'C1' },
      message: { ts: '9.1', text: 'a pirate at sea' },
    });
    const view = await opened();
    expect(JSON.stringify(view.blocks)).toContain('"initial_value":"S* a pirate at sea"');
    await event({ type: 'app_home_opened', user: 'U9', tab: 'home' });
    const home = JSON.stringify(await slack.until(() => slack.homes.get('U9')));
    expect(home).toContain('S*ada (your default');
    expect(home).toContain('shortcut:register-face');
  });

  it('refuses files of other hosts, redirects, and files that are larger than announced', async () => {
    const ask = async (url: string, expected: string): Promise<void> => {
      const files = [{ name: 'me.png', mimetype: 'image/png', size: 6, url_private_download: url }];
      const before = slack.everPosted.length;
      await mention('U9', 'identity register ada consent: yes', files);
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
    await register('U9');
    slack.trouble({ method: 'chat.postMessage', error: 'invalid_arguments', times: 1 });
    await slash('U9', '/imagine', 'S* in a secret wish');
    const told = inspect(await slack.until(() => bench.errors[0]), { depth: 10, showHidden: true });
    expect(told).toContain('invalid_arguments');
    expect(told).not.toMatch(/xoxb|secret wish/);
    bench.errors.length = 0;
  });

  it('waits out a rate limit, and answers in private where it may not post', async () => {
    bench.work();
    await register('U9');
    slack.trouble({ method: 'chat.postMessage', error: 'ratelimited', retryAfter: 1, times: 1 });
    await slash('U9', '/imagine', 'S* as a chef', 'X1');
    const drawn = await pictured();
    expect(drawn.channel).toBe('DU9');
  });
});

describe('over Socket Mode', () => {
  beforeAll(() => {
    setUp.door = 'socket';
  });

  it('hears commands', async () => {
    await slack.until(() => slack.sockets() === 1);
    expect(await slack.push('slash_commands', command('U9', '/help', ''))).toEqual({});
    const help = await message(({ text }) => text.includes('/identity register'));
    expect(help.ephemeralTo).toBe('U9');
  });
});
