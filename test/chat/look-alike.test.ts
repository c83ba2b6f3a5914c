/** @file The pictures of docs/ show whatever we send: the look-alikes know every kind of component, and refuse any other. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { describeCommands } from '../../src/chat/describe.ts';
import { commandModal, modalOf } from '../../src/chat/discord/form.ts';
import { render as renderForDiscord } from '../../src/chat/discord/render.ts';
import { type Form, message, type Message } from '../../src/chat/message.ts';
import { actionView, commandView } from '../../src/chat/slack/form.ts';
import { homeView } from '../../src/chat/slack/home.ts';
import { render as renderForSlack } from '../../src/chat/slack/render.ts';
import type { FakeMessage } from '../helpers/fake-discord-messages.ts';
import { discordWindow, modalOf as shownModal, type Scene } from '../helpers/look-alike/discord.ts';
import { slackHome, slackModal, slackWindow, type SlackScene } from '../helpers/look-alike/slack.ts';

const bot = { id: '42', name: 'DreamIdentity', avatar: '' };
const people = [{ id: '9', name: 'Ann', avatar: '' }];
const scene: Scene = { server: 'S', channels: ['c'], channel: 'c', topic: '', people, bot };
const slackScene: SlackScene = {
  workspace: 'S',
  channels: ['c'],
  channel: 'c',
  people: [{ id: 'U9', name: 'Ann', avatar: '' }],
  bot,
  files: new Map(),
};
const picture = {
  bytes: new Uint8Array([1]),
  contentType: 'image/png',
  altText: 'A <picture>',
  fileName: 'a.png',
} as const;
/** Everything that a message can have. */
const everything: Message = message({
  text: '“S* as a *chef*”\n1. one\n- two',
  link: 'https://example.org/picture',
  pictures: [picture],
  files: [{ fileName: 'ada.json', contentType: 'application/json', bytes: new Uint8Array([1]) }],
  progress: { fraction: 0.5, label: 'Step 5 of 10', preview: picture },
  buttons: (['primary', 'secondary', 'danger'] as const).map((style) => ({
    label: `A ${style} button`,
    actionId: style,
    style,
  })),
});
const form: Form = {
  title: 'A form',
  actionId: 'edit.x',
  submitLabel: 'Send',
  fields: [false, true].map((multiline) => ({
    name: multiline ? 'long' : 'short',
    label: 'Some words',
    value: 'filled in',
    multiline,
    required: multiline,
    maxLength: 200,
  })),
};

function onDiscord(given: Message, ephemeral = false): FakeMessage {
  const { body, files } = renderForDiscord({ ...given, ephemeral }, '9');
  return {
    id: '1',
    channel: '7',
    content: body.content,
    flags: body.flags,
    files: files.map(({ name, contentType = '', data }, i) => ({
      name,
      type: contentType,
      bytes: Buffer.from(data as Buffer),
      alt: body.attachments[i]?.description ?? '',
    })),
    components: [...body.components],
    nonce: undefined,
    history: [],
  };
}

describe('the look-alike of Discord', () => {
  it.each([false, true])('shows everything that a message can have (private: %s)', (ephemeral) => {
    const shown = discordWindow(scene, [{ message: onDiscord(everything, ephemeral), at: '' }]);
    for (const part of [
      '@Ann',
      'as a *chef*',
      'A &lt;picture&gt;',
      'Step 5 of 10',
      'A danger button',
      'link">https://example.org',
    ])
      expect(shown).toContain(part);
    expect(shown).toMatch(/1\. one<br \/>- two/);
    expect(shown.includes('Only you can see this')).toBe(ephemeral);
  });

  it('shows the form of every command and of an action', () => {
    for (const command of describeCommands(commands)) {
      const { markup } = shownModal(commandModal(command, { prompt: 'S*' }, 'A note'), scene);
      expect(markup).toContain('A note');
    }
    expect(shownModal(modalOf(form), scene).markup).toContain('filled in');
  });

  it('refuses a component, and a property of one, that it does not know', () => {
    const sent = onDiscord(everything);
    const row = (component: object) => ({ ...sent, components: [{ type: 1, components: [component] }] });
    const button = { type: 2, style: 1, label: 'x', custom_id: 'x' };
    const show = (one: FakeMessage) => () => discordWindow(scene, [{ message: one, at: '' }]);
    expect(show(row(button))).not.toThrow();
    expect(show(row({ ...button, type: 9 }))).toThrow();
    expect(show(row({ ...button, emoji: { name: 'x' } }))).toThrow();
    expect(() => shownModal({ ...modalOf(form), components: [{ type: 99 }] }, scene)).toThrow();
  });
});

describe('the look-alike of Slack', () => {
  it.each([undefined, 'U9'])('shows everything that a message can have (to %s alone)', (ephemeralTo) => {
    const shownPicture = { fileId: 'F1', altText: 'A <picture>' };
    const { blocks } = renderForSlack(everything, [shownPicture], 'U9');
    const shown = slackWindow(slackScene, [{ message: { blocks: [...blocks], ephemeralTo }, at: '' }]);
    for (const part of [
      '@Ann',
      'as a *chef*',
      'A &lt;picture&gt;',
      'Step 5 of 10',
      'A danger button',
      'link">https://example.org',
    ])
      expect(shown).toContain(part);
    expect(shown.includes('Only visible to you')).toBe(ephemeralTo !== undefined);
  });

  it('shows the form of every command and of an action, and App Home', () => {
    for (const command of describeCommands(commands)) {
      const given = commandView(command, { prompt: 'S*' }, {}, { locale: 'en-US', note: 'A note' });
      expect(slackModal(given, slackScene).markup).toContain('A note');
    }
    expect(slackModal(actionView(form, {}, 'en-US'), slackScene).markup).toContain('filled in');
    expect(slackHome(homeView(everything, 'en-US'), slackScene)).toContain('Register my face');
  });

  it('refuses a block, and a property of one, that it does not know', () => {
    const show = (block: { type: string; [field: string]: unknown }) => () =>
      slackWindow(slackScene, [{ message: { blocks: [block], ephemeralTo: undefined }, at: '' }]);
    const text = { type: 'plain_text', text: 'x', emoji: false };
    expect(show({ type: 'section', text })).not.toThrow();
    expect(show({ type: 'video', text })).toThrow();
    expect(show({ type: 'section', text, accessory: {} })).toThrow();
  });
});

it.each(['discord', 'slack'])('docs/%s.md shows its pictures, each of less than 150 KB', (platform) => {
  const page = readFileSync(`docs/${platform}.md`, 'utf8');
  const shown = [...page.matchAll(/!\[[^\]]{20,}\]\((pictures\/[\w-]+\.webp)\)/g)].map(
    ([, path = '']) => path,
  );
  expect(shown.length).toBeGreaterThanOrEqual(4);
  for (const path of shown) expect(statSync(join('docs', path)).size).toBeLessThan(150_000);
});
