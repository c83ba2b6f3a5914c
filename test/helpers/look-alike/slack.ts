/** @file Slack's window as members know it, drawn from the payloads that the adapter sent. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SlackFileState, SlackMessage } from '../fake-slack.ts';
import type { Person } from './discord.ts';
import { dataUrl, html, inLines, type Markup, nothing, when } from './markup.ts';
import {
  type Block,
  type BlockText,
  blocksSchema,
  type Button,
  type Element,
  homeSchema,
  modalSchema,
} from './slack-payloads.ts';

export interface SlackScene {
  readonly workspace: string;
  readonly channels: readonly string[];
  /** Of the list, or the bot's name: its messages and its home. */
  readonly channel: string;
  readonly people: readonly Person[];
  readonly bot: Person;
  readonly files: ReadonlyMap<string, SlackFileState>;
}

/** What the bot has sent. */
export interface SlackPost {
  readonly message: Pick<SlackMessage, 'blocks' | 'ephemeralTo'>;
  readonly at: string;
}

const css = readFileSync(join(import.meta.dirname, 'slack.css'), 'utf8');

/** Members in it by their names, and addresses; other markup we never send. */
const mentioning = (text: string, people: readonly Person[]): Markup => {
  const parts = text.split(/(<@[A-Z0-9]+>|<https:[^>]+>)/).map((part) => {
    const address = /^<(https:[^>]+)>$/.exec(part)?.[1];
    if (address !== undefined) return html`<a class="link">${address}</a>`;
    const id = /^<@([A-Z0-9]+)>$/.exec(part)?.[1];
    const name = people.find((one) => one.id === id)?.name;
    return id === undefined ? html`${part}` : html`<span class="mention">@${name ?? id}</span>`;
  });
  return html`${parts}`;
};

const textOf = (text: BlockText, { people }: SlackScene): readonly Markup[] =>
  inLines(text.text, (line) => (text.type === 'mrkdwn' ? mentioning(line, people) : html`${line}`));

const buttonOf = ({ text, style }: Button): Markup =>
  html`<button class="button ${style ?? 'plain'}">${text.text}</button>`;

function elementOf(element: Element): Markup {
  switch (element.type) {
    case 'plain_text_input':
      return html`<div class="input ${element.multiline ? 'long' : ''}">${element.initial_value ?? ''}</div>`;
    case 'number_input':
      return html`<div class="input number">${element.initial_value ?? ''}</div>`;
    case 'file_input':
      return html`<div class="drop">
        <b>Drop files here or</b><button class="button plain">Upload from your computer</button>
      </div>`;
    case 'checkboxes':
      return html`${element.options.map(
        ({ text, value }) =>
          html`<div class="tick">
            <i>${element.initial_options?.some((one) => one.value === value) === true ? '✓' : ''}</i
            >${text.text}
          </div>`,
      )}`;
    case 'static_select':
    case 'external_select':
      return html`<div class="input select">${element.initial_option?.text.text ?? 'Select an option'}</div>`;
    case 'users_select':
      return html`<div class="input select">${element.initial_user ?? 'Select a user'}</div>`;
  }
}

function blockOf(block: Block, scene: SlackScene): Markup {
  switch (block.type) {
    case 'header':
      return html`<h2>${block.text.text}</h2>`;
    case 'section':
      return html`<p class="section">${textOf(block.text, scene)}</p>`;
    case 'context':
      return html`<p class="context">${block.elements.map((one) => html`${textOf(one, scene)}`)}</p>`;
    case 'image': {
      const bytes = scene.files.get(block.slack_file.id)?.bytes ?? new Uint8Array();
      return html`<img class="picture" src="${dataUrl(bytes)}" alt="${block.alt_text}" />`;
    }
    case 'actions':
      return html`<div class="actions">${block.elements.map(buttonOf)}</div>`;
    case 'input': {
      const { label, hint, optional, element } = block;
      return html`<div class="field">
        <label>${label.text}${when(optional, html`<span> (optional)</span>`)}</label>${elementOf(element)}
        ${hint === undefined ? nothing : html`<small>${hint.text}</small>`}
      </div>`;
    }
  }
}

const blocksOf = (blocks: unknown, scene: SlackScene): readonly Markup[] =>
  blocksSchema.parse(blocks).map((block) => blockOf(block, scene));

function postOf({ message, at }: SlackPost, scene: SlackScene): Markup {
  const only = html`<p class="only"><i></i>Only visible to you</p>`;
  return html`<article class="${message.ephemeralTo === undefined ? '' : 'private'}">
    ${when(message.ephemeralTo !== undefined, only)}<img class="avatar" src="${scene.bot.avatar}" alt="" />
    <header><b>${scene.bot.name}</b><span class="app">APP</span><time>${at}</time></header>
    ${blocksOf(message.blocks, scene)}
  </article>`;
}

export function slackModal(payload: unknown, scene: SlackScene): Markup {
  const { title, submit, close, blocks } = modalSchema.parse(payload);
  return html`<div class="dim">
    <form class="modal">
      <header>
        <img src="${scene.bot.avatar}" alt="" />
        <h1>${title.text}</h1>
        <i>✕</i>
      </header>
      <div class="blocks">${blocks.map((block) => blockOf(block, scene))}</div>
      <footer>
        <button class="button plain">${close.text}</button
        ><button class="button primary">${submit.text}</button>
      </footer>
    </form>
  </div>`;
}

function sidebarOf({ workspace, channels, channel, people, bot }: SlackScene): Markup {
  const here = (name: string): string => (name === channel ? 'here' : '');
  return html`<nav class="rail">
      <b>${workspace.slice(0, 1)}</b><i class="on">⌂</i><small>Home</small><i>✉</i><small>DMs</small><i>◔</i
      ><small>Activity</small>
    </nav>
    <nav class="sidebar">
      <h1>${workspace} <i>⌄</i></h1>
      <h3>Channels</h3>
      ${channels.map((name) => html`<div class="${here(name)}"><i>#</i>${name}</div>`)}
      <h3>Direct messages</h3>
      ${people.map(({ name, avatar }) => html`<div><img src="${avatar}" alt="" />${name}</div>`)}
      <h3>Apps</h3>
      <div class="${here(bot.name)}"><img src="${bot.avatar}" alt="" />${bot.name}</div>
    </nav>`;
}

const page = (scene: SlackScene, inside: Markup, over: Markup): string =>
  html`<!doctype html><meta charset="utf-8" /><style>
      ${{ markup: css }}
    </style>
    <body>
      <div class="bar"><span>⌕ Search ${scene.workspace}</span></div>
      <div class="window">
        ${sidebarOf(scene)}
        <main>${inside}</main>
      </div>
      ${over}
    </body>`.markup;

const tabs = (chosen: 'Home' | 'Messages', { bot }: SlackScene): Markup =>
  html`<header class="top"><img src="${bot.avatar}" alt="" /><b>${bot.name}</b></header>
    <div class="tabs">
      ${['Home', 'Messages', 'About'].map((tab) => html`<span class="${tab === chosen ? 'chosen' : ''}">${tab}</span>`)}
    </div>`;

export function slackWindow(scene: SlackScene, posts: readonly SlackPost[], over: Markup = nothing): string {
  const { channel, bot } = scene;
  const isBots = channel === bot.name;
  const top = isBots
    ? tabs('Messages', scene)
    : html`<header class="top"><b># ${channel}</b></header>
        <div class="tabs"><span class="chosen">Messages</span><span>Files</span></div>`;
  return page(
    scene,
    html`${top}
      <section>${posts.map((post) => postOf(post, scene))}</section>
      <div class="writing">
        <div class="tools"><b>B</b><em>I</em><u>U</u><s>S</s></div>
        <span>Message ${isBots ? bot.name : `#${channel}`}</span>
        <div class="tools">+ &nbsp; Aa &nbsp; @</div>
      </div>`,
    over,
  );
}

export function slackHome(payload: unknown, scene: SlackScene): string {
  const { blocks } = homeSchema.parse(payload);
  return page(
    scene,
    html`${tabs('Home', scene)}
      <section class="home">${blocks.map((block) => blockOf(block, scene))}</section>`,
    nothing,
  );
}
